import { errors, type StatusFacts } from '../groq/errors.ts'
import type { Told } from '../wire/told.ts'

/** How an attempt ended, as far as it matters for later attempts. */
export interface Ending {
  /** Status 400 or more, a fault, an error within a stream, or the client left. */
  readonly failed: boolean
  /** Whether it was the client that ended it. */
  readonly leftByClient: boolean
  readonly asksAgain: AsksAgain
  /** How long the answer told the client to wait, in milliseconds; null for nothing. */
  readonly waitMs: number | null
  /** The shortest wait that the answer told in any way, and when it is over; null for none. Whoever obeys one of them is right. */
  readonly told: { readonly waitMs: number; readonly dueMs: number } | null
}

/**
 * When what stands above an SDK asks again after a failure: `never` where the same request fails again; `later`, behind the
 * retries of the SDK itself; `at once` where the SDK has none for it.
 */
export type AsksAgain = 'never' | 'later' | 'at once'

/** What the session learns of the end of an exchange. */
export interface Ended {
  readonly failed: boolean
  readonly leftByClient: boolean
  /** What was sent; 499 where the client left, null where there was no status. */
  readonly status: number | null
  /** When the first byte of the answer left, monotonic; null where none did. */
  readonly answeredMs: number | null
  /** Whether the model failed to write what it was asked for: luck, another try may succeed. */
  readonly generationFailed: boolean
  /** What the answer told; null for nothing. */
  readonly told: Told | null
}

const facts: Readonly<Record<number, StatusFacts>> = errors
/** What SDKs send again besides every status of 500 or more (docs/facts/groq-wire.md §6.1); 499 is the client's own timeout. */
const SENT_AGAIN = new Set([408, 409, 499])

const mayPass = (status: number): boolean => SENT_AGAIN.has(status) || (facts[status]?.retry ?? status >= 500)

/** When an outer layer asks again after such a failure. Where no status came, or a good one before the break, a connection failed. */
const asksAgainAfter = ({ status, generationFailed, told }: Ended): AsksAgain => {
  if (generationFailed) return 'at once'
  const should = told?.shouldRetry?.is
  if (should === 'true' || should === 'false') return should === 'true' ? 'later' : 'never'
  return status === null || status < 400 || mayPass(status) ? 'later' : 'never'
}

/** SDKs read `retry-after-ms` first (docs/facts/groq-wire.md §6.1). */
const waitOf = ({ told }: Ended): number | null => told?.retryAfterMs?.ms ?? told?.retryAfter?.ms ?? null

const toldIn = ({ told, answeredMs }: Ended): Ending['told'] => {
  if (told === null || answeredMs === null) return null
  const waits = [told.retryAfterMs?.ms, told.retryAfter?.ms, told.tryAgainInMs].filter(ms => typeof ms === 'number')
  if (waits.length === 0) return null
  const waitMs = Math.min(...waits)
  return { waitMs, dueMs: answeredMs + waitMs }
}

/** What later requests are held against. */
export const endingOf = (ended: Ended): Ending => ({
  failed: ended.failed,
  leftByClient: ended.leftByClient,
  asksAgain: asksAgainAfter(ended),
  waitMs: waitOf(ended),
  told: toldIn(ended),
})
