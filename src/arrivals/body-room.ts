import type { IncomingMessage } from 'node:http'

/** Bytes for the bodies of all requests that are under way, until their exchange is over. */
export class BodyRoom {
  readonly #mostBytes: number
  readonly #bytesOf = new WeakMap<IncomingMessage, number>()
  #takenBytes = 0

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  get takenBytes(): number {
    return this.#takenBytes
  }

  /** Takes so many more for a request; else a sentence that says why they have no room. */
  take(request: IncomingMessage, bytes: number): string | null {
    if (this.#takenBytes + bytes > this.#mostBytes)
      return `The mock has no room for this body: the bodies of all requests that are under way may take ${this.#mostBytes} bytes together (--body-bytes).`
    this.#takenBytes += bytes
    this.#bytesOf.set(request, (this.#bytesOf.get(request) ?? 0) + bytes)
    return null
  }

  /** The exchange of a request is over. */
  give(request: IncomingMessage): void {
    this.#takenBytes -= this.#bytesOf.get(request) ?? 0
    this.#bytesOf.delete(request)
  }
}
