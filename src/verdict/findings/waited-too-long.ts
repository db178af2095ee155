import type { CallRecord } from '../call-record.ts'
import { perCall } from '../finding-kind.ts'
import { longestToldMs } from '../told-wait.ts'
import type { Wait } from '../waits.ts'
import { time } from '../words.ts'

/** Twice what was told and five seconds: far beyond rounding, jitter, and a first backoff. */
const FACTOR = 2
const EXTRA_MS = 5000
/** A later wait may be the client's own backoff at its bound: the longest that is usual is that of Google's gax, 60 s. */
const USUAL_BOUND_MS = 60_000

const allowedMs = ({ number, before }: Wait): number => {
  const told = FACTOR * longestToldMs(before) + EXTRA_MS
  return number === 1 ? told : Math.max(told, USUAL_BOUND_MS)
}

const isTooLong = (wait: Wait): boolean => wait.told !== null && wait.ms > allowedMs(wait)

/** Came back long after it might have. */
export const waitedTooLong = perCall(
  {
    id: 'waited-too-long',
    basis: 'RFC 9110, section 10.2.3: after what retry-after tells, the request may be sent again',
    change:
      'Use the wait that retry-after tells in place of your own backoff, not on top of it. The SDKs do (maxRetries, max_retries).',
  },
  (call: CallRecord) => {
    const long = call.waits.find(isTooLong)
    if (!long) return null
    const { before, after, ms } = long
    return {
      severity: 'WARN',
      certainty: after.certainty,
      sentence: `The answer to attempt ${before.attempt} of ${call.id} told it to wait ${time(longestToldMs(before))}; attempt ${after.attempt} came after ${time(ms)}.`,
      evidence: [before, after],
      call: call.id,
    }
  },
)
