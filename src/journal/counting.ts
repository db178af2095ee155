import { ExchangeCounts, type Tallied } from './exchange-counts.ts'

/** So many entries are counted in a millisecond or so. */
const AT_ONCE = 2000

/** What the sums take of the entry of a number, where they still need it; null where it is not here. */
type Tally = (number: number) => Tallied | null

/** Which entries of a journal are in the sums: all up to one number, and those that left before their turn. Each is counted once. */
export class Counting {
  readonly counts = new ExchangeCounts()
  #upTo = 0

  /** An entry leaves, or what it says does. */
  leaving(number: number, tally: Tally): void {
    if (number <= this.#upTo) return
    const tallied = tally(number)
    if (tallied) this.counts.add(tallied)
  }

  /** The sums once all is counted up to a number, a few entries at a time; `from` is the oldest that is here. */
  *all(last: number, from: () => number, tally: Tally): Generator<void, ExchangeCounts> {
    while (this.#upTo < last) {
      // those before it were counted when they left
      const next = Math.max(this.#upTo + 1, from())
      this.#upTo = Math.min(last, next + AT_ONCE - 1)
      for (let number = next; number <= this.#upTo; number += 1) {
        const tallied = tally(number)
        if (tallied) this.counts.add(tallied)
      }
      yield
    }
    return this.counts
  }
}
