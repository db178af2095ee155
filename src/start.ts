import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { realClock, unrefClock } from './clock/clock.ts'
import type { JournalFile } from './journal/journal-file.ts'
import { type LogState, soundLog } from './log/log-state.ts'
import { ScenarioError } from './scenario/diagnostic.ts'
import { looksLikeFile, scenarioFiles, whyEmpty, whyUnreadable } from './scenario/files.ts'
import { Library } from './scenario/library.ts'
import { reloadLine } from './scenario/reload.ts'
import type { Scenario } from './scenario/scenario.ts'
import { watchScenarios } from './scenario/watch.ts'
import type { BuiltServer } from './server.ts'
import type { Settings } from './settings.ts'
import type { OpenedCertificate } from './tls/open-certificate.ts'
import { schemeOf } from './tls/scheme-of.ts'
import { UsageError } from './usage-error.ts'

/** A server that listens. */
export interface RunningServer extends BuiltServer {
  /** `http://127.0.0.1:4010`, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** What it shows to clients; null where it speaks plain HTTP. */
  readonly certificate: OpenedCertificate | null
  readonly scenario: Scenario
  readonly library: Library
  /** Reads all watched files again, now. */
  reloadAll(): Promise<void>
}

/** A library with the folders that the settings name. Throws `UsageError` or `ScenarioError`. */
export const openLibrary = (folders: readonly string[]): Library => {
  const library = new Library()
  for (const folder of folders) {
    try {
      library.addFolder(folder)
    } catch (error) {
      if (error instanceof ScenarioError) throw error
      throw new UsageError(`The folder of scenarios can't be used: ${whyUnreadable(folder, error)}.`)
    }
  }
  return library
}

/** A line for each folder that adds no scenario; most likely it is the wrong one. Throws what the file system throws. */
export const emptyFolders = (folders: readonly string[]): readonly string[] =>
  folders.flatMap(folder => {
    const why = whyEmpty(scenarioFiles(folder))
    return why === null ? [] : [`The folder of scenarios ${folder} adds none: ${why}`]
  })

/** The scenario that a word names: a file, else a name. Throws `UsageError` or `ScenarioError`. */
export const scenarioFor = (library: Library, word: string): Scenario => {
  if (looksLikeFile(word)) return library.addFile(word)
  const shelved = library.shelved(word)
  if (!shelved) throw new UsageError(library.unknown(word))
  if (!shelved.reading.scenario) throw new ScenarioError(shelved.reading.diagnostics)
  return shelved.reading.scenario
}

const ALL_ADDRESSES = new Set(['0.0.0.0', '::'])

/** Whether it listens on all addresses, so that nobody can say at which of them clients reach it. */
export const isEverywhere = ({ host }: Pick<Settings, 'host'>): boolean => ALL_ADDRESSES.has(host)

/** How whoever starts a server says what it is started with. */
export interface Wording {
  /** `--port 0` */
  say(setting: string, value: string): string
}

const asFlags: Wording = { say: (setting, value) => `--${setting} ${value}` }

const LISTEN_ERRORS: Readonly<Record<string, (settings: Settings, wording: Wording) => string>> = {
  EADDRINUSE: ({ port, host }, { say }) =>
    `Port ${port} of ${host} is in use. Take another with ${say('port', 'N')}, or a free one with ${say('port', '0')}.`,
  EACCES: ({ port }, { say }) =>
    `Port ${port} may not be used by this user. Take one above 1023 with ${say('port', 'N')}.`,
  EADDRNOTAVAIL: ({ host }) => `The address ${host} is not one of this machine's. Take 127.0.0.1 or 0.0.0.0.`,
  ENOTFOUND: ({ host }) => `The host ${host} has no address. Take 127.0.0.1 or 0.0.0.0.`,
}

const listen = async (
  server: BuiltServer,
  settings: Settings,
  wording: Wording,
): Promise<Pick<RunningServer, 'url' | 'port'>> => {
  try {
    await server.app.listen({ port: settings.port, host: settings.host })
  } catch (error) {
    await server.app.close()
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const said = LISTEN_ERRORS[code]
    throw said ? new UsageError(said(settings, wording)) : error
  }
  const { port } = server.app.server.address() as AddressInfo
  // whoever listens on all addresses is best reached on loopback
  const host = isEverywhere(settings) ? '127.0.0.1' : settings.host
  return { url: `${schemeOf(settings)}://${host.includes(':') ? `[${host}]` : host}:${port}`, port }
}

/** The host that clients name, beside the usual ones, is that of the address or of the URL that is advertised. */
const hostsOf = ({ host, advertise }: Settings): readonly string[] => [
  ...(isEverywhere({ host }) ? [] : [host]),
  ...(advertise === null ? [] : [new URL(advertise).hostname.replace(/^\[(.*)\]$/, '$1')]),
]

const certificateFor = async (settings: Settings): Promise<OpenedCertificate | null> => {
  const { tls } = settings
  if (tls === null) return null
  const { openCertificate } = await import('./tls/open-certificate.ts')
  return openCertificate(tls, hostsOf(settings), realClock)
}

/** How a server is started, beside its settings; all has a default. */
export interface StartOptions {
  readonly logState?: LogState
  readonly journalFile?: JournalFile | null
  /** Neither the server nor its clients keep the process alive. */
  readonly unref?: boolean
  readonly wording?: Wording
}

/** Longer than any stop takes. */
const MOST_STOP_MS = 60_000

/** Lets go of the process, until the server is told to stop: whoever waits for that may have nothing else to wait for. */
const unrefServer = ({ app, stop }: BuiltServer): BuiltServer['stop'] => {
  app.server.unref()
  app.server.on('connection', socket => socket.unref())
  return async () => {
    const { end } = realClock.nap(MOST_STOP_MS)
    await stop().finally(end)
  }
}

/** Builds a server and listens. Throws `UsageError` or `ScenarioError` for what the user can mend. */
export const startServer = async (
  settings: Settings,
  library: Library,
  scenario: Scenario,
  log: Logger,
  { logState = soundLog, journalFile = null, unref = false, wording = asFlags }: StartOptions = {},
): Promise<RunningServer> => {
  // it takes longest to load, and who is told of a mistake need not wait for it
  const { buildServer } = await import('./server.ts')
  const certificate = await certificateFor(settings)
  const clock = unref ? unrefClock : realClock
  const parts = { settings, library, scenario, clock, realTime: clock, log, logState, journalFile, certificate }
  const server = buildServer(parts)
  const { url, port } = await listen(server, settings, wording)
  const stop = unref ? unrefServer(server) : server.stop
  journalFile?.begin()
  const { reloadAll } = await watchScenarios(
    {
      folders: settings.scenarioFolders,
      files: looksLikeFile(settings.scenario) ? [settings.scenario] : [],
      library,
      reader: server.reader,
      clock,
      onReload: reload => log[reload.ok ? 'info' : 'error'](reloadLine(reload)),
      onTrouble: message => log.warn(message),
      stopping: server.stopping,
    },
    settings.watch,
  )
  return { ...server, stop, url, port, certificate, scenario, library, reloadAll }
}
