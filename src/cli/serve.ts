import { type Logger, pino } from 'pino'
import type { Settings } from '../settings.ts'
import type { RunningServer } from '../start.ts'
import { onStop } from './on-stop.ts'
import { startServing } from './start-serving.ts'
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
  around: Pick<Surroundings, 'variables' | 'isTerminal'>,
): Promise<void> => {
  const { server, log, announce } = await startServing(args, around, openLog)
  stopOnSignal(server, log)
  process.on('SIGHUP', () => {
    log.info('SIGHUP: reading all scenario files again')
    void server.reloadAll()
  })
  announce()
}
