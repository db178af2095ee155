import type { LastFailure } from './consequence.ts'

/** One call while it can still be continued. */
export interface OpenCall {
  readonly id: string
  readonly ordinal: number
  /** Fingerprint and key. */
  readonly group: string
  readonly isNamed: boolean
  /** The failed call that it came after; null for none. */
  readonly follows: string | null
  attempts: number
  /** Of the last attempt: `x-stainless-retry-count`, and the id in `traceparent`. */
  retryCount: number | null
  traceId: string | null
  /** How the last attempt failed; null where it did not, or is under way. */
  failure: LastFailure | null
  continuesUntilMs: number
}

/** A call whose last attempt has failed. */
export type FailedCall = OpenCall & { readonly failure: LastFailure }

export const isFailed = (call: OpenCall): call is FailedCall => call.failure !== null
