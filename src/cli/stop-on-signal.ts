import type { Logger } from 'pino'
import type { Clock } from '../clock/clock.ts'
import type { LogSink } from '../log/log-sink.ts'
import type { RunningServer } from '../start.ts'

/** What is stopped, and what by. */
export interface Stopping {
  readonly server: Pick<RunningServer, 'stop'>
  readonly log: Logger
  /** Where the log goes, and where it is told that it does not. */
  readonly sinks: { readonly log: LogSink; readonly errors: LogSink }
  readonly clock: Clock
  /** Takes the answer to signals. */
  readonly onStop: (answer: (signal: string) => void) => void
  /** Ends the process, with an exit code. */
  readonly exit: (code: number) => void
}

const whenAborted = (signal: AbortSignal): Promise<false> =>
  new Promise(resolve => signal.addEventListener('abort', () => resolve(false)))

/** Whatever holds it, it is gone after this time: `docker stop` waits 10 s, and kills then. */
const HARD_DEADLINE_MS = 5000
/** As long as somebody in a hurry waits for what is still to be written. */
const HASTE_MS = 100

/** Answers signals: the first lets finish what is under way, the second does not wait. */
export const stopOnSignal = ({ server, log, sinks, clock, onStop, exit }: Stopping): void => {
  const after = (ms: number): AbortSignal => {
    const over = new AbortController()
    clock.sleep(ms).then(() => over.abort())
    return over.signal
  }
  const leave = async (code: number, early: AbortSignal): Promise<void> => {
    await sinks.log.end(early)
    const { linesLost, trouble } = sinks.log
    if (linesLost > 0)
      sinks.errors.write(`groq-mock: ${linesLost} lines of the log were lost${trouble ? ` (${trouble})` : ''}\n`)
    await sinks.errors.end(after(HASTE_MS))
    exit(code)
  }

  let stopping = false
  onStop(async signal => {
    // whoever asks twice does not want to wait
    if (stopping) return leave(1, after(HASTE_MS))
    stopping = true
    log.info(`${signal}: finishing what is under way`)
    const late = after(HARD_DEADLINE_MS)
    const hasStopped = await Promise.race([server.stop().then(() => true), whenAborted(late)])
    if (!hasStopped)
      sinks.errors.write(`groq-mock: not all had ended ${HARD_DEADLINE_MS / 1000} s after ${signal}; it ends now\n`)
    await leave(hasStopped ? 0 : 1, late)
  })
}
