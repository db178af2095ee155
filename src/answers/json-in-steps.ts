import { goJson } from '../groq/go.ts'
import { isObject, namesOf } from '../json-value.ts'
import { pieceEnd } from '../piece-end.ts'

/** Letters that are written in one step: some milliseconds. */
const STEP_LETTERS = 128 * 1024
/** Values that are written in one step. */
const STEP_VALUES = 2000
/** What is deeper is left to `JSON.stringify`, which gives up somewhere; its callers count on that. */
const DEEPEST = 1000

/** A list or an object while it is written. */
interface Open {
  readonly value: object
  /** Of an object; null of a list. */
  readonly names: readonly string[] | null
  readonly length: number
  next: number
}

/** Writes one JSON text bit by bit. */
class Writer {
  readonly #open: Open[] = []
  #text = ''
  #parts: string[] = []
  #letters = 0

  #add(part: string): void {
    this.#parts.push(part)
    this.#letters += part.length
  }

  *write(value: unknown): Generator<void, string> {
    yield* this.#one(value)
    for (let open = this.#open.at(-1); open; open = this.#open.at(-1)) yield* this.#next(open)
    this.#flush()
    return this.#text
  }

  *#next(open: Open): Generator<void, void> {
    const { value, names, length } = open
    if (open.next === length) {
      this.#open.pop()
      return void this.#add(names ? '}' : ']')
    }
    const index = open.next
    open.next += 1
    if (index > 0) this.#add(',')
    const name = names?.[index]
    if (name !== undefined) this.#add(`${goJson(name)}:`)
    yield* this.#one((value as Record<string | number, unknown>)[name ?? index])
    if (this.#letters >= STEP_LETTERS || this.#parts.length >= STEP_VALUES) {
      this.#flush()
      yield
    }
  }

  *#one(value: unknown): Generator<void, void> {
    if (typeof value === 'string' && value.length > STEP_LETTERS) return yield* this.#long(value)
    if (typeof value !== 'object' || value === null || this.#open.length >= DEEPEST) return this.#add(goJson(value))
    const names = isObject(value) ? namesOf(value) : null
    this.#open.push({ value, names, length: names ? names.length : (value as unknown[]).length, next: 0 })
    this.#add(names ? '{' : '[')
  }

  *#long(text: string): Generator<void, void> {
    this.#add('"')
    for (let from = 0; from < text.length; ) {
      const to = pieceEnd(text, from, STEP_LETTERS)
      this.#add(goJson(text.slice(from, to)).slice(1, -1))
      this.#flush()
      from = to
      yield
    }
    this.#add('"')
  }

  #flush(): void {
    this.#text += this.#parts.join('')
    this.#parts = []
    this.#letters = 0
  }
}

/** What `goJson` writes of a value that was read from JSON, in steps of some milliseconds each; throws where that throws. */
export const jsonInSteps = (value: unknown): Generator<void, string> => new Writer().write(value)
