import type { Server } from 'node:http'
import { Duplex } from 'node:stream'

/** How the server left a connection: not at all, with FIN, or with RST. */
type Left = 'open' | 'FIN' | 'RST'

/**
 * A connection without a network: what is sent is there in the same turn of the loop, so that a run of thousands of requests is the
 * same on every machine. The server takes it for a socket.
 */
export class NearSocket extends Duplex {
  readonly remoteAddress = '127.0.0.1'
  readonly remotePort = 1
  #came: Buffer[] = []
  #bytes = 0
  #left: Left = 'open'

  constructor(server: Server) {
    super({ allowHalfOpen: true })
    // a client that leaves is no error of the test's
    this.on('error', () => {})
    server.emit('connection', this)
  }

  /** Bytes that have come from the server since it was opened. */
  get bytesCome(): number {
    return this.#bytes
  }

  get left(): Left {
    return this.#left
  }

  /** What has come since it was taken last. */
  taken(): string {
    const came = Buffer.concat(this.#came).toString('latin1')
    this.#came = []
    return came
  }

  send(bytes: string | Buffer): void {
    if (!this.destroyed) this.push(bytes)
  }

  /** The client goes, whatever is under way. */
  leave(): void {
    this.destroy()
  }

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.#came.push(Buffer.from(bytes))
    this.#bytes += bytes.length
    done()
  }

  override _final(done: () => void): void {
    this.#left = 'FIN'
    done()
    // whoever reads an end has nothing more to say
    this.push(null)
  }

  setTimeout(): this {
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  destroySoon(): void {
    if (this.writable) this.end()
    if (this.writableFinished) this.destroy()
    else this.once('finish', () => this.destroy())
  }

  resetAndDestroy(): this {
    this.#left = 'RST'
    return this.destroy()
  }
}
