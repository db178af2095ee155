import type { Logger } from 'pino'
import { realClock } from '../clock/clock.ts'
import { prepareExpressions } from '../expression.ts'
import { LogSink, writesTo } from '../log/log-sink.ts'
import { prepareValidation } from '../request/validate-body.ts'
import { prepareYaml } from '../scenario/yaml/yaml.ts'
import { isColoured } from './is-coloured.ts'
import { leaveProcess } from './leave-process.ts'
import { onStop } from './on-stop.ts'
import { openLog } from './open-log.ts'
import { startServing } from './start-serving.ts'
import { stopOnSignal } from './stop-on-signal.ts'
import type { Surroundings } from './surroundings.ts'

/** Whoever waited for the server asks it at once, and waits for nothing but his own answer. */
const PREPARE_AFTER_MS = 250

const nobody = (): void => {}

/** `groq-mock serve`: the server, until it is told to stop. */
export const serve = async (
  args: readonly string[],
  around: Pick<Surroundings, 'variables' | 'isTerminal'>,
): Promise<void> => {
  // a pipe is one that a write never waits for as soon as Node has made its stream (docs/facts/node.md §11)
  for (const stream of [process.stdout, process.stderr]) stream.on('error', nobody)
  const errors = new LogSink({ ...writesTo(2), clock: realClock, tell: nobody, onMended: nobody })
  let opened: Logger | null = null
  const sink = new LogSink({
    ...writesTo(1),
    clock: realClock,
    tell: message => errors.write(`groq-mock: ${message}\n`),
    onMended: lost => opened?.warn(`${lost} lines of the log are missing here: they could not be written`),
  })
  process.once('exit', () => sink.flushSync())

  const open = (settings: Parameters<typeof openLog>[0]) => openLog(settings, sink, isColoured(around))
  const { server, log, readyFile, announce } = await startServing(args, around, open, sink)
  opened = log
  const { journalFile } = server
  process.once('exit', () => {
    readyFile?.remove()
    journalFile?.flushSync()
  })
  const leaving = {
    writers: [sink, errors, ...(journalFile ? [journalFile] : [])],
    clock: realClock,
    exit: (code: number): void => process.exit(code),
    kill: () => {
      readyFile?.remove()
      process.kill(process.pid, 'SIGKILL')
    },
  }
  const exit = (code: number): void => void leaveProcess(leaving, code)
  stopOnSignal({ server, log, sinks: { log: sink, errors }, clock: realClock, onStop, exit })
  process.on('SIGHUP', () => {
    log.info('SIGHUP: reading all scenario files again')
    void server.reloadAll()
  })
  // whatever is thrown where nobody is asked: what others have under way, and the journal, are not lost by it
  process.on('uncaughtException', error =>
    log.error({ err: error }, 'a bug in groq-mock; requests are served all the same'),
  )
  announce()
  await realClock.sleep(PREPARE_AFTER_MS, server.stopping)
  if (server.stopping.aborted) return
  await prepareValidation()
  prepareExpressions()
  prepareYaml()
}
