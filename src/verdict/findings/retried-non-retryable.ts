import { listed } from '../../listed.ts'
import type { CallRecord } from '../call-record.ts'
import { perCall, type Sighting } from '../finding-kind.ts'
import { mayCross } from '../may-cross.ts'
import type { Attempt, Trial } from '../verdict.ts'

/** Statuses that Groq's errors page tells not to send again unchanged (docs/facts/groq-wire.md §1). */
const FINAL = new Set([400, 401, 403, 404, 405, 413, 422])
/** Another key may help, and the journal does not know keys: only an SDK that counts certainly sends the same one. */
const OF_THE_KEY = new Set([401, 403])

const isForbidden = ({ status, told, end }: Attempt, after: Attempt): boolean => {
  if (end !== 'final') return false
  // the header is a convention of the SDKs that count
  if (told?.shouldRetry?.is === 'false') return (after.retryCount ?? 0) > 0
  if (OF_THE_KEY.has(status ?? 0)) return (after.retryCount ?? 0) > 0
  return FINAL.has(status ?? 0)
}

const sightingOf = (call: CallRecord, { contract }: Trial): Sighting | null => {
  if (call.count < 2) return null
  const { neverRetry = [] } = contract.expect.values
  const again = call.attempts.flatMap((after, i) => {
    const before = call.attempts[i - 1]
    if (!before || before.attempt !== after.attempt - 1 || before.fingerprint !== after.fingerprint) return []
    if (mayCross(before, after)) return []
    const isExpected = neverRetry.includes(before.status ?? 0) && before.end !== 'luck'
    return isExpected || (after.certainty === 'certain' && isForbidden(before, after)) ? [{ before, after }] : []
  })
  const [first] = again
  if (!first) return null
  const { before, after } = first
  const header = before.told?.shouldRetry?.is === 'false' ? ' with x-should-retry: false' : ''
  return {
    severity: 'FAIL',
    certainty: after.certainty,
    sentence:
      `Attempt ${before.attempt} of ${call.id} got ${before.status}${header}, which the same request gets again. ` +
      `The client sent it again unchanged, ${again.length === 1 ? 'once' : `${again.length} times`} (attempt ${listed(
        again.slice(0, 5).map(pair => pair.after.attempt),
        'and',
      )}).`,
    evidence: again.slice(0, 5).flatMap(pair => [pair.before, pair.after]),
    call: call.id,
  }
}

/** Again, certainly and unchanged, after an error that the same request always gets. */
export const retriedNonRetryable = perCall(
  {
    id: 'retried-non-retryable',
    basis: 'https://console.groq.com/docs/errors, by status: what is wrong is in the request',
    change:
      'Send again only after 408, 409, 429, 498 and 500 and above, and after broken connections. For 400, 401, 403, 404, 413 and 422 raise the error; with the SDKs, do not wrap them in a retry of your own that catches every APIError.',
  },
  sightingOf,
)
