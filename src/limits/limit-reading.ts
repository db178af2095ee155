import type { Dimension } from '../groq/errors.ts'
import { dimensions } from '../groq/limits.ts'
import { type Bucket, waitMsFor, wholeUsedAt } from './bucket.ts'
import type { Demand } from './demand.ts'

/** One bucket as a request finds it, and what it would take. */
export interface LimitReading {
  readonly dimension: Dimension
  readonly limit: number
  readonly capacity: number
  /** Whole: what is begun counts. */
  readonly used: number
  readonly requested: number
  /** Session time; 0 where there is room. */
  readonly waitMs: number
}

/** Reads a bucket for a request, without taking anything. */
export const limitReading = (bucket: Bucket, demand: Demand, nowMs: number): LimitReading => {
  const { dimension, limit, capacity } = bucket
  const used = wholeUsedAt(bucket, nowMs)
  const requested = demand[dimensions[dimension].counts]
  // a request that asks for nothing of this limit never waits for it
  const waitMs = requested > 0 ? waitMsFor(bucket, used, requested) : 0
  return { dimension, limit, capacity, used, requested, waitMs }
}
