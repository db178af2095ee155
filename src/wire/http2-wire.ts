import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2'
import type { Socket } from 'node:net'
import { belowTls } from './below-tls.ts'
import { isBroken, leftBehind, noteBroken } from './breaking.ts'
import { connectionUnder } from './connection-of.ts'
import { CountingWire } from './counting-wire.ts'
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
export class Http2Wire extends CountingWire implements AnsweringWire {
  readonly #stream: ServerHttp2Stream
  /** Its session is gone before it is. */
  readonly #socket: Socket | null
  /** Parts of the body that flow control holds back, until the client has read what came before. */
  readonly #held = { bytes: 0, chunks: 0 }

  constructor(stream: ServerHttp2Stream, options: WireOptions) {
    super(options)
    this.#stream = stream
    this.#socket = connectionUnder(stream.session)
    // what goes wrong with it is told by its end
    stream.on('error', () => {})
    if (stream.closed || stream.destroyed) this.#onClose()
    else stream.on('close', this.#onClose)
  }

  readonly #onClose = (): void => {
    const { writableEnded, rstCode } = this.#stream
    const isWhole = writableEnded && rstCode === constants.NGHTTP2_NO_ERROR
    if (isWhole) this.finish(this.status, this.endedBy)
    else this.#brokenOff(this.endedBy === 'fault' || isBroken(this.#socket) ? 'fault' : 'client')
  }

  /** It is over in the middle: what is still held back never left. */
  #brokenOff(by: 'fault' | 'client'): void {
    this.neverLeft(this.#held.bytes, this.#held.chunks)
    this.finish(by === 'client' ? 499 : this.status, by)
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
    this.begun(head, Buffer.byteLength(body), chunks, body)
    this.#stream.end(body)
  }

  begin(head: Head, { bodyBytes, last }: Framing): void {
    if (!this.isOpen) return
    if (bodyBytes === null) this.streams()
    else head.headers.push('content-length', String(bodyBytes))
    this.begun(head, 0, 0, null)
    // the connection takes no more streams, and closes behind those that it has; clients that hear of that first read no more
    const { session } = this.#stream
    if (last) this.#stream.once('close', () => session?.close())
  }

  protected override begun(head: Head, bytes: number, chunks: number, last: Sent['last']): void {
    super.begun(head, bytes, chunks, last)
    this.#stream.respond(headersOf(head))
    // nobody reads the rest of the body, and the client is told so (RFC 9113, section 8.1)
    if (this.options.unread) this.#stream.once('finish', () => this.#stream.close(constants.NGHTTP2_NO_ERROR))
  }

  write(bytes: Uint8Array, chunks: number, plain = bytes): void {
    if (!this.isOpen) return
    this.wrote(bytes, chunks, plain)
    this.#hold(bytes.length, chunks)
    this.#stream.write(bytes, error => {
      if (!error) this.#hold(-bytes.length, -chunks)
    })
  }

  #hold(bytes: number, chunks: number): void {
    this.#held.bytes += bytes
    this.#held.chunks += chunks
  }

  end(by: 'server' | 'fault'): void {
    if (!this.isOpen) return
    this.endedBy = by
    this.#stream.end()
  }

  /**
   * Bytes that are no frames, on the connection itself and below TLS: where TLS is written past the session of HTTP/2, and that
   * writes too, Node ends the process (docs/facts/node.md §12).
   */
  async raw(bytes: Uint8Array): Promise<void> {
    const socket = this.#socket
    if (!this.isOpen || !socket) return
    this.wroteRaw(bytes)
    belowTls(socket).write(bytes)
  }

  /** The connection ends, and this stream without END_STREAM; behind an answer this stream alone, with what was sent of it. */
  async close(): Promise<void> {
    const socket = this.#socket
    if (!this.isOpen || !socket) return
    this.endedBy = 'fault'
    // frames that wait would be lost with the connection
    if (this.status !== null) return void this.#stream.end()
    noteBroken(socket)
    socket.end()
    this.finish(this.status, 'fault')
  }

  /**
   * RST_STREAM: the connection and its other streams stay. It would overtake what flow control holds back; and `close` would send
   * END_STREAM before it, so that clients saw an answer that is whole (docs/facts/node.md §12).
   */
  async reset(): Promise<void> {
    if (this.isOpen && this.status !== null) await leftBehind(this.#stream, this.options.clock)
    if (!this.isOpen) return
    this.#brokenOff('fault')
    this.#stream.destroy(new Error('a fault'))
  }

  async breakOff(head: Head, body: string): Promise<void> {
    if (!this.#stream.headersSent) return this.send(head, body)
    return this.#stream.writableEnded ? undefined : this.reset()
  }

  together(act: () => void): void {
    act()
  }

  /** Streams wait for none before them. */
  turn(): null {
    return null
  }
}
