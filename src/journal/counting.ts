import { ExchangeCounts } from './exchange-counts.ts'
import type { Counted } from './held.ts'

/** So many entries are counted in a millisecond or so. */
const AT_ONCE = 2000

/** Which entries of a journal are in the sums: all up to one number, and those that left before their turn. Each is counted once. */
export class Counting {
  readonly counts = new ExchangeCounts()
  #upTo = 0

  /** An entry leaves, or what it says does. */
  leaving({ number, entry, scenario }: Counted): void {
    if (number > this.#upTo && entry !== null) this.counts.add(entry, scenario)
  }

  /** The sums once all is counted up to a number, a few entries at a time; `some` gives the next of those that are here. */
  *all(
    last: number,
    some: (after: number, many: number) => readonly (Counted | null)[],
  ): Generator<void, ExchangeCounts> {
    while (this.#upTo < last) {
      const next = some(this.#upTo, AT_ONCE)
      if (next.length === 0) break
      for (const held of next) if (held) this.#inTurn(held)
      yield
    }
    return this.counts
  }

  #inTurn({ number, entry, scenario }: Counted): void {
    this.#upTo = number
    // one that was cleared was counted when it left
    if (entry !== null) this.counts.add(entry, scenario)
  }
}
