import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { Clock } from '../clock/clock.ts'
import { UsageError } from '../usage-error.ts'
import { OutputTail } from './output-tail.ts'
import { ProcessGroup } from './process-group.ts'

/** How a client's command came to its end. */
export interface ClientEnd {
  readonly how: 'exited' | 'timed out' | 'interrupted'
  /** What the process said; null where a signal ended it. */
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly durationMs: number
  /** Whether processes that it had started were still running when it had exited. They were ended. */
  readonly leftChildren: boolean
  /** The end of what it printed on stdout and stderr. */
  readonly output: string
}

/** What a client is run with. */
export interface ClientOrder {
  readonly command: readonly [file: string, ...args: string[]]
  readonly environment: NodeJS.ProcessEnv
  readonly timeoutMs: number
  readonly clock: Clock
  /** Aborted where the whole drill ends early. */
  readonly interrupted: AbortSignal
  /** Told what it prints on stdout, as it comes. */
  readonly onPrinted?: (chunk: Buffer) => void
}

const KEPT_BYTES = 16 * 1024
/** What holds the pipes open after everything was ended is no process of the group: nobody waits for it longer. */
const LAST_WORDS_MS = 500

interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

const WHY: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOENT', 'there is no such command; check its spelling and PATH'],
  [
    'EACCES',
    'it may not be run: it is a folder, or a file that is not executable; start a script with its program, such as node or python',
  ],
])

const ONE_WORD = 'it was given as one word; leave out the quotes around the whole command'

const notStarted = (file: string, { code, message }: NodeJS.ErrnoException): UsageError => {
  const why = code === 'ENOENT' && /\s/.test(file) ? ONE_WORD : (WHY.get(code) ?? message)
  return new UsageError(`The command ${JSON.stringify(file)} can't be started: ${why}.`)
}

const exitOf = (child: ChildProcess, file: string): Promise<Exit> =>
  new Promise((resolve, reject) => {
    child.once('error', error => {
      if (child.pid === undefined) reject(notStarted(file, error))
    })
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })

/** What comes first: the end of the client, the end of its time, or that of the drill. */
const firstOf = async (
  exit: Promise<Exit>,
  { timeoutMs, clock, interrupted }: ClientOrder,
): Promise<ClientEnd['how']> => {
  const over = new AbortController()
  const late = clock
    .sleep(timeoutMs, AbortSignal.any([interrupted, over.signal]))
    .then((): ClientEnd['how'] => (interrupted.aborted ? 'interrupted' : 'timed out'))
  try {
    return await Promise.race([exit.then((): ClientEnd['how'] => 'exited'), late])
  } finally {
    over.abort()
  }
}

/** Waits until streams are closed, but not for long. */
const lastWords = async (streams: readonly Readable[], clock: Clock): Promise<void> => {
  const over = new AbortController()
  const closed = streams.map(stream => stream.closed || new Promise(resolve => stream.once('close', resolve)))
  await Promise.race([Promise.all(closed), clock.sleep(LAST_WORDS_MS, over.signal)])
  over.abort()
  for (const stream of streams) stream.destroy()
}

/** Runs the command of a client once, and ends it with all that it started. Rejects with `UsageError` where it can't be started. */
export const runClient = async (order: ClientOrder): Promise<ClientEnd> => {
  const { command, environment, clock } = order
  const [file, ...args] = command
  const startedMs = clock.monotonic()
  const tail = new OutputTail(KEPT_BYTES)
  const child = spawn(file, args, {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // leads a group of its own, so that all of it can be ended, and a Ctrl-C at the terminal comes to the drill alone
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  const streams = [child.stdout, child.stderr]
  for (const stream of streams) stream.on('data', chunk => tail.add(chunk)).on('error', () => {})
  if (order.onPrinted) child.stdout.on('data', order.onPrinted)
  const group = new ProcessGroup(child, clock)
  const exit = exitOf(child, file)
  const how = await firstOf(exit, order)
  const durationMs = clock.monotonic() - startedMs
  const leftChildren = how === 'exited' && group.isAlive
  await group.end()
  const { code, signal } = await exit
  await lastWords(streams, clock)
  return { how, exitCode: code, signal, durationMs, leftChildren, output: tail.text() }
}
