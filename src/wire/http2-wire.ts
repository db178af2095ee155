import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2'
import type { Socket } from 'node:net'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { belowTls } from './below-tls.ts'
import { BodyEnd } from './body-end.ts'
import { isBroken, noteBroken } from './breaking.ts'
import { connectionUnder } from './connection-of.ts'
import { Waits } from './waits.ts'
import type { AnsweringWire, Framing, Head, Sent } from './wire.ts'
import type { WireOptions } from './wire-options.ts'

/** What HTTP/2 has no words for (RFC 9113, section 8.2.2). */
const OF_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
])

/** A head as HTTP/2 has it: names in lower case, nothing of the connection, and no reason phrase. */
const headersOf = ({ status, headers }: Head): OutgoingHttpHeaders => {
  const all = new Map<string, string[]>()
  for (let i = 0; i < headers.length; i += 2) {
    const name = (headers[i] ?? '').toLowerCase()
    if (!OF_CONNECTION.has(name)) all.set(name, [...(all.get(name) ?? []), headers[i + 1] ?? ''])
  }
  const entries = [...all].map(([name, values]) => [name, values.length === 1 ? values[0] : values] as const)
  return { ':status': status, ...Object.fromEntries(entries) }
}

/** One stream of an HTTP/2 connection: what each fault is there stands in docs/faults.md. */
export class Http2Wire implements AnsweringWire {
  readonly #stream: ServerHttp2Stream
  readonly #options: WireOptions
  /** Its session is gone before it is. */
  readonly #socket: Socket | null
  #onOver: ((sent: Sent) => void) | null = null
  #firstByteMs: number | null = null
  #status: number | null = null
  #bytes = 0
  #chunks = 0
  #endedBy: 'server' | 'fault' = 'server'
  #headers: Sent['headers'] = null
  #last: Sent['last'] | BodyEnd = null
  #sent: Sent | null = null
  #waits: Waits | null = null
  readonly giveWay: () => Promise<void> = turnOfTheLoop

  constructor(stream: ServerHttp2Stream, options: WireOptions) {
    this.#stream = stream
    this.#options = options
    this.#socket = connectionUnder(stream.session)
    // what goes wrong with it is told by its end
    stream.on('error', () => {})
    if (stream.closed || stream.destroyed) this.#onClose()
    else stream.on('close', this.#onClose)
  }

  readonly #onClose = (): void => {
    const { writableEnded, rstCode } = this.#stream
    const isWhole = writableEnded && rstCode === constants.NGHTTP2_NO_ERROR
    if (isWhole || this.#endedBy === 'fault') this.#finish(this.#status, this.#endedBy)
    else if (isBroken(this.#socket)) this.#finish(this.#status, 'fault')
    else this.#finish(499, 'client')
  }

  #finish(status: number | null, endedBy: Sent['endedBy']): void {
    if (this.#sent) return
    this.#sent = {
      status,
      ttfbMs: this.#firstByteMs,
      durationMs: this.elapsedMs,
      bytes: this.#bytes,
      chunks: this.#chunks,
      endedBy,
      headers: this.#headers,
      last: this.#last instanceof BodyEnd ? this.#last.bytes : this.#last,
    }
    this.#waits?.end()
    this.#onOver?.(this.#sent)
  }

  whenOver(act: (sent: Sent) => void): void {
    if (this.#sent) act(this.#sent)
    else this.#onOver = act
  }

  get isOpen(): boolean {
    return this.#sent === null
  }

  get elapsedMs(): number {
    return this.#options.clock.monotonic() - this.#options.startedMs
  }

  send(head: Head, body: Uint8Array | string): void {
    if (!this.isOpen) return
    const isEmpty = head.status === 204 || head.status === 304
    if (!isEmpty) head.headers.push('content-length', String(Buffer.byteLength(body)))
    this.#whole(head, isEmpty ? '' : body, 1)
  }

  stream(head: Head, bytes: Uint8Array | string, chunks: number): void {
    if (this.isOpen) this.#whole(head, bytes, chunks)
  }

  #whole(head: Head, body: Uint8Array | string, chunks: number): void {
    this.#begin(head)
    this.#bytes = Buffer.byteLength(body)
    this.#chunks = chunks
    this.#last = body
    this.#stream.end(body)
  }

  begin(head: Head, { bodyBytes, last }: Framing): void {
    if (!this.isOpen) return
    if (bodyBytes !== null) head.headers.push('content-length', String(bodyBytes))
    this.#begin(head)
    // the connection takes no more streams, and closes behind those that it has
    if (last) this.#stream.session?.close()
  }

  #begin(head: Head): void {
    const { unread } = this.#options
    this.#firstByteMs = this.elapsedMs
    this.#status = head.status
    this.#headers = head.headers
    this.#stream.respond(headersOf(head))
    // nobody reads the rest of the body, and the client is told so (RFC 9113, section 8.1)
    if (unread) this.#stream.once('finish', () => this.#stream.close(constants.NGHTTP2_NO_ERROR))
  }

  write(bytes: Uint8Array, chunks: number, plain = bytes): void {
    if (!this.isOpen) return
    this.#bytes += bytes.length
    this.#chunks += chunks
    this.#last = BodyEnd.after(this.#last, plain)
    this.#stream.write(bytes)
  }

  end(by: 'server' | 'fault'): void {
    if (!this.isOpen) return
    this.#endedBy = by
    this.#stream.end()
  }

  /**
   * Bytes that are no frames, on the connection itself and below TLS: where TLS is written past the session of HTTP/2, and that
   * writes too, Node ends the process (docs/facts/node.md §12).
   */
  async raw(bytes: Uint8Array): Promise<void> {
    const socket = this.#socket
    if (!this.isOpen || !socket) return
    this.#firstByteMs ??= this.elapsedMs
    this.#bytes += bytes.length
    belowTls(socket).write(bytes)
  }

  /** The connection ends, and this stream without END_STREAM; behind an answer this stream alone, with what was sent of it. */
  async close(): Promise<void> {
    const socket = this.#socket
    if (!this.isOpen || !socket) return
    this.#endedBy = 'fault'
    // frames that wait would be lost with the connection
    if (this.#status !== null) return void this.#stream.end()
    noteBroken(socket)
    socket.end()
    this.#finish(this.#status, 'fault')
  }

  /** RST_STREAM: the connection and its other streams stay. */
  async reset(): Promise<void> {
    if (!this.isOpen) return
    this.#endedBy = 'fault'
    this.#stream.close(constants.NGHTTP2_INTERNAL_ERROR)
    this.#finish(this.#status, 'fault')
  }

  async breakOff(head: Head, body: string): Promise<void> {
    if (!this.#stream.headersSent) return this.send(head, body)
    return this.#stream.writableEnded ? undefined : this.reset()
  }

  /** Streams wait for none before them. */
  turn(): null {
    return null
  }

  async sleep(ms: number): Promise<void> {
    if (ms <= 0 || !this.isOpen) return
    this.#waits ??= new Waits(this.#options.clock, this.#options.stopping)
    await this.#waits.sleep(ms)
  }
}
