import { decoded, ERROR_WORD, LETTERS_UP_TO_WORD } from './error-text.ts'

/** How much of a body that comes bit by bit is remembered, in bytes: an error that ends it is smaller. */
const MOST_BYTES = 4096
/** More parts than this become one, so that a body of single bytes does not take an object for each. */
const MOST_PARTS = 32

const joined = (parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts).subarray(-MOST_BYTES)

/** The end of a body that comes bit by bit. Its parts are put together when somebody asks: to do so for each took 4 KiB an event. */
export class BodyEnd {
  /** The last letters, while nothing speaks of an error; null where all is remembered. */
  #letters: string | null
  #parts: Uint8Array[] = []
  #bytes = 0

  /**
   * Of a success only an error that ends it is of use: until something speaks of one, no more is remembered than its line can
   * begin with. All of it was 4 KiB for each stream that is under way.
   */
  constructor({ isSuccess }: { readonly isSuccess: boolean }) {
    this.#letters = isSuccess ? '' : null
  }

  add(part: Uint8Array): void {
    if (part.length === 0) return
    if (this.#letters === null) return this.#keep(part)
    // what comes before its last bytes is forgotten in any case, and may be many megabytes
    const letters = this.#letters + decoded(part.subarray(-MOST_BYTES), 'latin1')
    if (!letters.includes(ERROR_WORD)) {
      this.#letters = letters.slice(-LETTERS_UP_TO_WORD)
      return
    }
    this.#letters = null
    this.#keep(Buffer.from(letters, 'latin1'))
  }

  #keep(part: Uint8Array): void {
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
    if (this.#letters !== null) return this.#letters === '' ? null : Buffer.from(this.#letters, 'latin1')
    return this.#parts.length === 0 ? null : joined(this.#parts)
  }
}
