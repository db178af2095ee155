import { printable } from '../printable.ts'

/** One thing that is wrong, or at least doubtful, in a scenario. Lines and columns count from 1. */
export interface Diagnostic {
  readonly file: string
  readonly line: number
  readonly column: number
  /** In a scenario that was handed over as a value, where it stands there: `rules[2].error`. Its lines are nobody's. */
  readonly path?: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  /** What to do about it. */
  readonly hint?: string
}

/** `brown-out.yaml:3:5: error: …`, with the hint on a line of its own. */
export const formatDiagnostic = ({ file, line, column, path, severity, message, hint }: Diagnostic): string =>
  printable(`${path ?? `${file}:${line}:${column}`}: ${severity}: ${message}`) +
  (hint ? `\n    ${printable(hint)}` : '')

/** Thrown if a scenario is needed but the given one is invalid: carries everything that is wrong with it. */
export class ScenarioError extends Error {
  readonly diagnostics: readonly Diagnostic[]

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join('\n'))
    this.name = 'ScenarioError'
    this.diagnostics = diagnostics
  }
}
