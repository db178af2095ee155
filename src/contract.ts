/** What a verdict can find, by id. A new one is a file in `verdict/findings/` and an id here. */
export const findingIds = [
  'retry-after-ignored',
  'retried-non-retryable',
  'retry-storm',
  'stream-error-ignored',
  'malformed-chunk-ignored',
  'truncated-stream-accepted',
  'retried-at-once',
  'constant-backoff',
  'no-jitter',
  'no-jitter-on-retry-after',
  'thundering-herd',
  'retry-amplification',
  'no-retry-budget',
  'gave-up-early',
  'no-read-timeout',
  'waited-too-long',
  'slow-to-recover',
  'ignores-remaining',
  'restarted-stream',
  'idempotency-key-changed',
  'cancel-not-propagated',
  'silent-resend',
  'connection-churn',
  'adapted',
] as const

export type FindingId = (typeof findingIds)[number]

/** What a scenario can expect of its client, each by the key that stands in the file. Times in milliseconds. */
export interface ExpectedValues {
  /** How every call ends: with an answer that is whole, or with an error that the client knows of. */
  readonly finally: 'success' | 'failure'
  readonly 'attempts.min': number
  readonly 'attempts.max': number
  readonly honoursRetryAfter: true
  /** By which factor the waits of a call grow from one to the next. */
  readonly 'backoff.growth': number
  readonly jitter: true
  /** Statuses after which the same request may not come again. */
  readonly neverRetry: readonly number[]
  /** The longest that a client sits on one request. */
  readonly deadline: number
  readonly 'concurrency.max': number
  readonly 'wastedTokens.max': number
  /** Whether every rule that was planned must have spoken. */
  readonly complete: boolean
}

export type ExpectKey = keyof ExpectedValues

/** What a scenario expects of its client. */
export interface Expect {
  readonly values: { readonly [Key in ExpectKey]?: ExpectedValues[Key] }
  /** The line of each in its file, from 1; 0 where it was said nowhere, as `complete` by default. */
  readonly lines: { readonly [Key in ExpectKey]?: number }
  /** Findings that are not held against the client. */
  readonly allow: readonly FindingId[]
}

/** A rule of which the scenario says how often it speaks: `times`, or the steps of a `sequence`. */
export interface PlannedRule {
  readonly name: string
  /** How often it has to speak to be used up. */
  readonly needed: number
}

/** A window of session time in which a rule makes requests fail, in milliseconds. */
export interface Outage {
  readonly rule: string
  readonly fromMs: number
  readonly toMs: number
}

/** What scenario and verdict share. */
export interface Contract {
  /** As messages name the file of the scenario. */
  readonly file: string
  readonly expect: Expect
  readonly planned: readonly PlannedRule[]
  readonly outages: readonly Outage[]
}

export const NOTHING_EXPECTED: Expect = { values: {}, lines: {}, allow: [] }
