import {
  choiceFlag,
  durationFlag,
  factorFlag,
  listFlag,
  numberFlag,
  readArguments,
  readEnvironment,
  type Said,
  sizeFlag,
  switchFlag,
  textFlag,
  variableOf,
} from './flags.ts'
import { strayVariables } from './stray-variables.ts'
import type { TlsSettings } from './tls/open-certificate.ts'
import { tlsFlags, tlsOf } from './tls/tls-flags.ts'
import { urlFlag } from './url-flag.ts'

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const LOG_FORMATS = ['text', 'json'] as const

/** The fastest that session time may run. */
export const MAX_SPEED = 1_000_000

/** The flags of `serve`; each has a variable in the environment. */
export const serveFlags = {
  port: numberFlag('The port to listen on; 0 takes a free one and prints it', '4010', 0, 65_535),
  host: textFlag('ADDRESS', 'The address to listen on', '127.0.0.1'),
  ...tlsFlags,
  'ready-file': textFlag('FILE', 'A file that has its URL, port and process id, as JSON, as long as it is ready', ''),
  advertise: urlFlag(
    'The URL at which clients reach this server, for the base URLs that it gives out',
    'what each request was sent to',
  ),
  scenario: textFlag('NAME|FILE', 'The scenario for requests that do not choose one', 'steady-state'),
  scenarios: listFlag('DIR', 'A folder of scenarios to add to the shipped ones; repeatable, a later folder wins', ''),
  seed: numberFlag(
    "The seed of every session, instead of its scenario's",
    "the scenario's",
    0,
    Number.MAX_SAFE_INTEGER,
  ),
  speed: factorFlag('How many seconds of session time pass in a real second', '1', MAX_SPEED),
  'journal-bytes': sizeFlag('How much the journal may hold, for all sessions together', '64MiB'),
  'journal-file': textFlag(
    'FILE',
    'A file that entries of the journal are added to, one JSON a line, to outlast the server',
    '',
  ),
  'journal-file-size': sizeFlag(
    'How large that file may get before it becomes FILE.1, and that FILE.2; FILE.4 is the last',
    '64MiB',
  ),
  'keep-bodies': switchFlag('Keep headers and bodies of requests in the journal', 'on for a loopback address'),
  'scenario-bytes': sizeFlag('How much scenarios may take that the control API is given, all together', '64MiB'),
  sessions: numberFlag('How many sessions there may be at once', '10000', 1, 1_000_000),
  'session-bytes': sizeFlag('How much sessions may remember of calls and limits, all together', '256MiB'),
  'file-bytes': sizeFlag('How much the files of batches may take, all together; those of a session, a quarter', '1GiB'),
  'body-bytes': sizeFlag('How much the bodies of requests that are under way may take, all together', '256MiB'),
  'session-ttl': durationFlag('How long a session may be idle before it is forgotten', '1h'),
  'control-token': textFlag('TOKEN', 'The bearer token that callers of the control API must send', ''),
  'control-open': switchFlag('Open the control API to everyone who can reach a port that is not on loopback', 'off'),
  control: switchFlag('Serve the control API; without it only /__mock/health and /__mock/ready answer', 'on'),
  'mock-headers': switchFlag('Send x-mock-session, x-mock-rule and x-mock-entry', 'on'),
  watch: switchFlag('Watch scenario files and reload them when they change', 'on'),
  'log-level': choiceFlag(LOG_LEVELS, 'The lowest level that is logged', 'info'),
  'log-format': choiceFlag(LOG_FORMATS, 'Text for people, JSON for machines', 'text on a terminal, json elsewhere'),
} as const

