import type { Decision } from '../engine/decide.ts'
import { remainingOf } from '../groq/rate-limit-headers.ts'

/** What is left of limits: tokens a minute, or seconds of audio an hour; null for what is not limited. */
export interface Remaining {
  readonly requests: number | null
  readonly amount: number | null
}

/** What an answer's headers said is left; null where nothing limits the request. */
export const remainingIn = (decision: Decision | null): Remaining | null => {
  const limits = decision?.standing.limits
  if (!limits) return null
  const { requests, amount } = limits
  return { requests: requests && remainingOf(requests), amount: amount && remainingOf(amount) }
}
