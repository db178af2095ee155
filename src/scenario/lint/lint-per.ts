import { operations } from '../../groq/endpoints.ts'
import { listed } from '../../listed.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawRule, RawScenario } from '../language/raw-scenario.ts'
import { isExpression } from '../match/pattern.ts'
import { type ParsedPer, parsePer } from '../per.ts'
import { draws } from './lint-gates.ts'
import { warning } from './lint-warning.ts'
import { endpointsOf, isNarrow, reachableOperations } from './reachable.ts'
import { modelledEndpoints } from './said-by.ts'

/** Whether a rule counts anything. */
const counts = ({ after, every, times, sequence, oneOf = [] }: RawRule): boolean =>
  [after, every, times, sequence].some(one => one !== undefined) || oneOf.some(option => option.sequence !== undefined)

const namesNoModel = (match: RawRule['match'] = {}): string | null => {
  const possible = isNarrow(match) ? reachableOperations(match) : []
  const isModelled = possible.some(
    ({ endpoint, path }) => modelledEndpoints.has(endpoint) && path !== operations.listModels.path,
  )
  return possible.length === 0 || isModelled ? null : listed(endpointsOf(possible), 'and')
}

const isOne = (value: unknown): boolean =>
  value === null || (typeof value === 'string' && !value.includes('*') && !isExpression(value))

/** Whether all that a rule matches has one value. */
const isFixed = ({ of, name }: ParsedPer, { match = {} }: RawRule): boolean =>
  of === 'header'
    ? Object.entries(match.header ?? {}).some(([header, value]) => header.toLowerCase() === name && isOne(value))
    : isOne(match[of])

const ofRule = (rule: RawRule, path: PathDiagnostic['path'], isOrdered: boolean): readonly PathDiagnostic[] => {
  const per = rule.per === undefined ? null : parsePer(rule.per)
  if (per === null) return []
  if (!counts(rule) && !(isOrdered && draws(rule)))
    return [
      warning(
        path,
        'this changes nothing: the rule counts nothing',
        'Give it after, every, times or a sequence, or take "per" out.',
      ),
    ]
  const without = per.of === 'model' ? namesNoModel(rule.match) : null
  if (without !== null)
    return [warning(path, `this changes nothing: requests of ${without} name no model`, 'Write key or a header.')]
  return isFixed(per, rule)
    ? [
        warning(
          path,
          `this changes nothing: all that the rule matches has the same ${per.of}`,
          'Take it out here or in match.',
        ),
      ]
    : []
}

/** Counters that are kept apart, where there are none or where all is one. */
export const lintPer = ({ rules = [], drawBy }: RawScenario): readonly PathDiagnostic[] =>
  rules.flatMap((rule, i) => ofRule(rule, ['rules', i, 'per'], drawBy === 'order'))
