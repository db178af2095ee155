import { dimensionNames } from '../groq/limits.ts'
import type { PathDiagnostic } from '../path-diagnostic.ts'
import type { RawApi, RawLimit } from './language/raw-scenario.ts'
import { countOf, limitKey } from './limits.ts'

type Path = PathDiagnostic['path']

const error = (path: Path, message: string, hint: string): PathDiagnostic => ({
  path,
  severity: 'error',
  message,
  hint,
})

const keys = dimensionNames.map(limitKey)

const diagnoseEmpty = (limit: RawLimit, path: Path): readonly PathDiagnostic[] =>
  keys.some(key => limit[key] !== undefined)
    ? []
    : [error(path, 'this limits nothing', `Add one or more of ${keys.join(', ')}.`)]

const diagnoseBurst = (limit: RawLimit, path: Path): readonly PathDiagnostic[] =>
  keys.flatMap(key => {
    const [whole, burst] = [limit[key], limit.burst?.[key]]
    const at = [...path, 'burst', key]
    if (burst === undefined) return []
    if (whole === undefined)
      return [
        error(at, `there is a burst of ${key}, but no limit`, `Add ${key} next to burst, or take it out of burst.`),
      ]
    return countOf(burst) > countOf(whole)
      ? [error(at, `the burst ${burst} is above the limit ${whole}`, 'A full bucket holds the limit at most.')]
      : []
  })

const diagnoseSharedKeys = ({ organizations = {} }: RawApi): readonly PathDiagnostic[] => {
  const owners = new Map<string, string>()
  return Object.entries(organizations).flatMap(([name, own]) =>
    own.flatMap((key, i) => {
      const owner = owners.get(key)
      owners.set(key, owner ?? name)
      return owner === undefined
        ? []
        : [
            error(
              ['api', 'organizations', name, i],
              owner === name ? 'this key is listed twice' : `this key belongs to "${owner}" already`,
              'A key belongs to one organization.',
            ),
          ]
    }),
  )
}

const diagnoseFlex = ({ tiers, flexCapacity }: RawApi): readonly PathDiagnostic[] =>
  flexCapacity !== undefined && tiers !== undefined && !tiers.includes('flex')
    ? [error(['api', 'flexCapacity'], 'this changes nothing: tiers does not list flex', 'Add flex to tiers.')]
    : []

/** The mistakes in limits that the schema can't express. */
export const diagnoseLimits = (api: RawApi): readonly PathDiagnostic[] => [
  ...(api.limits ?? []).flatMap((limit, i) => {
    const path = ['api', 'limits', i]
    return [...diagnoseEmpty(limit, path), ...diagnoseBurst(limit, path)]
  }),
  ...diagnoseSharedKeys(api),
  ...diagnoseFlex(api),
]
