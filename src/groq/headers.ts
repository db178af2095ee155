/**
 * The headers that Groq itself sends, beside `x-request-id` and the rate-limit ones. Observed in 161 recorded exchanges
 * (Aug 2025 to Aug 2026, docs/facts/groq-wire.md §2.1); what its edge adds (server, cf-ray, set-cookie, alt-svc, …) is left out (§2.4).
 */

/** Of every JSON answer, success or error. */
export const jsonHeaders = {
  'content-type': 'application/json',
  'cache-control': 'private, max-age=0, no-store, no-cache, must-revalidate',
} as const

/** Of a stream of events. */
export const streamHeaders = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' } as const

/** Of all of them. The region is one of those that were seen. */
export const commonHeaders = { vary: 'Origin', 'x-groq-region': 'us-west-1' } as const

/** The limits of an account that no plan bounds: a pair that was seen (paid plan, gpt-oss models; §2.2), in which whole seconds are whole tokens. */
export const idleLimits = { requestsPerDay: 500_000, tokensPerMinute: 150_000 } as const

/** The limits that an audio endpoint shows: the free plan's, seen (§2.2). */
export const idleAudioLimits = { requestsPerDay: 2_000, secondsPerHour: 7_200 } as const
