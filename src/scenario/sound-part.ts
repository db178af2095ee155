import type { PathDiagnostic } from '../path-diagnostic.ts'
import type { RawScenario } from './language/raw-scenario.ts'

type Path = PathDiagnostic['path']
type Tree = Record<string | number, unknown>

/** The part of a scenario in which a value stands: the file itself, `api`, one key of `expect`, or one rule. What goes across keys is one unit's. */
export const unitOf = ([first, second]: Path): string => {
  if (first === 'expect') return `expect ${second}`
  if (first !== 'rules') return first === 'api' ? 'api' : 'file'
  return typeof second === 'number' ? `rule ${second}` : 'rules'
}

/** Keys behind which other keys stand that are looked at one by one. */
const OPEN: ReadonlySet<string | number> = new Set(['api', 'expect', 'match', 'rules', 'sequence', 'oneOf'])

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

/** What stands in a list for an item that is taken out, so that the others keep their numbers. */
const emptyIn = (list: string | number | undefined): Tree => (list === 'oneOf' ? { share: '0%' } : {})

const takeOut = (whole: Tree, path: Path): void => {
  let at = whole
  for (const [i, key] of path.entries()) {
    const value = at[key]
    const isLast = i === path.length - 1
    if (!isLast && (typeof key === 'number' || OPEN.has(key)) && isTree(value)) {
      at = value
      continue
    }
    if (typeof key === 'number') at[key] = emptyIn(path[i - 1])
    else delete at[key]
    // an option without its share is none
    if (key === 'share' && path[i - 2] === 'oneOf') at.share = '0%'
    return
  }
}

/**
 * What is left of a scenario without the values that do not fit the schema: it can be looked at further. Null where nothing
 * is. `misfits` are the paths of those values.
 */
export const soundPart = (value: unknown, misfits: readonly Path[]): RawScenario | null => {
  if (!isTree(value) || misfits.some(({ length }) => length === 0)) return null
  // written anew, because what an alias stands for is one object in several places
  const whole = misfits.length === 0 ? value : (JSON.parse(JSON.stringify(value)) as Tree)
  for (const path of misfits) takeOut(whole, path)
  return whole as unknown as RawScenario
}

/** Keys whose values are right or wrong by themselves, whatever stands beside them. */
const ALONE: ReadonlySet<string | number> = new Set(['error', 'complete', 'reply', 'fault', 'delay', 'stream'])

/** Whether a diagnostic is about one value alone. */
export const isOfOneValue = (path: Path): boolean =>
  path.some((key, i) => ALONE.has(key) || (path[i - 1] === 'match' && i > 0))

/** The scenario with the named units empty, so that nothing is said about them or because of them. */
export const withoutUnits = (raw: RawScenario, units: ReadonlySet<string>): RawScenario => {
  if (units.size === 0) return raw
  const { api, expect, rules = [], ...rest } = raw
  return {
    ...rest,
    ...(api && !units.has('api') ? { api } : {}),
    ...(expect
      ? { expect: Object.fromEntries(Object.entries(expect).filter(([key]) => !units.has(`expect ${key}`))) }
      : {}),
    rules: rules.map((rule, i) => (units.has(`rule ${i}`) ? {} : rule)),
  }
}
