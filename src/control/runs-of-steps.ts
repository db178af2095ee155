import type { Entry } from '../journal/entry.ts'
import type { SequenceStep } from './sequence-step.ts'

/** An entry, as far as it matters for a sequence. */
interface Row extends Pick<Entry, 'id' | 'offsetMs' | 'durationMs'> {
  /** The steps that it fits but for their waits, a bit each, the first step in the lowest. */
  readonly fits: bigint
  /** Bit n: the steps up to the nth hold of as many rows in a row, the last of which is this. */
  runs: bigint
  /** The longest run so far, and the index of its last row. */
  longest: number
  endsAt: number
}

/** An entry in its order. */
export interface Placed {
  readonly id: string
  /** How long nobody asked anything before it; null for the first of all. */
  readonly waitedMs: number | null
}

/** Steps that have the same, a bit for each of their places. */
interface Alike<Said> {
  readonly said: Said
  places: bigint
}

/** What may be done with rows in one step: with a row, with 250 steps of it, or with ten waits. A millisecond or so. */
const MOST_EFFORT = 2000
const NO_RUN = { runs: 0n, longest: 0, endsAt: -1 }

const alike = <Said>(all: readonly (Said | null)[]): readonly Alike<Said>[] => {
  const bySaid = new Map<Said, Alike<Said>>()
  for (const [place, said] of all.entries()) {
    if (said === null) continue
    const known = bySaid.get(said) ?? { said, places: 0n }
    known.places |= 1n << BigInt(place)
    bySaid.set(said, known)
  }
  return [...bySaid.values()]
}

const longestIn = (runs: bigint): number => (runs === 0n ? 0 : runs.toString(2).length)

/** How long nobody asked anything between the end of an answer and a request; 0 where they overlap. */
const waitedMs = (before: Row, { offsetMs }: Row): number => Math.max(0, offsetMs - before.offsetMs - before.durationMs)

/**
 * Where steps hold one right after the other, of entries in the order in which their requests came. All that may still become
 * whole stands in the bits of one number (Baeza-Yates and Gonnet, "A new approach to text searching", 1992): what a row costs does
 * not grow with what came before it.
 */
export class RunsOfSteps {
  readonly #count: number
  readonly #matches: readonly Alike<SequenceStep['criteria']>[]
  readonly #waits: readonly Alike<NonNullable<SequenceStep['waited']>>[]
  readonly #rowsAtOnce: number
  readonly #rows: Row[] = []
  /** So many rows are in their order, and their runs are known. */
  #known = 0
  /** When the first of the others was asked. */
  #earliestMs = Infinity

  constructor(steps: readonly SequenceStep[]) {
    this.#count = steps.length
    this.#matches = alike(steps.map(({ criteria }) => criteria))
    this.#waits = alike(steps.map(({ waited }) => waited))
    this.#rowsAtOnce = Math.ceil(MOST_EFFORT / (1 + steps.length / 250 + this.#waits.length / 10))
  }

  /** How many matches each entry is held against. */
  get matches(): number {
    return this.#matches.length
  }

  add(entry: Entry): void {
    const { id, offsetMs, durationMs } = entry
    let fits = 0n
    for (const { said, places } of this.#matches) if (said.every(({ holds }) => holds(entry))) fits |= places
    this.#rows.push({ id, offsetMs, durationMs, fits, ...NO_RUN })
    this.#earliestMs = Math.min(this.#earliestMs, offsetMs)
  }

  /** Works out where they hold, in short steps. What is told below is of then. */
  *workOut(): Generator<void, void> {
    const rows = this.#rows
    let i = this.#known
    // entries are journaled when their answers end: some were asked before those that are here
    while (i > 0 && (rows[i - 1]?.offsetMs ?? 0) > this.#earliestMs) i -= 1
    for (const row of rows.splice(i).sort((a, b) => a.offsetMs - b.offsetMs)) {
      this.#follow(row, rows[i - 1], i)
      i = rows.push(row)
      if (i % this.#rowsAtOnce === 0) yield
    }
    this.#known = i
    this.#earliestMs = Infinity
  }

  /** Finds the runs that a row ends or goes on with. */
  #follow(row: Row, before: Row | undefined, i: number): void {
    const { runs, longest, endsAt } = before ?? NO_RUN
    row.runs = ((runs << 1n) | 1n) & row.fits
    for (const { said, places } of this.#waits)
      if (before === undefined || !said.holds(waitedMs(before, row))) row.runs &= ~places
    // the first that is whole; before there is one, of equals the latest
    const length = longest < this.#count ? longestIn(row.runs) : 0
    const isBest = length > 0 && length >= longest
    row.longest = isBest ? length : longest
    row.endsAt = isBest ? i : endsAt
  }

  get #latest(): typeof NO_RUN {
    return this.#rows[this.#known - 1] ?? NO_RUN
  }

  /** How many steps hold in a row, where most do. */
  get longest(): number {
    return this.#latest.longest
  }

  get isWhole(): boolean {
    return this.longest === this.#count
  }

  /** The ids of the entries that these hold of. */
  get ids(): readonly string[] {
    const { longest, endsAt } = this.#latest
    return this.#rows.slice(endsAt + 1 - longest, endsAt + 1).map(({ id }) => id)
  }

  /** The entry behind them; undefined for none. */
  get next(): Placed | undefined {
    const { longest, endsAt } = this.#latest
    return longest === 0 ? undefined : this.#placed(endsAt + 1)
  }

  /** The last entries of all. */
  last(most: number): readonly Placed[] {
    const from = Math.max(0, this.#known - most)
    return this.#rows.slice(from, this.#known).flatMap((_, i) => this.#placed(from + i) ?? [])
  }

  #placed(i: number): Placed | undefined {
    const [before, row] = [this.#rows[i - 1], this.#rows[i]]
    return row && { id: row.id, waitedMs: before ? waitedMs(before, row) : null }
  }
}
