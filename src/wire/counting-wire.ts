import { turnOfTheLoop } from '../turn-of-the-loop.ts'
import { BodyEnd } from './body-end.ts'
import { Waits } from './waits.ts'
import type { Head, Sent } from './wire.ts'
import type { WireOptions } from './wire-options.ts'

/** What every wire to a client does alike: it keeps count of what was sent, waits, and tells once when it is over. */
export abstract class CountingWire {
  protected readonly options: WireOptions
  protected firstByteMs: number | null = null
  protected status: number | null = null
  protected bytes = 0
  protected chunks = 0
  protected endedBy: 'server' | 'fault' = 'server'
  #headers: Sent['headers'] = null
  #last: Sent['last'] | BodyEnd = null
  #sent: Sent | null = null
  #onOver: ((sent: Sent) => void) | null = null
  /** Null where it has not waited. */
  #waits: Waits | null = null
  #isStream = false
  readonly giveWay: () => Promise<void> = turnOfTheLoop

  constructor(options: WireOptions) {
    this.options = options
  }

  get isOpen(): boolean {
    return this.#sent === null
  }

  get elapsedMs(): number {
    return this.options.clock.monotonic() - this.options.startedMs
  }

  whenOver(act: (sent: Sent) => void): void {
    if (this.#sent) act(this.#sent)
    else this.#onOver = act
  }

  sleep(ms: number): Promise<void> {
    if (ms <= 0 || !this.isOpen) return Promise.resolve()
    this.#waits ??= new Waits(this.options.clock, this.options.stopping)
    return this.#waits.sleep(ms)
  }

  /** An answer begins, or is sent as a whole. */
  protected begun({ status, headers }: Head, bytes: number, chunks: number, last: Sent['last']): void {
    this.firstByteMs = this.elapsedMs
    this.count(status, bytes, chunks, headers, last)
  }

  protected count(
    status: number | null,
    bytes: number,
    chunks: number,
    headers: Sent['headers'],
    last: Sent['last'],
  ): void {
    this.status = status
    this.bytes = bytes
    this.chunks = chunks
    this.#headers = headers
    this.#last = last
  }

  /** It is sent event by event from now on. */
  protected streams(): void {
    this.#isStream = true
    this.options.streams.open += 1
  }

  /** A part of a body leaves. */
  protected wrote(bytes: Uint8Array, chunks: number, plain: Uint8Array): void {
    this.bytes += bytes.length
    this.chunks += chunks
    if (!(this.#last instanceof BodyEnd))
      this.#last = new BodyEnd({ isSuccess: this.status !== null && this.status < 400 })
    this.#last.add(plain)
  }

  /** A part of a body did not leave, as it turns out. */
  protected neverLeft(bytes: number, chunks: number): void {
    this.bytes -= bytes
    this.chunks -= chunks
  }

  /** Bytes leave that are no answer. */
  protected wroteRaw(bytes: Uint8Array): void {
    this.firstByteMs ??= this.elapsedMs
    this.bytes += bytes.length
  }

  /** It is over; what comes after the first time does nothing. */
  protected finish(status: number | null, endedBy: Sent['endedBy']): void {
    if (this.#sent) return
    if (this.#isStream) this.options.streams.open -= 1
    this.#sent = {
      status,
      ttfbMs: this.firstByteMs,
      durationMs: this.elapsedMs,
      bytes: this.bytes,
      chunks: this.chunks,
      endedBy,
      headers: this.#headers,
      last: this.#last instanceof BodyEnd ? this.#last.bytes : this.#last,
    }
    this.#waits?.end()
    this.#onOver?.(this.#sent)
  }
}
