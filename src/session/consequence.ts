import { graceMs } from '../grace-ms.ts'
import type { Ending } from './ending.ts'

/** When a request came, and over what. All times are real and monotonic, in milliseconds. */
export interface Arrival {
  /** When its first byte was there. */
  readonly startedMs: number
  /** When its connection was opened, where it is the first on it; null where others came before. */
  readonly openedMs: number | null
}

/** The last attempt of a call, when it has failed. */
export interface LastFailure extends Omit<Ending, 'failed'> {
  readonly atMs: number
  /** `x-stainless-retry-count` of the attempt; null where it had none. */
  readonly retryCount: number | null
  /** Of its `traceparent`; null where it had none. */
  readonly traceId: string | null
  /** Whether its client began an equal call after it, when nothing equal was open: whoever goes on so does not come back to it. */
  readonly wasLeftBehind: boolean
}

/** A request that may be the next attempt. */
export interface Next extends Arrival {
  readonly traceId: string | null
}

const CONTINUES_FOR_MS = 120_000
const FIRST_BACKOFF_MS = 500
const LONGEST_BACKOFF_MS = 8000
/** That a client has left is seen a little later than it leaves: by then it may have opened its next connection. */
const UNSEEN_MS = 100
/** A connection that was idle for so long lay ready: it was not opened for the request that uses it. */
const IDLE_MS = 1000

/** Until when a request without a retry count may continue a call that failed so. */
export const continuesUntilMs = ({ atMs, waitMs }: LastFailure): number =>
  atMs + Math.max(CONTINUES_FOR_MS, 2 * (waitMs ?? 0))

/** Whether nothing proves that a request is not the consequence of a failure: it must not have begun before that was answered. */
export const mayFollow = ({ startedMs, openedMs, traceId }: Next, failure: LastFailure): boolean => {
  if (traceId !== null && failure.traceId !== null && traceId !== failure.traceId) return false
  const knownMs = failure.atMs - (failure.leftByClient ? UNSEEN_MS : 0)
  const opened = openedMs !== null && startedMs - openedMs < IDLE_MS ? openedMs : startedMs
  return Math.min(startedMs, opened) >= knownMs
}

/**
 * Whether a first try may come from a layer above an SDK: asking again can help, and the next attempt of the SDK itself, which
 * waits 0.5 s · 2ⁿ, at most 8 s, or what it was told (docs/facts/groq-wire.md §6.1), would have come by now, even if it is late.
 */
export const isDue = (
  { startedMs }: Next,
  { asksAgain, atMs, waitMs, retryCount, wasLeftBehind }: LastFailure,
  lateMs: number,
): boolean => {
  if (asksAgain === 'never' || wasLeftBehind) return false
  if (asksAgain === 'at once') return true
  const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** (retryCount ?? 0), LONGEST_BACKOFF_MS)
  return startedMs - atMs >= Math.max(backoffMs, waitMs ?? 0) + lateMs
}

/** How much sooner a request came than the failure before it told, in milliseconds; 0 for none that a good client can't help. */
export const earlyByMs = ({ startedMs }: Arrival, { told }: LastFailure): number => {
  const byMs = told === null ? 0 : told.dueMs - startedMs
  return told !== null && byMs > graceMs(told.waitMs) ? byMs : 0
}

/** Whether a failure is so recent that a new call may have been made because of it. */
export const isRecent = ({ startedMs }: Next, { atMs }: LastFailure): boolean => startedMs - atMs <= CONTINUES_FOR_MS

const TRACE = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/

/** The trace id of a W3C `traceparent`; null for none or one that is not valid. */
export const traceIdOf = (traceparent: string | string[] | undefined): string | null => {
  const id = typeof traceparent === 'string' ? TRACE.exec(traceparent)?.[1] : undefined
  return id === undefined || /^0+$/.test(id) ? null : id
}
