import type { Clock } from '../clock/clock.ts'
import type { AnsweringWire, Framing, Head, Sent } from './wire.ts'

/** An answer that was recorded, not sent. */
export interface Recorded {
  readonly head: Head
  readonly body: Uint8Array | string
}

/** A whole day: an outcome that waits longer is not going to answer. */
const LONGEST_MS = 86_400_000

/** A wire without a connection: it keeps the answer. Waits take no time. */
export class RecordedWire implements AnsweringWire {
  readonly #clock: Clock
  readonly #startedMs: number
  #sent: Sent | null = null
  #onOver: ((sent: Sent) => void) | null = null
  #answer: Recorded | null = null
  #waitedMs = 0
  /** What has come of an answer that comes bit by bit. */
  #begun: { readonly head: Head; readonly bodyBytes: number | null } | null = null
  #parts: Uint8Array[] = []
  #chunks = 0

  constructor(clock: Clock, startedMs: number) {
    this.#clock = clock
    this.#startedMs = startedMs
  }

  together(act: () => void): void {
    act()
  }

  turn(): null {
    return null
  }

  /** It is over when there is an answer, or when nobody waits for one any more. */
  whenOver(act: (sent: Sent) => void): void {
    if (this.#sent) act(this.#sent)
    else this.#onOver = act
  }

  get isOpen(): boolean {
    return this.#sent === null
  }

  /** The whole answer, or null where there was none. */
  get answer(): Recorded | null {
    return this.#answer
  }

  send(head: Head, body: Uint8Array | string): void {
    this.#finish({ head, body }, 1)
  }

  stream(head: Head, bytes: Uint8Array | string, chunks: number): void {
    this.#finish({ head, body: bytes }, chunks)
  }

  begin(head: Head, { bodyBytes }: Framing): void {
    if (this.isOpen) this.#begun = { head, bodyBytes }
  }

  write(bytes: Uint8Array, chunks: number): void {
    this.#parts.push(bytes)
    this.#chunks += chunks
  }

  /** A body that is shorter than it was to be is no answer. */
  end(): void {
    const body = Buffer.concat(this.#parts)
    const { head = null, bodyBytes = null } = this.#begun ?? {}
    if (head === null || (bodyBytes !== null && body.length < bodyBytes)) this.giveUp()
    else this.#finish({ head, body }, this.#chunks)
  }

  /** Bytes past HTTP are no answer. */
  async raw(): Promise<void> {
    this.giveUp()
  }

  async close(): Promise<void> {
    this.giveUp()
  }

  async reset(): Promise<void> {
    this.giveUp()
  }

  async breakOff(head: Head, body: string): Promise<void> {
    if (this.#begun === null) this.send(head, body)
    else this.giveUp()
  }

  get elapsedMs(): number {
    return this.#clock.monotonic() - this.#startedMs
  }

  async sleep(ms: number): Promise<void> {
    this.#waitedMs += ms
    if (this.#waitedMs > LONGEST_MS) this.giveUp()
  }

  /** No line that may be in a batch takes long. */
  async giveWay(): Promise<void> {}

  /** Nobody waits any more: what has not come by now is a fault. */
  giveUp(): void {
    if (!this.isOpen) return
    this.#end({ status: null, ttfbMs: null, bytes: 0, chunks: 0, endedBy: 'fault', last: null })
  }

  /** The client is gone, and has read nothing. */
  leave(): void {
    if (!this.isOpen) return
    this.#end({ status: 499, ttfbMs: null, bytes: 0, chunks: 0, endedBy: 'client', last: null })
  }

  #finish(answer: Recorded, chunks: number): void {
    if (!this.isOpen) return
    this.#answer = answer
    const ttfbMs = this.#clock.monotonic() - this.#startedMs
    const bytes = Buffer.byteLength(answer.body)
    this.#end({ status: answer.head.status, ttfbMs, bytes, chunks, endedBy: 'server', last: answer.body })
  }

  #end(sent: Omit<Sent, 'durationMs' | 'headers'>): void {
    // nobody reads the headers of a line: its result has the body alone
    this.#sent = { ...sent, headers: null, durationMs: this.#clock.monotonic() - this.#startedMs }
    this.#onOver?.(this.#sent)
  }
}
