import type { RecordReader } from './record-reader.ts'
import { RecordWriter } from './record-writer.ts'

/** What a record takes beside its bytes: its place, its size, and its number in the list of its session. */
const RECORD_BYTES = 24

/** A list of numbers has room for so many at first, and then for twice as many. */
const FIRST_RECORDS = 16

const doubled = (list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
  const longer = new Uint32Array(2 * list.length)
  longer.set(list)
  return longer
}

/** What something takes of memory that is attached to a record, in bytes. */
export type Weigh<Attached> = (attached: Attached) => number

/**
 * Records with ascending numbers, one behind the other in one buffer. Its memory is given back as a whole, when the last of them
 * goes; until then, what went before stands in it as a gap.
 */
export class Segment<Attached extends object> {
  readonly writer = new RecordWriter()
  readonly #weigh: Weigh<Attached>
  /** The number of the first record. */
  #first: number
  /** By number from the first on: where each begins, and what it takes; 0 for one that is not here. */
  #starts = new Uint32Array(FIRST_RECORDS)
  #sizes = new Uint32Array(FIRST_RECORDS)
  #length = 0
  #attached: (Attached | null)[] = []
  #count = 0
  #bytes = 0
  #oldest = 0
  #begunAt = 0

  constructor(first: number, weigh: Weigh<Attached>) {
    this.#first = first
    this.#weigh = weigh
  }

  get first(): number {
    return this.#first
  }

  /** The number behind the last record. */
  get end(): number {
    return this.#first + this.#length
  }

  /** The number of the oldest record that is here; `end` where there is none. */
  get oldest(): number {
    while (this.#oldest < this.#length && this.#sizes[this.#oldest] === 0) this.#oldest += 1
    return this.#first + this.#oldest
  }

  /** How many records are here. */
  get count(): number {
    return this.#count
  }

  /** What the records that are here take, and the names of all that ever were. */
  get bytes(): number {
    return this.#bytes + this.writer.names.bytes
  }

  /** What was written, with what is gone of it. */
  get writtenBytes(): number {
    return this.writer.at + this.writer.names.bytes
  }

  /** Whether gaps take more of it than records. */
  get isSparse(): boolean {
    return this.#bytes < this.writer.at / 2
  }

  /** Begins a record; what was begun before and not ended is written over. */
  begin(): RecordWriter {
    this.writer.backTo(this.#begunAt)
    return this.writer
  }

  /** Ends the record that was begun, and gives it this number, which is above all others. */
  close(number: number, attached: Attached | null): void {
    const size = RECORD_BYTES + this.writer.at - this.#begunAt + (attached ? this.#weigh(attached) : 0)
    while (this.end < number) this.#note(0)
    if (attached) this.#attached[number - this.#first] = attached
    this.#note(size)
    this.#begunAt = this.writer.at
    this.#count += 1
    this.#bytes += size
  }

  /** Lets a record go; one that is not here is none. */
  drop(number: number): void {
    const place = number - this.#first
    const size = this.#sizeAt(place)
    if (size === 0) return
    this.#sizes[place] = 0
    // most have nothing attached, and a look behind the end of a list is slow
    if (place < this.#attached.length) this.#attached[place] = null
    this.#count -= 1
    this.#bytes -= size
  }

  /** Begins anew with this number, in the same memory: what was here is gone. */
  restart(first: number): void {
    this.writer.restart()
    this.#first = first
    this.#length = 0
    this.#attached = []
    this.#count = 0
    this.#bytes = 0
    this.#oldest = 0
    this.#begunAt = 0
  }

  has(number: number): boolean {
    return this.#sizeAt(number - this.#first) !== 0
  }

  /** Reads a record from its beginning; null where it is not here. */
  read(number: number): RecordReader | null {
    return this.has(number) ? this.writer.readerAt(this.#starts[number - this.#first] ?? 0) : null
  }

  attachedTo(number: number): Attached | null {
    const place = number - this.#first
    return place < this.#attached.length ? (this.#attached[place] ?? null) : null
  }

  /** Lets go what is attached to records, where that is to be. */
  detach(isToGo: (attached: Attached) => boolean): void {
    for (const [place, attached] of this.#attached.entries())
      if (attached && isToGo(attached)) this.#attached[place] = null
  }

  /** The number of the record that begins with these bytes; null for none. */
  startingWith(bytes: Uint8Array): number | null {
    const { written } = this.writer
    for (let at = written.indexOf(bytes); at !== -1; at = written.indexOf(bytes, at + 1)) {
      // gaps before a record stand where it begins
      const place = this.#starts.subarray(0, this.#length).lastIndexOf(at)
      if (place !== -1 && this.#sizes[place] !== 0) return this.#first + place
    }
    return null
  }

  #sizeAt(place: number): number {
    return place >= 0 && place < this.#length ? (this.#sizes[place] ?? 0) : 0
  }

  #note(size: number): void {
    if (this.#length === this.#starts.length) {
      this.#starts = doubled(this.#starts)
      this.#sizes = doubled(this.#sizes)
    }
    this.#starts[this.#length] = this.#begunAt
    this.#sizes[this.#length] = size
    this.#length += 1
  }
}
