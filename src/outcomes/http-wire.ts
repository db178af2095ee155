import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../clock.ts'
import { lingerAfterAnswer } from './linger.ts'
import type { Head, Sent, Wire } from './wire.ts'

/** What a wire needs beside the connection: time, and the signal that the server stops. */
export interface WireOptions {
  readonly clock: Clock
  /** Aborted when the server stops: waits end, and the connection closes after its answer. */
  readonly stopping: AbortSignal
  /** Whether the request's body was not read to its end, so that the connection can't carry another request. */
  readonly unread: boolean
  /** When the request began to arrive, on the monotonic clock. */
  readonly startedMs: number
}

/** The one place that touches a connection: what Node does there in the odd cases is handled here. */
export class HttpWire implements Wire {
  /** Resolves when the exchange is over, however it ended. */
  readonly over: Promise<Sent>
  readonly #response: ServerResponse
  readonly #request: IncomingMessage
  readonly #options: WireOptions
  readonly #startedMs: number
  #resolveOver: (sent: Sent) => void = () => {}
  #firstByteMs: number | null = null
  #status: number | null = null
  #bytes = 0
  #chunks = 0
  #sent: Sent | null = null
  #wake: AbortController | null = null

  constructor(request: IncomingMessage, response: ServerResponse, options: WireOptions) {
    this.#request = request
    this.#response = response
    this.#options = options
    this.#startedMs = options.startedMs
    this.over = new Promise(resolve => {
      this.#resolveOver = resolve
    })
    if (response.closed || request.socket?.destroyed) this.#end()
    else this.#listen()
  }

  #listen(): void {
    this.#response.once('close', this.#end)
    // a pipelined response that never got its socket closes with nobody telling it
    if (this.#response.socket === null) this.#request.socket?.once('close', this.#end)
  }

  readonly #end = (): void => {
    if (this.#sent) return
    this.#request.socket?.removeListener('close', this.#end)
    const left = !this.#response.writableFinished
    this.#sent = {
      status: left ? 499 : this.#status,
      ttfbMs: this.#firstByteMs,
      durationMs: this.#options.clock.monotonic() - this.#startedMs,
      bytes: this.#bytes,
      chunks: this.#chunks,
      endedBy: left ? 'client' : 'server',
    }
    this.#wake?.abort()
    this.#resolveOver(this.#sent)
  }

  get isOpen(): boolean {
    return this.#sent === null
  }

  send(head: Head, body: Uint8Array | string): void {
    if (!this.isOpen) return
    const bytes = typeof body === 'string' ? Buffer.byteLength(body) : body.length
    if (head.status === 204 || head.status === 304) {
      this.#begin(head, 0, 1)
      this.#response.end()
      return
    }
    head.headers.push('content-length', String(bytes))
    this.#begin(head, bytes, 1)
    // a text of plain ASCII goes out in one piece with the head, without being encoded anew
    if (typeof body === 'string' && bytes === body.length) this.#response.end(body, 'latin1')
    else this.#response.end(body)
  }

  stream(head: Head, bytes: string, chunks: number): void {
    if (!this.isOpen) return
    // HTTP/1.0 knows no chunks: there the end of the connection ends the answer
    if (this.#request.httpVersionMinor > 0) head.headers.push('transfer-encoding', 'chunked')
    else head.headers.push('connection', 'close')
    this.#begin(head, Buffer.byteLength(bytes), chunks)
    this.#response.end(bytes)
  }

  async sleep(ms: number): Promise<void> {
    const { clock, stopping } = this.#options
    if (ms <= 0 || !this.isOpen || stopping.aborted) return
    this.#wake = new AbortController()
    const wake = () => this.#wake?.abort()
    stopping.addEventListener('abort', wake)
    await clock.sleep(ms, this.#wake.signal)
    stopping.removeEventListener('abort', wake)
  }

  #begin({ status, reason, headers }: Head, bytes: number, chunks: number): void {
    const { unread, stopping, clock } = this.#options
    this.#status = status
    this.#firstByteMs = clock.monotonic() - this.#startedMs
    this.#bytes = bytes
    this.#chunks = chunks
    if (unread) lingerAfterAnswer(this.#request, clock)
    if (unread || stopping.aborted) headers.push('connection', 'close')
    this.#response.writeHead(status, reason, headers)
  }
}
