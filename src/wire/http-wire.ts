import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { refusalOn } from './answer-not-http.ts'
import { belowTls } from './below-tls.ts'
import { isBroken, leftBehind, noteBroken, resetNow, turnOf } from './breaking.ts'
import { CountingWire } from './counting-wire.ts'
import { inChunks } from './in-chunks.ts'
import { forgetAnswered } from './last-asked.ts'
import { closeGently, lingerAfterAnswer } from './linger.ts'
import type { AnsweringWire, Framing, Head, Sent } from './wire.ts'
import type { WireOptions } from './wire-options.ts'

/** The one place that touches a connection: what Node does there in the odd cases (docs/facts/node.md) is handled here. */
export class HttpWire extends CountingWire implements AnsweringWire {
  readonly #response: ServerResponse
  readonly #request: IncomingMessage
  /** Whether answers before it on its connection were still to come. */
  readonly #isBehind: boolean
  /** Whether a whole answer was handed on: it may be held until others are made. */
  #isGiven = false

  constructor(request: IncomingMessage, response: ServerResponse, options: WireOptions) {
    super(options)
    this.#request = request
    this.#response = response
    this.#isBehind = response.socket === null
    if (response.closed || request.socket?.destroyed) this.#onClose()
    else {
      // it comes once: `once` would wrap the listener and take it off
      response.on('close', this.#onClose)
      // a pipelined response that never got its socket has no event when it closes (docs/facts/node.md §2)
      if (this.#isBehind) request.socket?.once('close', this.#onClose)
    }
  }

  readonly #onClose = (): void => {
    if (this.#response.writableFinished) return this.finish(this.status, this.endedBy)
    // a pipelined answer whose turn never came waited in this process: nothing of it was sent (§2)
    if (this.#response.socket === null) {
      this.firstByteMs = null
      this.count(null, 0, 0, null, null)
    }
    if (isBroken(this.#request.socket)) return this.finish(this.status, 'fault')
    // where its body was no HTTP, the answer went out past the response
    const refusal = this.status === null ? refusalOn(this.#request) : null
    if (refusal === null) return this.finish(499, 'client')
    this.count(refusal.head.status, Buffer.byteLength(refusal.body), 1, refusal.head.headers, refusal.body)
    this.finish(this.status, 'server')
  }

  protected override finish(status: number | null, endedBy: Sent['endedBy']): void {
    if (this.#response.closed) forgetAnswered(this.#request, this.#response)
    this.#request.socket?.removeListener('close', this.#onClose)
    super.finish(status, endedBy)
  }

  send(head: Head, body: Uint8Array | string): void {
    if (!this.isOpen) return
    if (head.status === 204 || head.status === 304) return void this.#head(head, 1).end()
    const bytes = Buffer.byteLength(body)
    head.headers.push('content-length', String(bytes))
    this.#whole(head, body, bytes, 1, null)
  }

  stream(head: Head, bytes: Uint8Array | string, chunks: number): void {
    if (!this.isOpen) return
    this.#whole(head, bytes, Buffer.byteLength(bytes), chunks, inChunks(head, this.#request, false))
  }

  #whole(head: Head, body: Uint8Array | string, bytes: number, chunks: number, isChunked: boolean | null): void {
    this.begun(head, bytes, chunks, body)
    this.options.answers.send(this.#response, head, body, bytes, isChunked)
    this.#isGiven = true
  }

  begin(head: Head, { bodyBytes, last }: Framing): void {
    if (!this.isOpen) return
    if (bodyBytes === null) {
      this.streams()
      inChunks(head, this.#request, last)
    } else {
      head.headers.push('content-length', String(bodyBytes))
      if (last) head.headers.push('connection', 'close')
    }
    this.#head(head, 0).flushHeaders()
  }

  write(bytes: Uint8Array, chunks: number, plain = bytes): void {
    if (!this.isOpen) return
    this.wrote(bytes, chunks, plain)
    this.#response.write(bytes)
  }

  end(by: 'server' | 'fault'): void {
    if (!this.isOpen) return
    this.endedBy = by
    this.#response.end()
  }

  async raw(bytes: Uint8Array): Promise<void> {
    const socket = await this.#turn()
    if (!socket) return
    this.wroteRaw(bytes)
    socket.write(bytes)
  }

  async close(): Promise<void> {
    const socket = await this.#turn()
    if (!socket) return
    noteBroken(socket)
    closeGently(this.#request, this.options.clock)
    this.finish(this.status, 'fault')
  }

  async reset(): Promise<void> {
    const socket = await this.#turn()
    if (!socket) return
    // TLS writes as well, tickets behind its handshake (§3.3)
    const isTls = belowTls(socket) !== socket
    if (isTls || this.#isBehind || this.status !== null) await leftBehind(socket, this.options.clock)
    if (this.isOpen && resetNow(socket)) this.finish(this.status, 'fault')
  }

  async breakOff(head: Head, body: string): Promise<void> {
    const { headersSent, writableEnded } = this.#response
    if (this.#isGiven || writableEnded) return
    if (headersSent || (this.status === null && this.bytes > 0)) return this.close()
    this.send(head, body)
  }

  together(act: () => void): void {
    this.options.answers.join(act)
  }

  // what is written before would wait in this process, and from 16 KiB on Node would not see that the client leaves (§2)
  turn(): Promise<unknown> | null {
    return this.#response.socket === null && this.isOpen ? this.#turn() : null
  }

  async #turn(): Promise<Socket | null> {
    const socket = await turnOf(this.#request, this.#response)
    return this.isOpen ? socket : null
  }

  #head(head: Head, chunks: number): ServerResponse {
    this.begun(head, 0, chunks, null)
    return this.#response.writeHead(head.status, head.reason, head.headers)
  }

  protected override begun(head: Head, bytes: number, chunks: number, last: Sent['last']): void {
    const { unread, stopping, clock } = this.options
    super.begun(head, bytes, chunks, last)
    if (unread) lingerAfterAnswer(this.#request, clock)
    if (unread || stopping.aborted) head.headers.push('connection', 'close')
  }
}
