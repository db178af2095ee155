import { Lately } from './lately.ts'
import type { RecordReader } from './record-reader.ts'
import type { RecordWriter } from './record-writer.ts'

/** So many different ones are remembered. */
const MOST = 4

/** What stands there itself is told from what stands elsewhere by this: the place, and one. */
const HERE = 0

/** Writes what comes again and again once, and from then on where it stands in the same buffer. */
export class Repeated<Thing> {
  readonly #lately: Lately<Thing>
  readonly #write: (to: RecordWriter, thing: Thing) => void
  /** Where each of them stands. */
  readonly #places: number[] = []
  #run: object | null = null

  constructor(areEqual: (a: Thing, b: Thing) => boolean, write: (to: RecordWriter, thing: Thing) => void) {
    this.#lately = new Lately(MOST, areEqual)
    this.#write = write
  }

  write(to: RecordWriter, thing: Thing): void {
    // in another buffer, or one whose end was taken back, nothing stands
    if (this.#run !== to.run) this.#lately.clear()
    this.#run = to.run
    const known = this.#lately.placeOf(thing)
    if (known !== -1) return to.count((this.#places[known] ?? 0) + 1)
    to.count(HERE)
    this.#places[this.#lately.add(thing)] = to.at
    this.#write(to, thing)
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
