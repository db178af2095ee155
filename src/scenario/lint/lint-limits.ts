import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawApi, RawLimit, RawScenario } from '../language/raw-scenario.ts'
import { lintModelGlob } from './lint-models.ts'
import { warning } from './lint-warning.ts'

const hides = (before: RawLimit, { model }: RawLimit): boolean =>
  before.model === undefined || before.model === '*' || before.model === model

/** Limits that never apply, because limits before them are for all of their models. */
const hiddenLimits = ({ limits = [] }: RawApi): readonly PathDiagnostic[] =>
  limits.flatMap((limit, i) => {
    const before = limits.slice(0, i).findIndex(other => hides(other, limit))
    return before === -1
      ? []
      : [
          warning(
            ['api', 'limits', i],
            `these limits never apply: limits number ${before + 1} come before them and are for the same models`,
            'Write all limits of a model in one place; the first entry that names it applies.',
          ),
        ]
  })

const idleKeys = ({ limits, plan = 'none', reserveMaxTokens, outputTooLarge }: RawApi): readonly PathDiagnostic[] => [
  ...(reserveMaxTokens === true && limits === undefined && plan === 'none'
    ? [warning(['api', 'reserveMaxTokens'], 'this changes nothing: there are no limits', 'Add limits or plan: free.')]
    : []),
  ...(outputTooLarge !== undefined && plan === 'none' && !limits?.some(({ otpm }) => otpm !== undefined)
    ? [
        warning(
          ['api', 'outputTooLarge'],
          'this changes nothing: no limit is one of output tokens',
          'Add otpm to limits, or plan: free.',
        ),
      ]
    : []),
]

/** Limits that nobody ever meets. */
export const lintLimits = (raw: RawScenario): readonly PathDiagnostic[] => {
  const api = raw.api ?? {}
  return [
    ...(api.limits ?? []).flatMap(({ model }, i) =>
      model === undefined ? [] : lintModelGlob(raw, model, ['api', 'limits', i, 'model']),
    ),
    ...hiddenLimits(api),
    ...idleKeys(api),
  ]
}
