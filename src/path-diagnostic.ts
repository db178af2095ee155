/**
 * What is wrong, or at least doubtful, in a value, before anybody knows the line where it was written. `path` leads to it from
 * the top of that value; numbers are places in a list.
 */
export interface PathDiagnostic {
  readonly path: readonly (string | number)[]
  readonly severity: 'error' | 'warning'
  readonly message: string
  /** What to do about it. */
  readonly hint?: string
}
