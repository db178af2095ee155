import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawModifiers, RawRule, RawScenario, RawSingle } from '../language/raw-scenario.ts'

/** A rule, a step or an option, with its place and its rule. */
export interface Placed {
  readonly raw: RawSingle & RawModifiers
  readonly path: PathDiagnostic['path']
  readonly rule: RawRule
}

const within = (raw: RawSingle & RawModifiers, path: PathDiagnostic['path'], rule: RawRule): readonly Placed[] => {
  const { sequence = [], oneOf = [] } = raw as RawRule
  return [
    { raw, path, rule },
    ...sequence.flatMap((step, i) => within(step, [...path, 'sequence', i], rule)),
    ...oneOf.flatMap((option, i) => within(option, [...path, 'oneOf', i], rule)),
  ]
}

/** Every place of a scenario where an outcome or modifiers may stand. */
export const everyOutcome = ({ rules = [] }: RawScenario): readonly Placed[] =>
  rules.flatMap((rule, i) => within(rule, ['rules', i], rule))
