import type { Clock, Nap } from '../clock/clock.ts'

/**
 * What a signal ends, in no order. Each of thousands that listened by itself would be sought among the others, twice
 * (docs/facts/node.md §6).
 */
const waiting = new WeakMap<AbortSignal, Waits[]>()

const waitingFor = (stopping: AbortSignal): Waits[] => {
  const known = waiting.get(stopping)
  if (known !== undefined) return known
  const all: Waits[] = []
  waiting.set(stopping, all)
  stopping.addEventListener('abort', () => {
    for (const waits of [...all]) waits.wake()
  })
  return all
}

/** The waits of one exchange, one at a time: they end early when it is over, or when the server stops. */
export class Waits {
  readonly #clock: Clock
  readonly #stopping: AbortSignal
  readonly #all: Waits[]
  #place: number
  #nap: Nap | null = null

  constructor(clock: Clock, stopping: AbortSignal) {
    this.#clock = clock
    this.#stopping = stopping
    this.#all = waitingFor(stopping)
    this.#place = this.#all.push(this) - 1
  }

  /** Waits in real time, with `Infinity` until it is ended. */
  sleep(ms: number): Promise<void> {
    if (this.#stopping.aborted) return Promise.resolve()
    this.#nap = this.#clock.nap(ms)
    return this.#nap.over
  }

  /** Ends the wait that there is. */
  wake(): void {
    this.#nap?.end()
  }

  /** Nobody waits any more. To be said once. */
  end(): void {
    const last = this.#all.pop()
    if (last !== undefined && last !== this) {
      this.#all[this.#place] = last
      last.#place = this.#place
    }
    this.wake()
  }
}
