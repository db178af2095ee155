import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawApi, RawLimit, RawScenario } from '../language/raw-scenario.ts'
import { countOf } from '../limits.ts'
import { globPattern } from '../match/pattern.ts'
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

/** Pairs of which the first counts no more than the second, comes back sooner, and is not in the headers. */
const NESTED = [
  ['rpm', 'rpd'],
  ['itpm', 'tpm'],
] as const

/** Limits that are never used up, because another one always is before. */
const looseLimits = (limit: RawLimit, path: PathDiagnostic['path']): readonly PathDiagnostic[] =>
  NESTED.flatMap(([loose, tight]) => {
    const [outer, inner] = [limit[loose], limit[tight]]
    if (outer === undefined || inner === undefined) return []
    const most = countOf(limit.burst?.[loose] ?? outer) ?? 0
    return most > (countOf(inner) ?? Infinity)
      ? [
          warning(
            [...path, loose],
            `"${loose}" is never used up: "${tight}" is smaller, and is used up before`,
            `Make it smaller than "${tight}", or take it out.`,
          ),
        ]
      : []
  })

/** Limits for models that are not served. */
const unserved = (id: string | undefined, { models }: RawApi, path: PathDiagnostic['path']) => {
  if (id === undefined || typeof models !== 'object') return []
  const pattern = globPattern(id)
  return models.some(one => pattern.test(one))
    ? []
    : [
        warning(
          path,
          `these limits never apply: api.models lists no model ${id}`,
          'List it there, or take the limits out.',
        ),
      ]
}

/** Limits that nobody ever meets. */
export const lintLimits = (raw: RawScenario): readonly PathDiagnostic[] => {
  const api = raw.api ?? {}
  return [
    ...(api.limits ?? []).flatMap(({ model }, i) =>
      model === undefined ? [] : lintModelGlob(raw, model, ['api', 'limits', i, 'model']),
    ),
    ...(api.limits ?? []).flatMap((limit, i) => [
      ...looseLimits(limit, ['api', 'limits', i]),
      ...unserved(limit.model, api, ['api', 'limits', i, 'model']),
    ]),
    ...hiddenLimits(api),
    ...idleKeys(api),
  ]
}
