import type { CallRecord } from '../call-record.ts'
import type { FindingKind } from '../finding-kind.ts'

const MOST = 10_000

/** A retry that an SDK counted, with another key than the attempt before it. */
export const idempotencyKeyChanged: FindingKind = {
  id: 'idempotency-key-changed',
  looksAtAll: true,
  basis: 'IETF draft-ietf-httpapi-idempotency-key-header: a retry carries the key of the first request',
  change:
    'Make the idempotency-key once for each call and send it with every attempt: set it in the options of the request (headers, idempotencyKey), not in a hook that runs for each attempt.',
  watch: () => {
    /** Calls that begin with a retry, by the call that failed before them; and the last count of each call. */
    const strays: CallRecord[] = []
    const lastCounts = new Map<string, number>()
    return {
      call: call => {
        const { first, last, follows } = call
        // its count says that it is no first attempt, its name that nothing came before it
        if (first.attempt === 1 && (first.retryCount ?? 0) > 0 && follows !== null && strays.length < MOST)
          strays.push(call)
        if (last.retryCount !== null && lastCounts.size < MOST) lastCounts.set(call.id, last.retryCount)
        return null
      },
      close: () =>
        strays
          .filter(({ first, follows }) => lastCounts.get(follows ?? '') === (first.retryCount ?? 0) - 1)
          .map(({ id, first, follows }) => ({
            severity: 'WARN',
            certainty: 'certain',
            sentence: `${id} came as retry ${first.retryCount} (x-stainless-retry-count), but under another key than the attempt before it, ${follows}.`,
            evidence: [first],
            call: id,
          })),
    }
  },
}
