import { graceMs } from '../../grace-ms.ts'
import type { CallRecord } from '../call-record.ts'
import { perCall, type Sighting } from '../finding-kind.ts'
import { mayCross } from '../may-cross.ts'
import type { Severity, Trial } from '../verdict.ts'
import type { Wait } from '../waits.ts'
import { time } from '../words.ts'

const severityOf = ({ after }: Wait, { contract }: Trial): Severity =>
  after.certainty === 'certain' || contract.expect.values.honoursRetryAfter ? 'FAIL' : 'WARN'

const sightingOf = (call: CallRecord, wait: Wait, trial: Trial): Sighting | null => {
  const { before, after, told } = wait
  if (told === null || mayCross(before, after)) return null
  const byMs = told.dueMs - after.startedMs
  const allowedMs = graceMs(told.ms)
  if (byMs <= allowedMs) return null
  return {
    severity: severityOf(wait, trial),
    certainty: after.certainty,
    sentence:
      `The answer to attempt ${before.attempt} of ${call.id} (${before.status ?? 'no status'}) told it to wait ` +
      `${time(told.ms)} (${told.says}). Attempt ${after.attempt} came ${time(byMs)} too early, after ${time(told.ms - byMs)}.`,
    evidence: [before, after],
    call: call.id,
    margin: { byMs, allowedMs },
  }
}

/** Came back before what was told. Of several hints the earliest counts: whoever obeys any of them is right. */
export const retryAfterIgnored = perCall(
  {
    id: 'retry-after-ignored',
    basis:
      'RFC 9110, section 10.2.3 (Retry-After); https://console.groq.com/docs/rate-limits: "retry-after" is set when a limit is hit',
    change:
      'Wait for as long as retry-after says before the same request is sent again, also where a backoff of your own is shorter. The OpenAI and Groq SDKs do this by themselves: use their maxRetries (Node) or max_retries (Python) instead of a loop of your own.',
  },
  (call, trial) => {
    const seen = call.waits.flatMap(wait => sightingOf(call, wait, trial) ?? [])
    return seen.find(({ severity }) => severity === 'FAIL') ?? seen[0] ?? null
  },
)
