import { perCall } from '../finding-kind.ts'
import { time } from '../words.ts'

/** That a client has left is seen a little later than it leaves (docs/design.md, "Calls and attempts"). */
const SEEN_LATE_MS = 100

/** A retry that an SDK counted, while the attempt before it was still open. */
export const cancelNotPropagated = perCall(
  {
    id: 'cancel-not-propagated',
    basis: 'Groq’s error page, 499: a request that nobody waits for is cancelled by closing its connection',
    change:
      'Close the connection of an attempt that timed out: pass the AbortSignal on to fetch (Node), or let the timeout of the HTTP client end the request, and not a timer beside it.',
  },
  call => {
    const open = call.attempts.find(({ retryCount, certainty, waitMs }, i) => {
      const before = call.attempts[i - 1]
      // without a count it may be a hedge, which is meant so
      const isCounted = certainty === 'certain' && retryCount !== null && before?.retryCount === retryCount - 1
      return isCounted && waitMs !== null && waitMs < -SEEN_LATE_MS
    })
    if (!open) return null
    const before = call.attempts.find(({ attempt }) => attempt === open.attempt - 1)
    return {
      severity: 'WARN',
      certainty: 'certain',
      sentence: `Attempt ${open.attempt} of ${call.id} came while attempt ${open.attempt - 1} was still open, for ${time(-(open.waitMs ?? 0))} more: the client had given it up, but the server went on with it.`,
      evidence: before ? [before, open] : [open],
      call: call.id,
      margin: { byMs: -(open.waitMs ?? 0), allowedMs: SEEN_LATE_MS },
    }
  },
)
