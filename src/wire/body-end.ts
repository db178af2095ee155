/** How much of a body that comes bit by bit is remembered, in bytes: an error that ends it is smaller. */
const MOST_BYTES = 4096
/** More parts than this become one, so that a body of single bytes does not take an object for each. */
const MOST_PARTS = 32

const joined = (parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts).subarray(-MOST_BYTES)

/** The end of a body that comes bit by bit. Its parts are put together when somebody asks: to do so for each took 4 KiB an event. */
export class BodyEnd {
  #parts: Uint8Array[] = []
  #bytes = 0

  /** What was there, and one part more; anything else begins a new one. */
  static after(before: unknown, part: Uint8Array): BodyEnd {
    const end = before instanceof BodyEnd ? before : new BodyEnd()
    end.add(part)
    return end
  }

  add(part: Uint8Array): void {
    if (part.length === 0) return
    this.#parts.push(part)
    this.#bytes += part.length
    for (let [first] = this.#parts; first && this.#bytes - first.length >= MOST_BYTES; [first] = this.#parts) {
      this.#parts.shift()
      this.#bytes -= first.length
    }
    if (this.#parts.length > MOST_PARTS) {
      this.#parts = [joined(this.#parts)]
      this.#bytes = this.#parts[0]?.length ?? 0
    }
  }

  /** Null where nothing was sent. */
  get bytes(): Uint8Array | null {
    return this.#parts.length === 0 ? null : joined(this.#parts)
  }
}
