import type { Logger } from 'pino'
import type { RunningServer } from '../start.ts'
import { onStop } from './on-stop.ts'
import { openLog } from './open-log.ts'
import { startServing } from './start-serving.ts'
import type { Surroundings } from './surroundings.ts'

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
