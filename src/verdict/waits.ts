import { earliestTold, type ToldWait } from './told-wait.ts'
import type { Attempt } from './verdict.ts'

/** The time between two attempts of a call. */
export interface Wait {
  /** 1 before the second attempt. */
  readonly number: number
  readonly before: Attempt
  readonly after: Attempt
  readonly ms: number
  /** The earliest time that the answer before it told; null for none. */
  readonly told: ToldWait | null
  /** Whether the client waited for as long as it was told, or longer: then its own backoff does not show. */
  readonly isRuled: boolean
}

/** A stack that sends again by itself does so within milliseconds: seen of Java's HttpURLConnection, Go's net/http, undici. */
const RESENT_WITHIN_MS = 100
/** Timers fire early by a little, and clocks of clients are their own. */
const ALMOST = 0.95

/** Whether the HTTP stack below the client sent again by itself: the connection broke before a byte, and the next came at once. */
export const isSilentResend = (before: Attempt, { waitMs, retryCount }: Attempt): boolean =>
  before.answeredMs === null &&
  before.endedBy === 'fault' &&
  waitMs !== null &&
  waitMs < RESENT_WITHIN_MS &&
  // one that counts is an SDK's own
  (retryCount === null || retryCount === before.retryCount)

const NONE: readonly never[] = []

/** The waits of a call that its client chose: not those that came while the attempt before was open, nor silent re-sends. */
export const waitsOf = (attempts: readonly Attempt[]): readonly Wait[] => {
  if (attempts.length < 2) return NONE
  const waits: Wait[] = []
  for (const [i, after] of attempts.entries()) {
    const before = attempts[i - 1]
    if (!before || after.waitMs === null || after.waitMs < 0 || isSilentResend(before, after)) continue
    const told = earliestTold(before)
    const isRuled = told !== null && told.ms > 0 && after.startedMs - before.endedMs >= told.ms * ALMOST - 50
    waits.push({ number: after.attempt - 1, before, after, ms: after.waitMs, told, isRuled })
  }
  return waits
}
