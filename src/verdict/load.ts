import { hasFailed } from './attempt.ts'
import type { Attempt } from './verdict.ts'

const BUCKET_MS = 10_000
const MOST_BUCKETS = 100_000

/** Requests that came in ten seconds. */
export interface Bucket {
  /** First attempts. */
  calls: number
  /** Further attempts. */
  again: number
  failed: number
}

/** How many requests came when, first attempts and others; bounded by time, not by requests. */
export class Load {
  readonly #buckets = new Map<number, Bucket>()

  add(attempt: Attempt): void {
    const at = Math.floor(attempt.startedMs / BUCKET_MS)
    let bucket = this.#buckets.get(at)
    if (!bucket) {
      if (this.#buckets.size >= MOST_BUCKETS) return
      bucket = { calls: 0, again: 0, failed: 0 }
      this.#buckets.set(at, bucket)
    }
    if (attempt.attempt > 1) bucket.again += 1
    else bucket.calls += 1
    if (hasFailed(attempt) && attempt.end === 'retryable') bucket.failed += 1
  }

  /** All requests of the ten seconds in which at least this share failed, added up. */
  whileFailing(share: number): Bucket {
    const all = { calls: 0, again: 0, failed: 0 }
    for (const { calls, again, failed } of this.#buckets.values()) {
      if (failed < (calls + again) * share) continue
      all.calls += calls
      all.again += again
      all.failed += failed
    }
    return all
  }
}
