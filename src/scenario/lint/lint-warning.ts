import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawRule } from '../language/raw-scenario.ts'

/** A warning about something doubtful in a scenario. */
export const warning = (path: PathDiagnostic['path'], message: string, hint: string): PathDiagnostic => ({
  path,
  severity: 'warning',
  message,
  hint,
})

/** A value that may stand alone or as one of a list, always as a list. */
export const listOf = (raw: string | readonly string[] | undefined): readonly string[] =>
  raw === undefined ? [] : typeof raw === 'string' ? [raw] : raw

/** A rule as messages name it. */
export const ruleName = ({ name }: RawRule, index: number): string => (name ? `"${name}"` : `rule ${index + 1}`)
