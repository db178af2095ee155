import { type Logger, pino } from 'pino'
import { accessWords } from '../control/guard.ts'
import { readSettings, type Settings } from '../settings.ts'
import { openLibrary, type RunningServer, scenarioFor, startServer } from '../start.ts'
import { UsageError } from '../usage-error.ts'
import { onStop } from './on-stop.ts'
import type { Surroundings } from './surroundings.ts'

const openLog = async ({ logLevel, logFormat }: Settings): Promise<Logger> => {
  const options = { level: logLevel, base: null }
  if (logFormat === 'json')
    return pino({ ...options, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 1, sync: false }))
  const { default: pretty } = await import('pino-pretty')
  return pino(
    options,
    pretty({ destination: 1, sync: false, ignore: 'session,entry,status', translateTime: 'SYS:HH:MM:ss.l' }),
  )
}

const readyLine = ({ url, scenario, library }: RunningServer, settings: Settings): string =>
  `groq-mock listens on ${url} with scenario ${scenario.name} (of ${library.names().length}); ` +
  `control API at ${url}/__mock (${accessWords(settings)}); ` +
  `GROQ_BASE_URL=${url} OPENAI_BASE_URL=${url}/openai/v1`

const flushed = (log: Logger): Promise<void> => new Promise(resolve => log.flush(() => resolve()))

const stopOnSignal = (server: RunningServer, log: Logger): void => {
  let stopping = false
  onStop(async signal => {
    // whoever asks twice does not want to wait
    if (stopping) process.exit(1)
    stopping = true
    log.info(`${signal}: finishing what is under way`)
    await server.stop()
    await flushed(log)
    process.exit(0)
  })
}

/** `groq-mock serve`: the server, until it is told to stop. */
export const serve = async (
  args: readonly string[],
  { variables, isTerminal }: Pick<Surroundings, 'variables' | 'isTerminal'>,
): Promise<void> => {
  const { settings, words, warnings } = readSettings(args, variables, isTerminal)
  if (words.length > 0)
    throw new UsageError(
      `serve takes flags only; seen ${JSON.stringify(words[0])}. To choose a scenario, write --scenario ${words[0]}.`,
    )
  const library = openLibrary(settings.scenarioFolders)
  const scenario = scenarioFor(library, settings.scenario)
  const log = await openLog(settings)
  const server = await startServer(settings, library, scenario, log)
  stopOnSignal(server, log)
  process.on('SIGHUP', () => {
    log.info('SIGHUP: reading all scenario files again')
    void server.reloadAll()
  })
  for (const warning of warnings) log.warn(warning)
  log.info(readyLine(server, settings))
}
