import { perCall } from '../finding-kind.ts'
import { surelyTried } from '../surely-tried.ts'

/** The SRE book gives a request three attempts in all ("Handling Overload", per-request retry budget); ten are far beyond. */
const MOST_ATTEMPTS = 10

/** Far too many attempts of one call. */
export const retryStorm = perCall(
  {
    id: 'retry-storm',
    basis:
      'Site Reliability Engineering, chapter 21 "Handling Overload": a request that failed three times is given up (https://sre.google/sre-book/handling-overload/)',
    change:
      'Bound the attempts of a call: maxRetries: 2 (Node) or max_retries=2 (Python), or stop your own loop after a few.',
  },
  (call, { contract }) => {
    const expected = contract.expect.values['attempts.max']
    const most = expected ?? MOST_ATTEMPTS
    const tries = surelyTried(call)
    if (tries <= most) return null
    return {
      severity: expected === undefined ? 'WARN' : 'FAIL',
      certainty: call.last.certainty,
      sentence: `The client made ${tries} attempts of ${call.id}; ${expected === undefined ? `more than ${most} only add load` : `the scenario expects ${most} at most`}.`,
      evidence: [call.first, call.last],
      call: call.id,
    }
  },
)
