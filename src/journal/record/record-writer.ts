import { Names } from './names.ts'
import { RecordReader } from './record-reader.ts'

/** A text is written as the number of a name, or letter by letter up to here. */
const MOST_LETTERS = 4096
/** How a text begins: none, a name, or its length and this. */
const NO_TEXT = 0
const A_NAME = 1
const LETTERS = 2

/** The first buffer; it doubles when it is full. */
const FIRST_BYTES = 1024

/**
 * Writes records, one behind the other, into a buffer that grows. `RecordReader` reads them with the same calls in the same
 * order.
 */
export class RecordWriter {
  #names = new Names()
  #run: object = {}
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES)
  #view = new DataView(this.#bytes.buffer)
  /** Where the next byte goes. */
  at = 0

  /** The names that were written so far. */
  get names(): Names {
    return this.#names
  }

  /** The same as long as what was written is there: places in it can be kept in mind so long. */
  get run(): object {
    return this.#run
  }

  /** What was written so far. */
  get written(): Buffer {
    return this.#bytes.subarray(0, this.at)
  }

  /** Reads from a place on. */
  readerAt(at: number): RecordReader {
    return new RecordReader(this.#bytes, this.#view, this.#names, at)
  }

  /** Begins anew, in the same memory: nobody may be reading. */
  restart(): void {
    this.#names = new Names()
    this.#run = {}
    this.at = 0
  }

  /** Goes on at a place; what was written behind it is none. */
  backTo(at: number): void {
    if (this.at === at) return
    this.#run = {}
    this.at = at
  }

  /** A whole number from 0 on: below 128 in a byte. */
  count(value: number): void {
    this.#room(8)
    let rest = value
    while (rest > 127) {
      this.#bytes[this.at++] = (rest % 128) + 128
      rest = Math.floor(rest / 128)
    }
    this.#bytes[this.at++] = rest
  }

  /** Any number, or none. */
  number(value: number | null): void {
    this.#room(8)
    this.#view.setFloat64(this.at, value ?? Number.NaN, true)
    this.at += 8
  }

  /** A text of which there are few. */
  name(text: string | null): void {
    this.count(text === null ? 0 : this.#names.numberOf(text))
  }

  /** A text that is not like others. */
  text(text: string | null): void {
    if (text === null) return this.count(NO_TEXT)
    const start = this.at
    this.count(text.length + LETTERS)
    if (text.length <= MOST_LETTERS && this.#letters(text)) return
    this.at = start
    this.count(A_NAME)
    this.name(text)
  }

  /** Bytes as they are. */
  blob(bytes: Uint8Array): void {
    this.count(bytes.length)
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.at)
    this.at += bytes.length
  }

  /** Whether all letters are such of one byte; it stops at the first that is none. By hand, a call of Node costs more. */
  #letters(text: string): boolean {
    this.#room(text.length)
    const bytes = this.#bytes
    let at = this.at
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i)
      if (code > 255) return false
      bytes[at++] = code
    }
    this.at = at
    return true
  }

  #room(bytes: number): void {
    if (this.at + bytes <= this.#bytes.length) return
    const wider = Buffer.allocUnsafeSlow(2 * (this.at + bytes))
    wider.set(this.written)
    this.#bytes = wider
    this.#view = new DataView(wider.buffer)
  }
}
