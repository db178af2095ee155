import type { ErrorDetails } from '../../groq/error-object.ts'

/** Properties of the error object as a rule says them; null for one that is left out though the catalogue has it. */
export type SaidDetails = { readonly [Name in keyof ErrorDetails]: ErrorDetails[Name] | null }

/** An error as data: what is not said here comes from the catalogue and the request. */
export interface ErrorSpec extends SaidDetails {
  readonly status: number
  /** A variant of the catalogue; without one the status's default. */
  readonly variant?: string
  /** What stands in the variant's placeholders, where the request does not say it. */
  readonly fill?: Readonly<Record<string, string>>
  /** Whether its numbers, and what headers show of limits, come with the decision. */
  readonly live?: true
  readonly message?: string
  readonly type?: string
  readonly retryAfterMs?: number
  /** How the wait is told, where not in seconds: as an HTTP-date, or in `retry-after-ms`. */
  readonly retryAfterAs?: 'date' | 'ms'
  readonly headers?: Readonly<Record<string, string>>
}
