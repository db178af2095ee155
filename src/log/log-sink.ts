import { write, writeSync } from 'node:fs'
import type { Clock } from '../clock/clock.ts'
import { turnOfTheLoop } from '../turn-of-the-loop.ts'
import type { LogState } from './log-state.ts'

/** Writes as much of a piece as goes, as `fs.write` does. */
export type WritePiece = (piece: Uint8Array, done: (error: NodeJS.ErrnoException | null, bytes: number) => void) => void

/** What a sink is made of. */
export interface SinkParts {
  readonly clock: Clock
  readonly write: WritePiece
  /** Writes at once what is left when the process ends; throws where that does not go. */
  readonly writeNow: (piece: Uint8Array) => number
  /** Takes what is wrong, once for each kind of trouble. */
  readonly tell: (message: string) => void
  /** Called when lines are written again of which so many are missing. */
  readonly onMended: (linesLost: number) => void
  /** How much waits; what comes then is lost. Default 1 MiB. */
  readonly mostBytes?: number
  /** What is told of a trouble; of the log by default. */
  readonly inWords?: (trouble: string) => string
}

const MOST_BYTES = 1024 ** 2
/** Nobody may keep a line waiting for longer without being told of. */
const DEADLINE_MS = 1000
/** Where this process itself comes so much too late, it has not seen what was taken meanwhile. */
const LATE_MS = 200
const RETRY_MS = 1000
/** A pipe that is full may have room again at any moment. */
const FULL_RETRY_MS = 50
const FULL = new Set(['EAGAIN', 'EBUSY', 'EINTR'])
const NOT_TAKEN = 'nobody takes what is written'
const TOO_MANY = 'lines come faster than they are taken'
const NOTHING = new Uint8Array()

const logInWords = (trouble: string): string =>
  `the log can't be written: ${trouble}. Requests are served all the same. Up to 1 MiB of lines wait; what comes then is ` +
  'lost, and counted as log.linesLost in /__mock/ready.'

const linesIn = (text: string): number => text.split('\n').length - 1

/**
 * Where lines are written that nobody may wait for. What can't be written now waits, up to 1 MiB, and is tried again; what comes
 * then is counted and lost. It never throws and never blocks. Why it is no `pino.destination`: docs/facts/node.md §11.
 */
export class LogSink implements LogState {
  linesLost = 0
  trouble: string | null = null
  readonly #parts: SinkParts
  readonly #told = new Set<string>()
  #waiting: string[] = []
  #waitingBytes = 0
  /** What is left of the lines that are being written. */
  #piece: Uint8Array = NOTHING
  #isWriting = false
  #isWatched = false
  #isOver = false
  /** Whether the last write failed, and not because somebody is slow. */
  #isRefused = false
  /** How often something was taken, and how many lines were lost when nothing was wrong last. */
  #taken = 0
  #lostBefore = 0
  #onEnd = (): void => {}

  constructor(parts: SinkParts) {
    this.#parts = parts
  }

  /** Whether a write is under way: where nobody reads, it may never come back. */
  get isWriting(): boolean {
    return this.#isWriting
  }

