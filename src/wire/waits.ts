import type { Clock, Nap } from '../clock/clock.ts'

/** The waits of one exchange, one at a time: they end early when it is over, or when the server stops. */
export class Waits {
  readonly #clock: Clock
  readonly #stopping: AbortSignal
  #nap: Nap | null = null

  constructor(clock: Clock, stopping: AbortSignal) {
    this.#clock = clock
    this.#stopping = stopping
    stopping.addEventListener('abort', this.#wake)
  }

  readonly #wake = (): void => this.#nap?.end()

  /** Waits in real time, with `Infinity` until it is ended. */
  async sleep(ms: number): Promise<void> {
    if (this.#stopping.aborted) return
    this.#nap = this.#clock.nap(ms)
    await this.#nap.over
  }

  /** Nobody waits any more. */
  end(): void {
    this.#stopping.removeEventListener('abort', this.#wake)
    this.#wake()
  }
}
