import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Clock } from '../clock/clock.ts'
import { packageFile } from '../package-file.ts'
import { type ReadingResults, type ReadingTask, runReadingTask } from './reading-task.ts'

/** Why a text was not read to its end: a sentence without its stop. */
export interface NotRead {
  readonly failure: string
}

/** What came of a task. */
export type Done<Kind extends keyof ReadingResults> = { readonly result: ReadingResults[Kind] } | NotRead

/** Reads texts of scenarios and of control calls. */
export interface Reads {
  read<Kind extends ReadingTask['kind']>(task: ReadingTask & { readonly kind: Kind }): Promise<Done<Kind>>
}

/** What a reader is made of; all but the clock has a default. */
export interface ReaderOptions {
  readonly clock: Pick<Clock, 'nap'>
  /** What its thread runs. */
  readonly thread?: URL
  /** What takes longer is given up. */
  readonly mostMs?: number
  /** A thread that nobody needed for so long ends. */
  readonly idleMs?: number
}

interface Waiting {
  readonly task: ReadingTask
  readonly done: (done: Done<ReadingTask['kind']>) => void
}

/** As the build puts it, to be found from any part of the bundle. */
const THREAD = pathToFileURL(join(dirname(packageFile), 'dist/scenario/reading-thread.js'))
/** A text of so many letters is read in some milliseconds, or a few dozen where nothing like it was read before; a thread costs more. */
const SMALL = 4096
const MOST_MS = 30_000
const IDLE_MS = 10_000
const ENDED = 'the server is stopping'

/**
 * Reads small texts at once, and large ones in a thread of its own, one after the other, so that they hold nobody up. What
 * takes too long is given up with its thread; if that dies, what it was reading is told so, and the next text gets another.
 */
export class Reader implements Reads {
  readonly #options: Required<ReaderOptions>
  readonly #waiting: Waiting[] = []
  #worker: Worker | null = null
  #current: Waiting | null = null
  #endNap = (): void => {}
  #hasEnded = false

  constructor(options: ReaderOptions) {
    this.#options = { thread: THREAD, mostMs: MOST_MS, idleMs: IDLE_MS, ...options }
  }

  async read<Kind extends ReadingTask['kind']>(task: ReadingTask & { readonly kind: Kind }): Promise<Done<Kind>> {
    if (task.text.length <= SMALL) return { result: runReadingTask(task) as ReadingResults[Kind] }
    if (this.#hasEnded) return { failure: ENDED }
    return new Promise(resolve => {
      this.#waiting.push({ task, done: resolve as Waiting['done'] })
      this.#next()
    })
  }

  /** Gives up what is being read, and what waits. */
  end(): void {
    this.#hasEnded = true
    this.#giveUp(ENDED)
    for (const { done } of this.#waiting.splice(0)) done({ failure: ENDED })
  }

  #next(): void {
    if (this.#current) return
    const next = this.#waiting.shift()
    if (!next) return this.#after(this.#options.idleMs, () => this.#stopThread())
    const { mostMs } = this.#options
    this.#current = next
    this.#worker ??= this.#startThread()
    this.#after(mostMs, () => this.#giveUp(`reading it took longer than ${mostMs / 1000} s, so it was given up`))
    this.#worker.postMessage(next.task)
  }

  #startThread(): Worker {
    // what the process itself was told to load first is none of its business
    const worker = new Worker(this.#options.thread, { execArgv: [] })
    const isOurs = () => this.#worker === worker
    worker.unref()
    worker.on('message', result => isOurs() && this.#finish({ result }))
    worker.on('error', error => isOurs() && this.#giveUp(`the thread that read it failed: ${error.message}`))
    worker.on('messageerror', error => isOurs() && this.#giveUp(`what was read could not be taken over: ${error}`))
    worker.on('exit', code => isOurs() && this.#giveUp(`the thread that read it ended with ${code}`))
    return worker
  }

  #giveUp(failure: string): void {
    this.#stopThread()
    this.#finish({ failure })
  }

  #stopThread(): void {
    const worker = this.#worker
    this.#worker = null
    void worker?.terminate()
  }

  #finish(done: Done<ReadingTask['kind']>): void {
    this.#endNap()
    const current = this.#current
    this.#current = null
    current?.done(done)
    if (!this.#hasEnded && (current || this.#waiting.length > 0)) this.#next()
  }

  #after(ms: number, then: () => void): void {
    let isOff = false
    this.#endNap()
    const { over, end } = this.#options.clock.nap(ms)
    this.#endNap = () => {
      isOff = true
      end()
    }
    void over.then(() => {
      if (!isOff) then()
    })
  }
}
