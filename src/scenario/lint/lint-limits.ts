import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawApi, RawLimit, RawScenario } from '../language/raw-scenario.ts'
import { lintModelGlob } from './lint-models.ts'
import { warning } from './lint-warning.ts'

const hides = (before: RawLimit, { model }: RawLimit): boolean =>
  before.model === undefined || before.model === '*' || before.model === model

/** Limits behind others that are asked first for all of their models. */
const hiddenLimits = ({ limits = [] }: RawApi): readonly PathDiagnostic[] =>
  limits.flatMap((limit, i) => {
    const before = limits.slice(0, i).findIndex(other => hides(other, limit))
    return before === -1
      ? []
      : [
          warning(
            ['api', 'limits', i],
            `these limits are never in force: those before them (number ${before + 1}) are for the same models`,
            'Write all limits of a model in one place; the first that names it is in force.',
          ),
        ]
  })

const idleKeys = (api: RawApi): readonly PathDiagnostic[] =>
  api.reserveMaxTokens === true && api.limits === undefined && (api.plan ?? 'none') === 'none'
    ? [
        warning(
          ['api', 'reserveMaxTokens'],
          'nothing is limited that could be reserved',
          'Give limits or plan: free beside it.',
        ),
      ]
    : []

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
