import { goDuration } from './go.ts'

const DAY_SECONDS = 86_400
const HOUR_SECONDS = 3600
const MINUTE_SECONDS = 60

/** How full the two buckets are that Groq shows. What is used may be a fraction: buckets refill continuously. */
interface BucketState {
  /** Requests a day. */
  readonly limitRequests: number
  readonly usedRequests: number
  /** Tokens a minute. */
  readonly limitTokens: number
  readonly usedTokens: number
}

/**
 * Used / limit × window. Divided first and cut to nanoseconds, then to milliseconds: of the orders of doing it, the one
 * that gives every recorded sample, also `38.879s` for 9 of 20000 requests, which is 38.88 s on paper.
 */
const resetText = (used: number, limit: number, windowSeconds: number): string =>
  limit > 0 ? goDuration(Math.trunc((used / limit) * windowSeconds * 1e9) / 1e6) : '0s'

const remainingText = (used: number, limit: number): string => String(Math.max(0, Math.floor(limit - used)))

/**
 * The six `x-ratelimit-*` headers of an answer, as name, value, name, value: requests count by the day, tokens by the
 * minute, and a reset is the time until the bucket is full again. Observed in recordings of Aug to Dec 2025; some others
 * keep nanoseconds, these do not.
 */
export const rateLimitList = (state: BucketState): string[] => [
  'x-ratelimit-limit-requests',
  String(state.limitRequests),
  'x-ratelimit-limit-tokens',
  String(state.limitTokens),
  'x-ratelimit-remaining-requests',
  remainingText(state.usedRequests, state.limitRequests),
  'x-ratelimit-remaining-tokens',
  remainingText(state.usedTokens, state.limitTokens),
  'x-ratelimit-reset-requests',
  resetText(state.usedRequests, state.limitRequests, DAY_SECONDS),
  'x-ratelimit-reset-tokens',
  resetText(state.usedTokens, state.limitTokens, MINUTE_SECONDS),
]

/** How full the buckets of an audio endpoint are. */
interface AudioBucketState {
  /** Requests a day. */
  readonly limitRequests: number
  readonly usedRequests: number
  /** Seconds of audio an hour. */
  readonly limitSeconds: number
  readonly usedSeconds: number
}

/**
 * The six headers of an audio endpoint: seconds of audio in place of tokens. Observed: names, and `43.2s` for one of 2000
 * requests; that the reset of seconds follows the same formula by the hour is inferred.
 */
export const audioLimitList = (state: AudioBucketState): string[] => [
  'x-ratelimit-limit-requests',
  String(state.limitRequests),
  'x-ratelimit-limit-audio-seconds',
  String(state.limitSeconds),
  'x-ratelimit-remaining-requests',
  remainingText(state.usedRequests, state.limitRequests),
  'x-ratelimit-remaining-audio-seconds',
  remainingText(state.usedSeconds, state.limitSeconds),
  'x-ratelimit-reset-requests',
  resetText(state.usedRequests, state.limitRequests, DAY_SECONDS),
  'x-ratelimit-reset-audio-seconds',
  resetText(state.usedSeconds, state.limitSeconds, HOUR_SECONDS),
]
