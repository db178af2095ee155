import type { RecordReader } from './record-reader.ts'
import type { RecordWriter } from './record-writer.ts'

/** So many different ones are remembered: a client asks the same few things. */
const MOST = 4

/** What stands there itself is told from what stands elsewhere by this: the place, and one. */
const HERE = 0

/** Writes what comes again and again once, and from then on where it stands in the same buffer. */
export class Repeated<Thing> {
  readonly #areEqual: (a: Thing, b: Thing) => boolean
  readonly #write: (to: RecordWriter, thing: Thing) => void
  #names: RecordWriter['names'] | null = null
  #things: Thing[] = []
  #places: number[] = []
  #next = 0

  constructor(areEqual: (a: Thing, b: Thing) => boolean, write: (to: RecordWriter, thing: Thing) => void) {
    this.#areEqual = areEqual
    this.#write = write
  }

  write(to: RecordWriter, thing: Thing): void {
    if (this.#names !== to.names) this.#begin(to)
    for (let i = 0; i < this.#things.length; i += 1)
      if (this.#areEqual(this.#things[i] as Thing, thing)) return to.count((this.#places[i] ?? 0) + 1)
    to.count(HERE)
    this.#things[this.#next] = thing
    this.#places[this.#next] = to.at
    this.#next = (this.#next + 1) % MOST
    this.#write(to, thing)
  }

  /** It is another buffer, or one that begins anew. */
  #begin(to: RecordWriter): void {
    this.#names = to.names
    this.#things = []
    this.#places = []
    this.#next = 0
  }
}

/** Reads what stands here, or where it says. */
export const readRepeated = <Thing>(from: RecordReader, read: (from: RecordReader) => Thing): Thing => {
  const place = from.count()
  return read(place === HERE ? from : from.elsewhere(place - 1))
}
