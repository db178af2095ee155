import type { RecordReader } from './record-reader.ts'
import type { RecordWriter } from './record-writer.ts'
import { Segment, type Weigh } from './segment.ts'

/** A segment ends when so much is written to it, or a part of what all may take where that is little. */
const SEGMENT_BYTES = 960 * 1024
const PART = 16

/** Numbers that are left out take room in a segment; where they are more, another begins. */
const MOST_LEFT_OUT = 1000

/** How records are copied where gaps are to go, and what is attached to them weighs. */
export interface RecordKind<Attached> {
  copy(from: RecordReader, to: RecordWriter): void
  readonly weigh: Weigh<Attached>
}

/** Records by ascending numbers, outside the heap: the collector has nothing to do with them. Each may have an object attached. */
export class Segments<Attached extends object> {
  readonly #kind: RecordKind<Attached>
  readonly #segmentBytes: number
  readonly #all: Segment<Attached>[] = []
  /** What all but the last take. */
  #bytesBefore = 0
  /** One that has become empty: its memory is used again. */
  #spare: Segment<Attached> | null = null
  /** Those that have more gaps than records. The last one waits until it is full. */
  readonly #sparse = new Set<Segment<Attached>>()

  /** `bytes` is about what all of them may take: whoever owns them lets records go before it is more. */
  constructor(bytes: number, kind: RecordKind<Attached>) {
    this.#kind = kind
    this.#segmentBytes = Math.min(SEGMENT_BYTES, bytes / PART)
  }

  /** What the records that are here take, and the names in them. */
  get bytes(): number {
    return this.#bytesBefore + (this.#all.at(-1)?.bytes ?? 0)
  }

  /** The number of the oldest record; null where there is none. */
  get oldest(): number | null {
    const [segment] = this.#all
    return segment && segment.count > 0 ? segment.oldest : null
  }

  /** Begins the record of a number above all others; `close` ends it. What is not ended is written over. */
  begin(number: number): RecordWriter {
    const last = this.#all.at(-1)
    if (last?.count === 0) last.restart(number)
    else if (!last || last.writtenBytes >= this.#segmentBytes || number - last.end > MOST_LEFT_OUT) this.#open(number)
    const open = this.#all.at(-1) as Segment<Attached>
    for (const segment of this.#sparse) {
      if (segment === open) continue
      // one at a time: each takes a few milliseconds
      this.#tidy(segment)
      break
    }
    return open.begin()
  }

  close(number: number, attached: Attached | null): void {
    this.#all.at(-1)?.close(number, attached)
  }

  /** Reads a record from its beginning; null where it is not here. */
  read(number: number): RecordReader | null {
    return this.#all[this.#placeOf(number)]?.read(number) ?? null
  }

  attachedTo(number: number): Attached | null {
    return this.#all[this.#placeOf(number)]?.attachedTo(number) ?? null
  }

  /** The number of the record that begins with these bytes; null for none. */
  startingWith(bytes: Uint8Array): number | null {
    for (const segment of this.#all) {
      const number = segment.startingWith(bytes)
      if (number !== null) return number
    }
    return null
  }

  /** Lets the oldest record go; its number, null where there is none. */
  dropOldest(): number | null {
    const { oldest } = this
    if (oldest !== null) this.#drop(oldest, 0)
    return oldest
  }

  /** Lets a record go, whichever it is. */
  drop(number: number): void {
    const place = this.#placeOf(number)
    const segment = this.#all[place]
    if (!segment?.has(number)) return
    this.#drop(number, place)
    // the first one goes soon, as the oldest go first
    if (place > 0 && segment.count > 0 && segment.isSparse) this.#sparse.add(segment)
  }

  /** Lets go what is attached to records, where that is to be. */
  detach(isToGo: (attached: Attached) => boolean): void {
    for (const segment of this.#all) segment.detach(isToGo)
  }

  #drop(number: number, place: number): void {
    const segment = this.#all[place] as Segment<Attached>
    const { bytes } = segment
    segment.drop(number)
    if (place === this.#all.length - 1) {
      // its memory is used again
      if (segment.count === 0) segment.restart(segment.end)
      return
    }
    this.#bytesBefore += segment.bytes - bytes
    if (segment.count > 0) return
    this.#bytesBefore -= segment.bytes
    this.#all.splice(place, 1)
    this.#sparse.delete(segment)
    this.#setAside(segment)
  }

  #open(number: number): void {
    this.#bytesBefore += this.#all.at(-1)?.bytes ?? 0
    const segment = this.#spare ?? new Segment(number, this.#kind.weigh)
    this.#spare = null
    segment.restart(number)
    this.#all.push(segment)
  }

  #setAside(segment: Segment<Attached>): void {
    segment.restart(0)
    this.#spare = segment
  }

  /** Puts what is left of a segment into one without gaps. */
  #tidy(sparse: Segment<Attached>): void {
    this.#sparse.delete(sparse)
    const place = this.#all.indexOf(sparse)
    const dense = new Segment<Attached>(sparse.oldest, this.#kind.weigh)
    for (let number = sparse.oldest; number < sparse.end; number += 1) {
      const reader = sparse.read(number)
      if (!reader) continue
      this.#kind.copy(reader, dense.begin())
      dense.close(number, sparse.attachedTo(number))
    }
    this.#all[place] = dense
    this.#bytesBefore += dense.bytes - sparse.bytes
    this.#setAside(sparse)
  }

  /** Where the segment stands that has a number if any has; the last one for all that are above. */
  #placeOf(number: number): number {
    let [low, high] = [0, this.#all.length - 1]
    if (number >= (this.#all[high]?.first ?? Number.POSITIVE_INFINITY)) return high
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#all[middle]?.end ?? 0) <= number) low = middle + 1
      else high = middle
    }
    return low
  }
}
