import type { Dimension } from '../groq/errors.ts'
import { dimensions } from '../groq/limits.ts'
import { refillMs } from '../groq/refill-ms.ts'
import type { Limit } from '../scenario/scenario.ts'

/**
 * A token bucket that refills all the time: `used` grows with requests and falls at the rate limit / window. Times are
 * session milliseconds.
 */
export interface Bucket {
  readonly dimension: Dimension
  limit: number
  /** What it holds when it is full: the limit, or a smaller burst. */
  capacity: number
  /** Whole at first; a fraction as it refills. May be more than the capacity: an answer is counted when it is there. */
  used: number
  /** The session time at which `used` was true. */
  atMs: number
}

/** A tolerance in session time for errors of floating point: shorter than any wait that clients are given. */
const SLACK_MS = 0.001
/** The same in units, for buckets that refill slowly. */
const LEAST_SLACK = 1e-9

export const freshBucket = ({ dimension, limit, capacity }: Limit, nowMs: number): Bucket => ({
  dimension,
  limit,
  capacity,
  used: 0,
  atMs: nowMs,
})

/** Goes on under another limit; what is used stays used. */
export const relimit = (bucket: Bucket, { limit, capacity }: Limit, nowMs: number): Bucket => {
  take(bucket, 0, nowMs)
  bucket.limit = limit
  bucket.capacity = capacity
  return bucket
}

/** What is used of it now. A request that began before the bucket's last change finds it as it is. */
export const usedAt = ({ dimension, limit, used, atMs }: Bucket, nowMs: number): number =>
  nowMs <= atMs ? used : Math.max(0, used - ((nowMs - atMs) / dimensions[dimension].windowMs) * limit)

/** Takes an amount from the bucket, even beyond its capacity; a negative amount is given back, but the bucket never gets more than full. */
export const take = (bucket: Bucket, amount: number, nowMs: number): void => {
  bucket.used = Math.min(Math.max(0, usedAt(bucket, nowMs) + amount), Number.MAX_SAFE_INTEGER)
  bucket.atMs = Math.max(bucket.atMs, nowMs)
}

/** What is used of it now in whole units, as clients read it: what is begun counts. */
export const wholeUsedAt = (bucket: Bucket, nowMs: number): number => {
  const { dimension, limit } = bucket
  const slack = Math.max(LEAST_SLACK, (SLACK_MS / dimensions[dimension].windowMs) * limit)
  return Math.max(0, Math.ceil(usedAt(bucket, nowMs) - Math.min(0.5, slack)))
}

const SHORTEST_MS = 1e-6

/**
 * How long until so much is free: (used + requested − limit) / limit × window, as Groq counts, from the whole numbers that
 * the text prints (docs/facts/groq-wire.md §1.10); 0 where it is free now. More than the bucket holds is never free.
 */
export const waitMsFor = ({ dimension, limit, capacity }: Bucket, wholeUsed: number, requested: number): number => {
  const over = wholeUsed + requested - capacity
  return over <= 0 ? 0 : Math.max(SHORTEST_MS, refillMs(over, limit, dimensions[dimension].windowMs))
}
