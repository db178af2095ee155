import type { Logger } from 'pino'
import { realClock } from '../clock/clock.ts'
import { openJournalFile } from '../journal/open-journal-file.ts'
import { type LogState, soundLog } from '../log/log-state.ts'
import { readSettings, type Settings } from '../settings.ts'
import { emptyFolders, openLibrary, type RunningServer, scenarioFor, startServer } from '../start.ts'
import { UsageError } from '../usage-error.ts'
import { ReadyFile } from './ready-file.ts'
import type { Surroundings } from './surroundings.ts'
import { readyLine, toldWhenReady, whereabouts } from './whereabouts.ts'

/** A server that a command line asked for. */
export interface Serving {
  readonly server: RunningServer
  readonly log: Logger
  /** Null where none was asked for. It is to be removed at the end. */
  readonly readyFile: ReadyFile | null
  /** Logs what was strange on the way, and then that it is ready. */
  announce(): void
}

const FILE_BYTES = 64 * 1024 ** 2
/** Less would be gone before anybody could read it. */
const LEAST_FILE_BYTES = 16 * 1024

const journalFileOf = ({ journalFile: path, journalFileBytes }: Settings, tell: (message: string) => void) => {
  const mostBytes = journalFileBytes ?? FILE_BYTES
  if (path === null && journalFileBytes !== null)
    throw new UsageError('--journal-file-size does nothing without --journal-file FILE. Name the file, or take it out.')
  if (mostBytes < LEAST_FILE_BYTES)
    throw new UsageError(`--journal-file-size is ${mostBytes} bytes; expected 16KiB or more.`)
  return path === null ? null : openJournalFile({ path, mostBytes, clock: realClock, tell })
}

/** Starts what the arguments of `serve` ask for. Throws `UsageError` or `ScenarioError` for what the user can mend. */
export const startServing = async (
  args: readonly string[],
  { variables, isTerminal }: Pick<Surroundings, 'variables' | 'isTerminal'>,
  openLog: (settings: Settings) => Promise<Logger>,
  logState: LogState = soundLog,
): Promise<Serving> => {
  const { settings, words, warnings } = readSettings(args, variables, isTerminal)
  if (words.length > 0)
    throw new UsageError(
      `serve takes flags only; seen ${JSON.stringify(words[0])}. To choose a scenario, write --scenario ${words[0]}.`,
    )
  const library = openLibrary(settings.scenarioFolders)
  const empty = emptyFolders(settings.scenarioFolders)
  const scenario = scenarioFor(library, settings.scenario)
  const readyFile = settings.readyFile === null ? null : new ReadyFile(settings.readyFile)
  let log: Logger | null = null
  const journalFile = await journalFileOf(settings, message => log?.warn(message))
  log = await openLog(settings)
  const starting = startServer(settings, library, scenario, log, { logState, journalFile })
  const server = await starting.catch(async error => {
    await journalFile?.end()
    throw error
  })
  try {
    readyFile?.write(toldWhenReady(server, settings))
  } catch (error) {
    await server.stop()
    throw error
  }
  const announce = () => {
    for (const warning of [...warnings, ...empty]) log.warn(warning)
    log.info(whereabouts(server, settings), readyLine(server, settings))
    const { certificate } = server
    if (certificate?.caFile) log.info(`clients trust this server with ${certificate.trust}`)
  }
  return { server, log, readyFile, announce }
}
