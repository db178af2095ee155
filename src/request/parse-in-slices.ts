import { isUtf8 } from 'node:buffer'
import { keepNames } from '../json-value.ts'
import { addItems, addMembers, type Container, Names, onlyOne } from './add-parsed.ts'
import { isName, longText, plainEnd } from './long-text.ts'

/** So much is parsed at a time: a millisecond of texts, some ten of nothing but names. */
export const SLICE_BYTES = 128 * 1024

/** What a JSON text holds; `isJson` is false where it is none, or where a name in it is longer than a slice, as `tooLong` says. */
export type ParsedJson =
  | { readonly isJson: true; readonly value: unknown }
  | { readonly isJson: false; readonly tooLong?: true }

type Span = readonly [start: number, end: number]

const [QUOTE, BACKSLASH, COMMA] = [34, 92, 44]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125]
/** Most texts end within so many bytes; longer ones are left to a search that costs more to begin. */
const FEW = 32

interface Last {
  readonly value: unknown
  readonly name: Span
}

/** Containers within each other that are made in one step. */
const MOST_MADE = 2000

/** Values that are parsed at a time, where they are short: names are what takes longest. */
const MOST_COMMAS = 4000
/** Pieces that are added in one step: where very much is closed at one place, each of them is small. */
const MOST_ADDED = 1000

const notJson: ParsedJson = { isJson: false }
/** Thrown as it is, where a name is longer than a slice: it would take one step, and whatever looks at names does not expect it. */
const longName = new Error('a name that is too long to read')

/** Reads one JSON text by hand where it is large, and leaves what is small to `JSON.parse`; which also tells what is no JSON. */
class Reader {
  readonly #bytes: Buffer
  /** The containers around this place that are made already, the outermost first; the first one holds the text itself. */
  readonly #made: Container[] = [[]]
  /** Whether one of them holds anything yet. */
  readonly #isBegun: boolean[] = [false]
  /** Of each of them its names, where it is an object. */
  readonly #names: Names[] = [new Names()]
  /** Where all the containers begin that are open here, but for that first one, and the last text before each. */
  readonly #openings: number[] = []
  readonly #textsBefore: Span[] = []
  /** Up to here everything is parsed. */
  #from = 0
  /** How many pieces were added since others had their turn. */
  #added = 0
  /** How many values were passed since. */
  #commas = 0
  /** The last text that was passed, with its quotes. */
  #lastText: Span = [0, 0]

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  *read(): Generator<void, unknown> {
    const bytes = this.#bytes
    let next = SLICE_BYTES
    for (let at = 0; at < bytes.length; at += 1) {
      if (at >= next || this.#added > MOST_ADDED) {
        next = at + SLICE_BYTES
        this.#added = 0
        yield
      }
      if (bytes[at] === QUOTE) at = yield* this.#text(at)
      else if (this.#mark(at)) {
        yield* this.#makeOpen()
        if (bytes[at] === COMMA) {
          this.#append(at)
          next = at
        }
      }
    }
    if (this.#openings.length > 0) throw new SyntaxError('unended')
    this.#append(bytes.length)
    return onlyOne(this.#made[0])
  }

  /** Takes what stands between values; true where what is open here should be made, as much of it has come. */
  #mark(at: number): boolean {
    const byte = this.#bytes[at]
    if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.#close(at, byte)
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      this.#openings.push(at)
      this.#textsBefore.push(this.#lastText)
      return this.#isLong(at)
    } else if (byte === COMMA) return this.#isLong(at)
    return false
  }

  #isLong(at: number): boolean {
    this.#commas += 1
    return at - this.#from >= SLICE_BYTES || this.#commas >= MOST_COMMAS
  }

  /** Makes all containers that are open here, each with what stands in it before the next one. */
  *#makeOpen(): Generator<void, void> {
    for (let i = this.#made.length - 1; i < this.#openings.length; i += 1) {
      const opening = this.#openings[i] as number
      if (i % MOST_MADE === MOST_MADE - 1) yield
      const container: Container = this.#bytes[opening] === OPEN_LIST ? [] : {}
      this.#append(opening, { value: container, name: this.#textsBefore[i] as Span })
      this.#made.push(container)
      this.#isBegun.push(false)
      this.#names.push(new Names())
      this.#from = opening + 1
    }
  }

  #close(at: number, byte: number): void {
    const opening = this.#openings.pop()
    this.#textsBefore.pop()
    if (opening === undefined) throw new SyntaxError('closed too often')
    // one that is not made is a part of what will be parsed
    if (this.#openings.length + 2 > this.#made.length) return
    // opening and closing brackets are two apart
    if (byte - (this.#bytes[opening] ?? 0) !== 2) throw new SyntaxError('closed by another bracket')
    this.#append(at)
    const made = this.#made.pop()
    const names = this.#names.pop()?.inOrder
    if (made && names && !Array.isArray(made)) keepNames(made, names)
    this.#isBegun.pop()
    this.#from = at + 1
  }

  /** Adds what stands between the last place and this one to the innermost container that is made, and `last` behind it. */
  #append(end: number, last?: Last): void {
    this.#added += 1
    this.#commas = 0
    const inner = this.#made.length - 1
    const container = this.#made[inner] as Container
    const isBegun = this.#isBegun[inner] === true
    const run = this.#bytes.toString('utf8', this.#from, end) + (last ? '""' : '')
    this.#isBegun[inner] = true
    this.#from = end
    if (Array.isArray(container)) addItems(container, run, isBegun, last)
    else
      addMembers(
        container,
        run,
        isBegun,
        this.#names[inner] as Names,
        last && { ...last, name: this.#bytes.toString('utf8', ...last.name) },
      )
  }

  /** Passes a text, and gives its last place; one that is long is read here. */
  *#text(start: number): Generator<void, number> {
    const end = yield* this.#endOfText(start)
    const isLong = end - start >= SLICE_BYTES
    if (isLong && isName(this.#bytes, end)) throw longName
    if (!isLong) {
      this.#lastText = [start, end + 1]
      return end
    }
    yield* this.#makeOpen()
    const value = yield* longText(this.#bytes, start + 1, end, SLICE_BYTES)
    this.#append(start, { value, name: this.#lastText })
    this.#from = end + 1
    return end
  }

  *#endOfText(start: number): Generator<void, number> {
    const bytes = this.#bytes
    let next = start + SLICE_BYTES
    for (let at = start + 1; at < bytes.length; at += 1) {
      if (at >= next) {
        next = at + SLICE_BYTES
        yield
      }
      if (bytes[at] === BACKSLASH) at += 1
      else if (bytes[at] === QUOTE) return at
      else if (at - start === FEW) at = plainEnd(bytes, at, SLICE_BYTES)
    }
    throw new SyntaxError('an unended text')
  }
}

/**
 * Parses a JSON text as `JSON.parse` does, in steps of some milliseconds each, so that others can be served in between.
 */
export function* parseInSlices(bytes: Buffer): Generator<void, ParsedJson> {
  if (!isUtf8(bytes)) return notJson
  yield
  try {
    return { isJson: true, value: yield* new Reader(bytes).read() }
  } catch (error) {
    if (error instanceof SyntaxError) return notJson
    if (error === longName) return { isJson: false, tooLong: true }
    throw error
  }
}
