import type { LastFailure } from './consequence.ts'

/** Timers fire early by a little, and nobody is accused of less (`verdict/findings/retry-after-ignored.ts`). */
const EARLY_MS = 50
/** Beyond so many, the best of these will do. */
const MOST_LOOKS = 256

/**
 * Of equal calls that an SDK may try again, the one that failed first of those that were told no longer wait; where all were told
 * a longer one, the one whose wait is over first. So nobody is accused of coming too early because two calls are alike.
 */
export const oldestDue = <Call extends { readonly failure: LastFailure }>(
  failures: Iterable<Call>,
  startedMs: number,
): Call | undefined => {
  let [soonest, soonestMs, looks]: [Call | undefined, number, number] = [undefined, Number.POSITIVE_INFINITY, 0]
  for (const call of failures) {
    const dueMs = call.failure.atMs + (call.failure.waitMs ?? 0) - EARLY_MS
    if (dueMs <= startedMs) return call
    if (dueMs < soonestMs) [soonest, soonestMs] = [call, dueMs]
    looks += 1
    if (looks === MOST_LOOKS) break
  }
  return soonest
}
