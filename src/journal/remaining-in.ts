import type { Decision } from '../engine/decide.ts'
import { remainingOf } from '../groq/rate-limit-headers.ts'
import type { Remaining } from './shown-entry.ts'

/** What an answer's headers said is left; null where nothing limits the request. */
export const remainingIn = (decision: Decision | null): Remaining | null => {
  const limits = decision?.standing.limits
  if (!limits) return null
  const { requests, amount } = limits
  return { requests: requests && remainingOf(requests), amount: amount && remainingOf(amount) }
}
