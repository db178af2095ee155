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
  #run: object | null = null
  #things: Thing[] = []
  #places: number[] = []
  #next = 0

  constructor(areEqual: (a: Thing, b: Thing) => boolean, write: (to: RecordWriter, thing: Thing) => void) {
    this.#areEqual = areEqual
    this.#write = write
  }

  write(to: RecordWriter, thing: Thing): void {
    if (this.#run !== to.run) this.#begin(to)
    for (let i = 0; i < this.#things.length; i += 1)
      if (this.#areEqual(this.#things[i] as Thing, thing)) return to.count((this.#places[i] ?? 0) + 1)
    to.count(HERE)
    this.#things[this.#next] = thing
    this.#places[this.#next] = to.at
    this.#next = (this.#next + 1) % MOST
    this.#write(to, thing)
  }

  /** It is another buffer, or one whose end was taken back. */
  #begin(to: RecordWriter): void {
    this.#run = to.run
    this.#things = []
    this.#places = []
    this.#next = 0
  }
}

/** So many are remembered that were read. */
const MOST_READ = 100

/** Reads what stands here, or where it says, and each thing once: whoever walks over a journal meets the same few. Nobody may change them. */
export class RepeatedReader<Thing> {
  readonly #read: (from: RecordReader) => Thing
  #names: RecordReader['names'] | null = null
  readonly #things = new Map<number, { readonly thing: Thing; readonly end: number }>()

  constructor(read: (from: RecordReader) => Thing) {
    this.#read = read
  }

  read(from: RecordReader): Thing {
    const place = from.count()
    const at = place === HERE ? from.at : place - 1
    if (this.#names !== from.names || this.#things.size >= MOST_READ) this.#things.clear()
    this.#names = from.names
    const { thing, end } = this.#things.get(at) ?? this.#readAt(from.elsewhere(at), at)
    if (place === HERE) from.at = end
    return thing
  }

  #readAt(from: RecordReader, at: number) {
    const read = { thing: this.#read(from), end: from.at }
    this.#things.set(at, read)
    return read
  }
}