  /** Takes whole lines. */
  write(text: string): void {
    const bytes = Buffer.byteLength(text)
    const { mostBytes = MOST_BYTES } = this.#parts
    if (this.#isOver || this.#waitingBytes + this.#piece.length + bytes > mostBytes) return this.#lose(text)
    this.#waiting.push(text)
    this.#waitingBytes += bytes
    if (this.#piece.length === 0) this.#next()
  }

  /** Writes what waits before the process ends, if that goes at once. */
  flushSync(): void {
    if (this.#isOver || this.trouble !== null) return
    // what is being written already is on its way
    const left = Buffer.concat([this.#isWriting ? NOTHING : this.#piece, Buffer.from(this.#waiting.join(''))])
    this.#isOver = true
    try {
      for (let at = 0; at < left.length; ) at += this.#parts.writeNow(left.subarray(at))
    } catch {
      // nobody is left to be told
    }
  }

  /** Waits until all is written, but no longer than that goes on, or than `early` says; what is left then is lost. */
  async end(early?: AbortSignal): Promise<void> {
    const over = new AbortController()
    const stop = (): void => over.abort()
    this.#onEnd = stop
    early?.addEventListener('abort', stop)
    if (early?.aborted) stop()
    for (let taken = -1; taken !== this.#taken && this.#isWorthWaiting && !over.signal.aborted; ) {
      taken = this.#taken
      await this.#parts.clock.sleep(DEADLINE_MS, over.signal)
      if (taken === this.#taken && !over.signal.aborted) this.trouble ??= NOT_TAKEN
    }
    this.#isOver = true
    this.linesLost += linesIn(Buffer.from(this.#piece).toString()) + linesIn(this.#waiting.join(''))
  }

  get #isWorthWaiting(): boolean {
    return this.#piece.length > 0 && !this.#isRefused
  }

  #next(): void {
    this.#piece = Buffer.from(this.#waiting.join(''))
    this.#waiting = []
    this.#waitingBytes = 0
    if (this.#piece.length === 0) return this.#onEnd()
    if (!this.#isWatched) this.#watch()
    this.#attempt()
  }

  #attempt(): void {
    this.#isWriting = true
    this.#parts.write(this.#piece, (error, bytes) => {
      this.#isWriting = false
      if (this.#isOver) return
      if (error && !FULL.has(error.code ?? '')) {
        this.#isRefused = true
        this.#onEnd()
        this.#suffer(error.code ?? error.message, error.message.replace(/, write$/, ''))
        this.#retry(RETRY_MS)
      } else if (error || bytes === 0) this.#retry(FULL_RETRY_MS)
      else this.#take(bytes)
    })
  }

  async #retry(ms: number): Promise<void> {
    await this.#parts.clock.sleep(ms)
    if (!this.#isOver) this.#attempt()
  }

  #take(bytes: number): void {
    this.#taken += 1
    this.#isRefused = false
    this.#piece = this.#piece.subarray(bytes)
    if (this.#piece.length > 0) this.#attempt()
    else this.#next()
    if (this.trouble !== null) this.#mend()
  }

  #mend(): void {
    this.trouble = null
    const lost = this.linesLost - this.#lostBefore
    this.#lostBefore = this.linesLost
    if (lost > 0) this.#parts.onMended(lost)
  }

  /** Looks now and then, as long as there is something to write, whether any of it is taken. */
  async #watch(): Promise<void> {
    const { clock } = this.#parts
    this.#isWatched = true
    while (this.#piece.length > 0 && !this.#isOver) {
      const taken = this.#taken
      const dueMs = clock.monotonic() + DEADLINE_MS
      await clock.sleep(DEADLINE_MS)
      const isLate = clock.monotonic() - dueMs > LATE_MS
      // what was taken while the loop was busy is only told in its next turn
      await turnOfTheLoop()
      if (isLate) continue
      if (taken === this.#taken && this.trouble === null && this.#piece.length > 0) this.#suffer(NOT_TAKEN, NOT_TAKEN)
    }
    this.#isWatched = false
  }

  #lose(text: string): void {
    this.linesLost += linesIn(text)
    if (this.trouble === null && !this.#isOver) this.#suffer(TOO_MANY, TOO_MANY)
  }

  #suffer(kind: string, trouble: string): void {
    this.trouble = trouble
    if (this.#told.has(kind)) return
    this.#told.add(kind)
    const { inWords = logInWords, tell } = this.#parts
    tell(inWords(trouble))
  }
}

/** How a file descriptor is written to. */
export const writesTo = (fd: number): Pick<SinkParts, 'write' | 'writeNow'> => ({
  write: (piece, done) => write(fd, piece, done),
  writeNow: piece => writeSync(fd, piece),
})
