import type { Dimension } from '../groq/errors.ts'
import { dimensionNames, freePlan, freeTiers } from '../groq/limits.ts'
import { parseCount, parseShare } from '../units.ts'
import type { RawApi, RawCount, RawLimit } from './language/raw-scenario.ts'
import { globPattern, type Pattern } from './match/pattern.ts'
import type { Limit, LimitSettings } from './scenario.ts'

/** Limits of the models that a pattern names. */
interface Row {
  readonly models: Pattern
  readonly limits: readonly Limit[]
}

/** The key of a dimension in a scenario. */
export const limitKey = (dimension: Dimension) => dimension.toLowerCase() as Lowercase<Dimension>

/** A count as it was read: a number, or text with a unit. */
export const countOf = (raw: RawCount): number => (typeof raw === 'number' ? raw : (parseCount(raw) ?? 1))

const rowOf = (raw: RawLimit): Row => ({
  models: globPattern(raw.model ?? '*'),
  limits: dimensionNames.flatMap(dimension => {
    const key = limitKey(dimension)
    const [limit, burst] = [raw[key], raw.burst?.[key]]
    return limit === undefined
      ? []
      : [{ dimension, limit: countOf(limit), capacity: countOf(burst === undefined ? limit : burst) }]
  }),
})

const planRows: Readonly<Record<'none' | 'free', () => readonly Row[]>> = {
  none: () => [],
  free: () =>
    freePlan.map(({ model, limits }) => ({
      models: globPattern(model),
      limits: Object.entries(limits).map(([dimension, limit]) => ({
        dimension: dimension as Dimension,
        limit,
        capacity: limit,
      })),
    })),
}

const NOTHING: readonly never[] = []

/** The first row that names a model limits it; the scenario's own rows come before those of the plan. */
const limitsOf = (rows: readonly Row[]): LimitSettings['limitsOf'] =>
  rows.length === 0 ? null : model => rows.find(({ models }) => models.test(model))?.limits ?? NOTHING

const flexOf = (raw: RawApi['flexCapacity']): LimitSettings['flexCapacity'] => {
  if (raw === undefined) return null
  return typeof raw === 'number' ? { concurrent: raw } : { share: parseShare(raw) ?? 0 }
}

/** What a scenario says of limits, tiers and capacity. */
export const limitSettingsOf = (raw: RawApi): LimitSettings => {
  const plan = raw.plan ?? 'none'
  const organizations = Object.entries(raw.organizations ?? {})
  const settings = {
    plan,
    limitsOf: limitsOf([...(raw.limits ?? []).map(rowOf), ...planRows[plan]()]),
    billingHint: raw.billingHint ?? true,
    organizations: new Map(organizations.flatMap(([name, keys]) => keys.map(key => [key, name] as const))),
    reserveMaxTokens: raw.reserveMaxTokens ?? false,
    outputTooLarge: raw.outputTooLarge ?? 429,
    tiers: raw.tiers ?? (plan === 'free' ? freeTiers : null),
    flexCapacity: flexOf(raw.flexCapacity),
    concurrent: raw.capacity?.concurrent ?? null,
  }
  const { limitsOf: limited, tiers, flexCapacity, concurrent } = settings
  return { ...settings, areSet: [limited, tiers, flexCapacity, concurrent].some(part => part !== null) }
}
