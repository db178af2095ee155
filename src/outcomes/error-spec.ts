/** An error as data: what is not said here comes from the catalogue and the request. */
export interface ErrorSpec {
  readonly status: number
  /** A variant of the catalogue; without one the status's default. */
  readonly variant?: string
  readonly message?: string
  readonly type?: string
  readonly code?: string
  readonly param?: string
  readonly retryAfterMs?: number
  readonly headers?: Readonly<Record<string, string>>
}
