import type { Call } from '#src/call'
import type { Arrival } from '#src/session/consequence'
import type { AsksAgain, Ending } from '#src/session/ending'

/** As much of a request as tells which call it belongs to. */
export interface Ask {
  readonly fingerprint?: string
  readonly key?: string | null
  readonly retryCount?: number | null
  readonly name?: string | null
  readonly traceparent?: string
}

export const asking = ({ fingerprint = 'f', key = 'k', retryCount = null, name = null, traceparent }: Ask = {}): Call =>
  ({ fingerprint, key, retryCount, headers: { traceparent }, selection: { call: name } }) as unknown as Call

/** A request that comes at this time over a connection on which others came before; with `openedMs` as the first on it. */
export const at = (startedMs: number, openedMs: number | null = null): Arrival => ({ startedMs, openedMs })

export const OK: Ending = { failed: false, leftByClient: false, asksAgain: 'later', waitMs: null, told: null }

/** A failure; a 503 where nothing else is said. */
export const failure = (
  waitMs: number | null = null,
  asksAgain: AsksAgain = 'later',
  leftByClient = false,
): Ending => ({
  failed: true,
  leftByClient,
  asksAgain,
  waitMs,
  told: null,
})

export const FAILED = failure()
