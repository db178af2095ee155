import { goDuration } from './go.ts'
import { refillMs } from './refill-ms.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** How full a bucket is. */
export interface Gauge {
  readonly limit: number
  /** What is begun counts: of a fraction, the whole unit is taken. */
  readonly used: number
  /** What a full one holds, where that is less than the limit. */
  readonly capacity?: number
}

/** The real time in which so many units refill, in whole milliseconds as recorded (docs/facts/groq-wire.md §2.2). */
export const resetText = (units: number, limit: number, windowMs: number, speed: number): string =>
  goDuration(Math.trunc(refillMs(units, limit, windowMs) / speed))

/** As the headers print it. */
export const remainingOf = ({ used, limit, capacity = limit }: Gauge): number => Math.max(0, capacity - Math.ceil(used))

/** From what is printed of a bucket, so that a client can work it out: (limit − remaining) × window / limit. */
const resetOf = (gauge: Gauge, windowMs: number, speed: number): string =>
  resetText(gauge.limit - remainingOf(gauge), gauge.limit, windowMs, speed)

/**
 * The six `x-ratelimit-*` headers of an answer, as name, value, name, value: requests count by the day, tokens by the
 * minute, and a reset is the time in which what is missing from the limit refills; `speed` says how much faster than real
 * time that is. Observed in recordings of Aug to Dec 2025; some others keep nanoseconds, these do not (§2.2).
 */
export const rateLimitList = (requests: Gauge, tokens: Gauge, speed = 1): string[] => [
  'x-ratelimit-limit-requests',
  String(requests.limit),
  'x-ratelimit-limit-tokens',
  String(tokens.limit),
  'x-ratelimit-remaining-requests',
  String(remainingOf(requests)),
  'x-ratelimit-remaining-tokens',
  String(remainingOf(tokens)),
  'x-ratelimit-reset-requests',
  resetOf(requests, DAY_MS, speed),
  'x-ratelimit-reset-tokens',
  resetOf(tokens, MINUTE_MS, speed),
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
  String(remainingOf(requests)),
  'x-ratelimit-remaining-audio-seconds',
  String(remainingOf(seconds)),
  'x-ratelimit-reset-requests',
  resetOf(requests, DAY_MS, speed),
  'x-ratelimit-reset-audio-seconds',
  resetOf(seconds, HOUR_MS, speed),
]
