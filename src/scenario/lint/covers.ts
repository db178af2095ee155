import { endpointNames } from '../../groq/endpoints.ts'
import { parseByteBound, parseCountRange, parseDurationRange } from '../../units.ts'
import type { RawRule } from '../language/raw-scenario.ts'
import { type CriterionKey, criteria, endpointFits, type RawMatch } from '../match/criteria.ts'
import { globPattern } from '../match/pattern.ts'
import { listOf } from './lint-warning.ts'

type Names = string | readonly string[]
type Covers<Raw> = (wide: Raw, narrow: Raw) => boolean

const same = (wide: unknown, narrow: unknown): boolean => JSON.stringify(wide) === JSON.stringify(narrow)

const globCovers = (wide: string, narrow: string): boolean =>
  wide === narrow || wide === '*' || (!narrow.includes('*') && globPattern(wide).test(narrow))

const anyCovers =
  (one: (wide: string, narrow: string) => boolean): Covers<Names> =>
  (wide, narrow) =>
    listOf(narrow).every(text => listOf(wide).some(other => one(other, text)))

const globsCover = anyCovers(globCovers)

const entriesCover = (wide: Readonly<Record<string, unknown>>, narrow: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(wide).every(([key, value]) => Object.hasOwn(narrow, key) && narrow[key] === value)

const attemptsCover = (wide: number | string, narrow: number | string): boolean => {
  const [outer, inner] = [parseCountRange(String(wide), 0), parseCountRange(String(narrow), 0)]
  return outer !== null && inner !== null && outer[0] <= inner[0] && outer[1] >= inner[1]
}

const boundsCover = (wide: string, narrow: string): boolean => {
  const [outer, inner] = [parseByteBound(wide), parseByteBound(narrow)]
  if (outer === null || inner === null || outer.than !== inner.than) return false
  return outer.than === 'more' ? outer.bytes <= inner.bytes : outer.bytes >= inner.bytes
}

/** For each criterion, whether the first holds whenever the second does. If that is not certain, the answer is no. */
const covers: { readonly [K in CriterionKey]: Covers<NonNullable<RawMatch[K]>> } = {
  endpoint: (wide, narrow) => endpointNames.every(name => !endpointFits(narrow, name) || endpointFits(wide, name)),
  method: anyCovers((wide, narrow) => wide.toUpperCase() === narrow.toUpperCase()),
  path: same,
  problem: anyCovers((wide, narrow) => wide === '*' || wide === narrow),
  attempt: attemptsCover,
  early: same,
  stream: same,
  model: globsCover,
  tier: globsCover,
  key: globsCover,
  header: entriesCover,
  query: entriesCover,
  turn: attemptsCover,
  bytes: boundsCover,
  says: same,
  body: entriesCover,
  not: same,
}

const asksOptions = ({ method }: RawMatch): boolean =>
  method !== undefined && listOf(method).some(name => name.toUpperCase() === 'OPTIONS')

/** Whether a match holds for every request for which the other does. */
export const matchCovers = (wide: RawMatch = {}, narrow: RawMatch = {}): boolean =>
  (Object.keys(criteria) as CriterionKey[]).every(key => {
    // the preflight of a browser is seen by rules that name its method, and by no other
    if (wide[key] === undefined) return key !== 'method' || !asksOptions(narrow)
    const covering = covers[key] as Covers<unknown>
    return narrow[key] !== undefined && covering(wide[key], narrow[key])
  })

/** Whether a rule's window is open whenever the other's is. */
export const windowCovers = ({ during: wide }: RawRule, { during: narrow }: RawRule): boolean => {
  if (wide === undefined) return true
  const [outer, inner] = [parseDurationRange(wide), narrow === undefined ? null : parseDurationRange(narrow)]
  return outer !== null && inner !== null && outer[0] <= inner[0] && outer[1] >= inner[1]
}
