import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { realClock } from './clock/clock.ts'
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

const LISTEN_ERRORS: Readonly<Record<string, (settings: Settings) => string>> = {
  EADDRINUSE: ({ port, host }) =>
    `Port ${port} of ${host} is in use. Take another with --port N, or a free one with --port 0.`,
  EACCES: ({ port }) => `Port ${port} may not be used by this user. Take one above 1023 with --port N.`,
  EADDRNOTAVAIL: ({ host }) => `The address ${host} is not one of this machine's. Take 127.0.0.1 or 0.0.0.0.`,
  ENOTFOUND: ({ host }) => `The host ${host} has no address. Take 127.0.0.1 or 0.0.0.0.`,
}

const listen = async (server: BuiltServer, settings: Settings): Promise<Pick<RunningServer, 'url' | 'port'>> => {
  try {
    await server.app.listen({ port: settings.port, host: settings.host })
  } catch (error) {
    await server.app.close()
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const said = LISTEN_ERRORS[code]
    throw said ? new UsageError(said(settings)) : error
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
  return openCertificate(tls, hostsOf(settings), realClock.now())
}

/** Builds a server and listens. Throws `UsageError` or `ScenarioError` for what the user can mend. */
export const startServer = async (
  settings: Settings,
  library: Library,
  scenario: Scenario,
  log: Logger,
  logState: LogState = soundLog,
  journalFile: JournalFile | null = null,
): Promise<RunningServer> => {
  // it takes longest to load, and who is told of a mistake need not wait for it
  const { buildServer } = await import('./server.ts')
  const certificate = await certificateFor(settings)
  const server = buildServer({ settings, library, scenario, clock: realClock, log, logState, journalFile, certificate })
  const { url, port } = await listen(server, settings)
  journalFile?.begin()
  const { reloadAll } = await watchScenarios(
    {
      folders: settings.scenarioFolders,
      files: looksLikeFile(settings.scenario) ? [settings.scenario] : [],
      library,
      reader: server.reader,
      clock: realClock,
      onReload: reload => log[reload.ok ? 'info' : 'error'](reloadLine(reload)),
      onTrouble: message => log.warn(message),
      stopping: server.stopping,
    },
    settings.watch,
  )
  return { ...server, url, port, certificate, scenario, library, reloadAll }
}
