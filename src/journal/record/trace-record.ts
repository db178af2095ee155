import type { Trace } from '../../engine/trace.ts'
import type { Dimension } from '../../groq/errors.ts'
import type { LimitReading } from '../../limits/limit-reading.ts'
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

/** So many different ones are remembered: a client asks the same few things. */
const MOST = 8

const areEqual = (a: Attached, b: Attached): boolean => {
  if (a.rules !== b.rules || a.missed.length !== b.missed.length || a.draws.length + b.draws.length > 0) return false
  for (let i = 0; i < a.missed.length; i += 1) if (a.missed[i] !== b.missed[i]) return false
  return true
}

/** Traces that came lately: of equal ones, one is kept. */
export class LastTraces {
  readonly #last: Attached[] = []
  #next = 0

  /** The one to be kept for this one. */
  of(trace: Trace): Attached {
    for (const known of this.#last) if (areEqual(known, trace)) return known
    const { rules, missed, draws } = trace
    const attached = { rules, missed, draws }
    if (draws.length > 0) return attached
    this.#last[this.#next] = attached
    this.#next = (this.#next + 1) % MOST
    return attached
  }

  /** Forgets all. */
  clear(): void {
    this.#last.length = 0
    this.#next = 0
  }
}
