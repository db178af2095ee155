import type { Entry } from '../journal/entry.ts'
import { lineOf } from '../journal/line.ts'

interface Near {
  readonly entry: Entry
  /** What does not hold of it, in words. */
  readonly lacks: readonly string[]
}

/** Of any number of entries those that lack least, the nearest first and of equals the latest. */
export class NearestEntries {
  readonly #most: number
  readonly #nearest: Near[] = []

  constructor(most: number) {
    this.#most = most
  }

  add(entry: Entry, lacks: readonly string[]): void {
    const place = this.#nearest.findIndex(other => other.lacks.length >= lacks.length)
    if (place !== -1) this.#nearest.splice(place, 0, { entry, lacks })
    else if (this.#nearest.length < this.#most) this.#nearest.push({ entry, lacks })
    if (this.#nearest.length > this.#most) this.#nearest.pop()
  }

  /** A line for each, with what it lacks. */
  get lines(): readonly string[] {
    return this.#nearest.map(
      ({ entry, lacks }) => `${entry.id}: ${lineOf(entry)}${lacks.length > 0 ? `; but not ${lacks.join(', ')}` : ''}`,
    )
  }
}
