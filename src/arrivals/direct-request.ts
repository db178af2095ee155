import { IncomingMessage } from 'node:http'

/** What takes a body as the parser gives it. */
export interface BodyReader {
  /** Takes the next part; false where no more is wanted. */
  add(chunk: Buffer): boolean
  /** All of it came. */
  end(): void
  /** No more will come. */
  close(): void
}

/**
 * A request whose body can go from the parser to its reader without a stream in between, which takes its listeners, ticks and
 * states for each (bench/README.md). Whoever does not ask for that, finds a stream as ever.
 */
export class DirectRequest extends IncomingMessage {
  /** Bytes that are taken for its body. */
  roomBytes = 0
  #reader: BodyReader | null = null

  /** From now on, until the reader wants no more. To be asked for in the turn in which the head came: nothing of the body is here by then. */
  readInto(reader: BodyReader): void {
    this.#reader = reader
    // as a stream that is read asks for more: else Node takes the body for one that nobody wants, and reads it at the end
    this._read(0)
  }

  override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
    const reader = this.#reader
    if (reader === null) return super.push(chunk, encoding)
    if (chunk !== null && reader.add(chunk)) return true
    this.#reader = null
    if (chunk === null) reader.end()
    return false
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    const reader = this.#reader
    this.#reader = null
    super._destroy(error, left => {
      reader?.close()
      callback(left)
    })
  }
}
