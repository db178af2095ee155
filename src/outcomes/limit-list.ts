import type { Operation } from '../groq/endpoints.ts'
import { idleAudioLimits, idleLimits } from '../groq/headers.ts'
import { audioLimitList, rateLimitList } from '../groq/rate-limit-headers.ts'
import type { ShownLimits } from './standing.ts'

const NONE: readonly string[] = []

/**
 * The `x-ratelimit-*` headers of an operation: what is left of its limits and, where one is not set, of an account that has
 * used no more than this.
 */
export const limitList = (
  kind: Operation['limits'],
  shown: ShownLimits | null,
  usedRequests: number,
  usedAmount: number,
): readonly string[] => {
  if (kind === 'none') return NONE
  const isAudio = kind === 'audio'
  const requests = shown?.requests ?? {
    limit: (isAudio ? idleAudioLimits : idleLimits).requestsPerDay,
    used: usedRequests,
  }
  const amount = shown?.amount ?? {
    limit: isAudio ? idleAudioLimits.secondsPerHour : idleLimits.tokensPerMinute,
    used: usedAmount,
  }
  return (isAudio ? audioLimitList : rateLimitList)(requests, amount, shown?.speed)
}
