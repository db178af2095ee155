import type { StatusFacts } from '../groq/errors.ts'
import { attemptFrom, type Facts } from '../verdict/attempt-from.ts'
import type { Attempt } from '../verdict/verdict.ts'
import type { LightEntry } from './shapes.ts'

/** A call, as the timeline draws it. */
export interface Call {
  readonly id: string
  readonly about: string
  readonly attempts: readonly Attempt[]
}

const MOST_ENTRIES = 2000
const MOST_CALLS = 500
const MOST_ATTEMPTS = 200

const aboutOf = ({ endpoint, path, model, userAgent }: LightEntry): string =>
  [endpoint ?? path, model, userAgent].filter(part => part !== null).join(' · ')

const byStart = (a: Attempt, b: Attempt): number => a.startedMs - b.startedMs

/** The latest of what a session recorded, as far as a page can hold and draw it. */
export class Kept {
  readonly #calls = new Map<string, Call>()
  readonly #ids = new Set<string>()
  #facts: Facts = {}
  #entries: LightEntry[] = []

  /** Newest first. */
  get entries(): readonly LightEntry[] {
    return this.#entries
  }

  /** The last that came, to go on behind it. */
  get last(): string | null {
    return this.#entries[0]?.id ?? null
  }

  get size(): number {
    return this.#entries.length
  }

  /** Those that began last first. */
  calls(): readonly Call[] {
    return [...this.#calls.values()].reverse()
  }

  know(errors: readonly StatusFacts[]): void {
    this.#facts = Object.fromEntries(errors.map(one => [one.status, one]))
  }

  /** Takes entries in the order of time; those that are here already change nothing. */
  add(entries: readonly LightEntry[]): void {
    const fresh = entries.filter(({ id }) => !this.#ids.has(id))
    for (const entry of fresh) {
      this.#ids.add(entry.id)
      if (entry.call !== 'none') this.#draw(entry)
    }
    this.#entries = [...fresh.toReversed(), ...this.#entries]
    for (const { id } of this.#entries.splice(MOST_ENTRIES)) this.#ids.delete(id)
    for (const id of this.#calls.keys()) {
      if (this.#calls.size <= MOST_CALLS) break
      this.#calls.delete(id)
    }
  }

  /** Draws a call that is not here any more, as a verdict tells it. */
  putCall(call: Call): void {
    if (!this.#calls.has(call.id)) this.#calls.set(call.id, call)
  }

  clear(): void {
    this.#calls.clear()
    this.#ids.clear()
    this.#entries = []
  }

  #draw(entry: LightEntry): void {
    const known = this.#calls.get(entry.call)
    const attempts = [...(known?.attempts ?? []), attemptFrom(entry, this.#facts)].sort(byStart).slice(-MOST_ATTEMPTS)
    this.#calls.set(entry.call, { id: entry.call, about: known?.about ?? aboutOf(entry), attempts })
  }
}
