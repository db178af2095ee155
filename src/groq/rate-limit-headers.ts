import { goDuration } from './go.ts'

const DAY_SECONDS = 86_400
const HOUR_SECONDS = 3600
const MINUTE_SECONDS = 60

/** How full a bucket is. */
export interface Gauge {
  readonly limit: number
  /** May be a fraction: buckets refill continuously. */
  readonly used: number
  /** What a full one holds, where that is less than the limit. */
  readonly capacity?: number
}

// what floating point adds to a count is less than this
const NOISE = 1e-6

/** What is used in whole units, as texts and headers count it: what is begun counts. */
export const wholeUsed = (used: number): number => Math.ceil(used - NOISE)

/**
 * The time until a bucket is full: used / limit × window. Divided first and cut to nanoseconds, then to milliseconds: of the
 * orders of doing it, the one that gives every recorded sample, also `38.879s` for 9 of 20000 requests, which is 38.88 s on
 * paper (docs/facts/groq-wire.md §2.2).
 */
export const resetText = ({ used, limit }: Gauge, windowSeconds: number, speed: number): string =>
  limit > 0 ? goDuration(Math.trunc(Math.trunc((used / limit) * windowSeconds * 1e9) / 1e6 / speed)) : '0s'

const remainingText = ({ used, limit, capacity = limit }: Gauge): string =>
  String(Math.max(0, capacity - wholeUsed(used)))

/**
 * The six `x-ratelimit-*` headers of an answer, as name, value, name, value: requests count by the day, tokens by the
 * minute, and a reset is the time until the bucket is full again; `speed` says how much faster than real time they refill.
 * Observed in recordings of Aug to Dec 2025; some others keep nanoseconds, these do not (§2.2).
 */
export const rateLimitList = (requests: Gauge, tokens: Gauge, speed = 1): string[] => [
  'x-ratelimit-limit-requests',
  String(requests.limit),
  'x-ratelimit-limit-tokens',
  String(tokens.limit),
  'x-ratelimit-remaining-requests',
  remainingText(requests),
  'x-ratelimit-remaining-tokens',
  remainingText(tokens),
  'x-ratelimit-reset-requests',
  resetText(requests, DAY_SECONDS, speed),
  'x-ratelimit-reset-tokens',
  resetText(tokens, MINUTE_SECONDS, speed),
]

/**
 * The six headers of an audio endpoint: seconds of audio in place of tokens. Observed: names, and `43.2s` for one of 2000
 * requests; that the reset of seconds follows the same formula by the hour is inferred (§2.2).
 */
export const audioLimitList = (requests: Gauge, seconds: Gauge, speed = 1): string[] => [
  'x-ratelimit-limit-requests',
  String(requests.limit),
  'x-ratelimit-limit-audio-seconds',
  String(seconds.limit),
  'x-ratelimit-remaining-requests',
  remainingText(requests),
  'x-ratelimit-remaining-audio-seconds',
  remainingText(seconds),
  'x-ratelimit-reset-requests',
  resetText(requests, DAY_SECONDS, speed),
  'x-ratelimit-reset-audio-seconds',
  resetText(seconds, HOUR_SECONDS, speed),
]
