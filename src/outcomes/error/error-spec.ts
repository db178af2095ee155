/** An error as data: what is not said here comes from the catalogue and the request. */
export interface ErrorSpec {
  readonly status: number
  /** A variant of the catalogue; without one the status's default. */
  readonly variant?: string
  /** What stands in the variant's placeholders, where the request does not say it. */
  readonly fill?: Readonly<Record<string, string>>
  /** Whether its numbers, and what headers show of limits, come with the decision. */
  readonly live?: true
  readonly message?: string
  readonly type?: string
  readonly code?: string
  readonly param?: string
  readonly retryAfterMs?: number
  /** How the wait is told, where not in seconds: as an HTTP-date, or in `retry-after-ms`. */
  readonly retryAfterAs?: 'date' | 'ms'
  readonly headers?: Readonly<Record<string, string>>
}
