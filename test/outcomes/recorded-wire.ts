import type { Clock } from '#src/clock/clock'
import type { Framing, Head, Wire } from '#src/wire/wire'

/** What was done to a wire, and when. */
export interface Recorded {
  readonly what: 'begin' | 'write' | 'end' | 'raw' | 'close' | 'reset' | 'send' | 'stream'
  readonly atMs: number
  readonly text?: string
  readonly chunks?: number
  readonly framing?: Framing
  readonly by?: 'server' | 'fault'
}

/** A wire without a socket: it writes down what is done to it. */
export class RecordedWire implements Wire {
  readonly done: Recorded[] = []
  isOpen = true
  readonly #clock: Clock
  readonly #startedMs: number
  readonly #gone = new AbortController()

  constructor(clock: Clock) {
    this.#clock = clock
    this.#startedMs = clock.monotonic()
  }

  get elapsedMs(): number {
    return this.#clock.monotonic() - this.#startedMs
  }

  /** The client goes. */
  leave(): void {
    this.isOpen = false
    this.#gone.abort()
  }

  async giveWay(): Promise<void> {}

  #note(what: Recorded['what'], more: Partial<Recorded> = {}): void {
    if (this.isOpen) this.done.push({ what, atMs: this.elapsedMs, ...more })
  }

  #noteLast(what: Recorded['what'], more: Partial<Recorded> = {}): void {
    this.#note(what, more)
    this.isOpen = false
  }

  send(_head: Head, body: Uint8Array | string): void {
    this.#noteLast('send', { text: Buffer.from(body).toString(), chunks: 1 })
  }

  stream(_head: Head, bytes: Uint8Array | string, chunks: number): void {
    this.#noteLast('stream', { text: Buffer.from(bytes).toString(), chunks })
  }

  begin(_head: Head, framing: Framing): void {
    this.#note('begin', { framing })
  }

  write(bytes: Uint8Array, chunks: number): void {
    this.#note('write', { text: Buffer.from(bytes).toString('latin1'), chunks })
  }

  end(by: 'server' | 'fault'): void {
    this.#noteLast('end', { by })
  }

  async raw(bytes: Uint8Array): Promise<void> {
    this.#note('raw', { text: Buffer.from(bytes).toString('latin1') })
  }

  async close(): Promise<void> {
    this.#noteLast('close')
  }

  async reset(): Promise<void> {
    this.#noteLast('reset')
  }

  async sleep(ms: number): Promise<void> {
    if (ms > 0 && this.isOpen) await this.#clock.sleep(ms, this.#gone.signal)
  }
}
