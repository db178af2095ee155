import type { Names } from './names.ts'

/** Reads a record with the calls, and in the order, in which `RecordWriter` wrote it. */
export class RecordReader {
  readonly #bytes: Buffer
  readonly #view: DataView
  /** What its names are in: another one is another buffer, or one that began anew. */
  readonly names: Names
  /** Where it goes on. */
  at: number

  constructor(bytes: Buffer, view: DataView, names: Names, at: number) {
    this.#bytes = bytes
    this.#view = view
    this.names = names
    this.at = at
  }

  /** Reads from another place on, or from the same once more. */
  elsewhere(at: number): RecordReader {
    return new RecordReader(this.#bytes, this.#view, this.names, at)
  }

  count(): number {
    let value = 0
    for (let unit = 1; ; unit *= 128) {
      const byte = this.#bytes[this.at++] ?? 0
      if (byte < 128) return value + byte * unit
      value += (byte - 128) * unit
    }
  }

  number(): number | null {
    const value = this.#view.getFloat64(this.at, true)
    this.at += 8
    return Number.isNaN(value) ? null : value
  }

  name(): string | null {
    const number = this.count()
    return number === 0 ? null : this.names.textOf(number)
  }

  text(): string | null {
    const head = this.count()
    if (head === 0) return null
    if (head === 1) return this.name()
    const start = this.at
    this.at += head - 2
    return this.#bytes.toString('latin1', start, this.at)
  }

  /** Passes over a text. */
  skipText(): void {
    const head = this.count()
    if (head === 1) this.count()
    else if (head > 1) this.at += head - 2
  }

  /** The same bytes in a buffer of their own. */
  blob(): Buffer {
    const length = this.count()
    const start = this.at
    this.at += length
    return Buffer.from(this.#bytes.subarray(start, this.at))
  }
}