/** Everything that can be set, decided once. Times in milliseconds. */
export interface Settings {
  readonly port: number
  readonly host: string
  /** Null speaks plain HTTP. */
  readonly tls: TlsSettings | null
  /** Without a slash at the end; null gives out what a request was sent to. */
  readonly advertise: string | null
  readonly scenario: string
  readonly scenarioFolders: readonly string[]
  /** Null takes the scenario's. */
  readonly seed: number | null
  /** Milliseconds of session time in a real one. */
  readonly speed: number
  readonly watch: boolean
  readonly journalBytes: number
  /** Null writes none; so does that of the journal. */
  readonly readyFile: string | null
  readonly journalFile: string | null
  /** Null is the default. */
  readonly journalFileBytes: number | null
  readonly keepBodies: boolean
  readonly scenarioBytes: number
  readonly sessions: number
  readonly sessionBytes: number
  readonly fileBytes: number
  readonly bodyBytes: number
  readonly sessionTtlMs: number
  readonly controlToken: string | null
  readonly controlOpen: boolean
  readonly control: boolean
  readonly mockHeaders: boolean
  readonly logLevel: (typeof LOG_LEVELS)[number]
  readonly logFormat: (typeof LOG_FORMATS)[number]
}

/** `[::1]` in a URL is the address `::1` to listen on. */
const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')

const LOOPBACK = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|::1|\[::1\])$/i

/** Whether only this machine can reach an address. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host)

const defaults = {
  port: 4010,
  host: '127.0.0.1',
  advertise: null,
  'ready-file': null,
  scenario: 'steady-state',
  scenarios: [],
  seed: null,
  speed: 1,
  watch: true,
  'journal-bytes': 64 * 1024 ** 2,
  'journal-file': null,
  'journal-file-size': null,
  'scenario-bytes': 64 * 1024 ** 2,
  sessions: 10_000,
  'session-bytes': 256 * 1024 ** 2,
  'file-bytes': 1024 ** 3,
  'body-bytes': 256 * 1024 ** 2,
  'session-ttl': 3_600_000,
  'control-token': null,
  'control-open': false,
  control: true,
  'mock-headers': true,
  'log-level': 'info',
} as const

/** Settings from what was said; what was not said is as `--help` shows it. Throws `UsageError`. */
export const settingsFrom = (said: Said<typeof serveFlags>, isTerminal = false): Settings => {
  const all = { ...defaults, ...said }
  return Object.freeze({
    port: all.port,
    host: withoutBrackets(all.host),
    tls: tlsOf(said),
    readyFile: all['ready-file'],
    advertise: all.advertise,
    scenario: all.scenario,
    scenarioFolders: all.scenarios,
    seed: all.seed,
    speed: all.speed,
    watch: all.watch,
    journalBytes: all['journal-bytes'],
    journalFile: all['journal-file'],
    journalFileBytes: all['journal-file-size'],
    keepBodies: said['keep-bodies'] ?? isLoopback(all.host),
    scenarioBytes: all['scenario-bytes'],
    sessions: all.sessions,
    sessionBytes: all['session-bytes'],
    fileBytes: all['file-bytes'],
    bodyBytes: all['body-bytes'],
    sessionTtlMs: all['session-ttl'],
    controlToken: all['control-token'],
    controlOpen: all['control-open'],
    control: all.control,
    mockHeaders: all['mock-headers'],
    logLevel: all['log-level'],
    logFormat: said['log-format'] ?? (isTerminal ? 'text' : 'json'),
  })
}

/** Settings, and warnings for the log about variables that were ignored. */
export interface ServeOrder {
  readonly settings: Settings
  readonly words: readonly string[]
  readonly warnings: readonly string[]
}

/** Flags over environment over defaults. Throws `UsageError`. */
export const readSettings = (
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  isTerminal: boolean,
): ServeOrder => {
  const { said, words } = readArguments(args, serveFlags)
  const kubernetesPort = environment.GROQ_MOCK_PORT?.startsWith('tcp://') ? environment.GROQ_MOCK_PORT : null
  const own = kubernetesPort === null ? environment : { ...environment, GROQ_MOCK_PORT: '' }
  // a variable that a flag overrides is not even read
  const unsaid = Object.fromEntries(Object.entries(serveFlags).filter(([name]) => !(name in said))) as typeof serveFlags
  const warnings = [
    ...(kubernetesPort === null
      ? []
      : [`GROQ_MOCK_PORT=${kubernetesPort} is what Kubernetes sets for a service of this name; it is ignored`]),
    ...strayVariables(environment, Object.keys(serveFlags).map(variableOf)),
  ]
  return { settings: settingsFrom({ ...readEnvironment(own, unsaid), ...said }, isTerminal), words, warnings }
}
