import type { ImaginedEnd } from './imagined-end.ts'

/** What groq-sdk sends again besides every status of 500 or more (docs/facts/groq-wire.md §6.1). */
const SENT_AGAIN = new Set([408, 409, 429])
const FIRST_BACKOFF_MS = 500
const LONGEST_BACKOFF_MS = 8000

const isSentAgain = ({ status, leftByClient, told }: ImaginedEnd): boolean => {
  if (leftByClient || status === null) return true
  // what breaks behind a good head has been handed to the application
  if (status < 400) return false
  const should = told?.shouldRetry?.is
  if (should === 'true' || should === 'false') return should === 'true'
  return SENT_AGAIN.has(status) || status >= 500
}

/**
 * How long a client waits after such an end before it tries again for the first, second … time, as groq-sdk does, but without
 * its jitter: what it was told, else 0.5 s · 2ⁿ, at most 8 s. Null where it does not.
 */
export const waitBefore = (end: ImaginedEnd, retry: number): number | null => {
  if (!end.failed || !isSentAgain(end)) return null
  const [inMs, inSeconds] = [end.told?.retryAfterMs?.ms, end.told?.retryAfter?.ms]
  // it takes 0 in the one for nothing, where the other says something
  return inMs || (inSeconds ?? inMs ?? Math.min(FIRST_BACKOFF_MS * 2 ** (retry - 1), LONGEST_BACKOFF_MS))
}
