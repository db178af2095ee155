import type { Trace } from '../../engine/trace.ts'
import type { Dimension } from '../../groq/errors.ts'
import type { LimitReading } from '../../limits/limit-reading.ts'
import { areListsEqual } from './are-lists-equal.ts'
import { Lately } from './lately.ts'
import type { RecordReader } from './record-reader.ts'
import type { RecordWriter } from './record-writer.ts'

/** What of a trace is attached to its record: references into the scenario. */
export type Attached = Omit<Trace, 'limits'>

/** Writes what numbers a decision looked at: how the request found its limits. */
export const writeReadings = (to: RecordWriter, limits: Trace['limits']): void => {
  to.count(limits === null ? 0 : limits.length + 1)
  if (limits === null) return
  for (const { dimension, limit, capacity, used, requested, waitMs } of limits) {
    to.name(dimension)
    to.number(limit)
    to.number(capacity)
    to.number(used)
    to.number(requested)
    to.number(waitMs)
  }
}

const number = (from: RecordReader): number => from.number() ?? 0

const readReading = (from: RecordReader): LimitReading => ({
  dimension: from.name() as Dimension,
  limit: number(from),
  capacity: number(from),
  used: number(from),
  requested: number(from),
  waitMs: number(from),
})

export const readReadings = (from: RecordReader): Trace['limits'] => {
  const count = from.count()
  return count === 0 ? null : Array.from({ length: count - 1 }, () => readReading(from))
}

/** So many different ones are remembered. */
const MOST = 8

const areEqual = (a: Attached, b: Attached): boolean =>
  a.rules === b.rules && a.draws.length + b.draws.length === 0 && areListsEqual(a.missed, b.missed)

/** Traces that came lately: of equal ones, one is kept. */
export class LastTraces {
  readonly #lately = new Lately<Attached>(MOST, areEqual)

  /** The one to be kept for this one. */
  of(trace: Trace): Attached {
    const known = this.#lately.at(this.#lately.placeOf(trace))
    if (known) return known
    const { rules, missed, draws } = trace
    const attached = { rules, missed, draws }
    // numbers that are drawn hardly come again
    if (draws.length === 0) this.#lately.add(attached)
    return attached
  }

  /** Forgets all. */
  clear(): void {
    this.#lately.clear()
  }
}
