import type { EndpointName, Operation } from '../../groq/endpoints.ts'
import type { RawExcluded } from '../match/criteria.ts'
import { possibleOperations } from './lint-match.ts'

/** A character, or what stands for several: of one segment, or of any number. */
type Token = string

const ANY = '**'
const OF_SEGMENT = '*'
// far longer than any path of the API; a longer glob is not looked at
const MAX_LENGTH = 200

const tokensOf = (glob: string): readonly Token[] => glob.match(/\*\*|\*|[^*]/gs) ?? []
const templateTokens = (path: string): readonly Token[] =>
  tokensOf(path.replace('{model}', ANY).replace(/\{\w+\}/g, OF_SEGMENT))

const isWild = (token: Token | undefined): boolean => token === ANY || token === OF_SEGMENT
const takes = (wild: Token | undefined, other: Token | undefined): boolean =>
  isWild(wild) && other !== undefined && (wild === ANY || other !== '/')

type Place = readonly [number, number]

/** Where both can go on from a place: past a wild card, or past what it takes or is equal. */
const onward = (one: readonly Token[], two: readonly Token[], [i, j]: Place): readonly Place[] => {
  const [a, b] = [one[i], two[j]]
  const isEqual = a !== undefined && a === b && !isWild(a)
  return [
    ...(isEqual ? [[i + 1, j + 1] as const] : []),
    ...(isWild(a) || takes(b, a) ? [[i + 1, j] as const] : []),
    ...(isWild(b) || takes(a, b) ? [[i, j + 1] as const] : []),
  ]
}

/** Whether some text fits both. */
const meet = (one: readonly Token[], two: readonly Token[]): boolean => {
  const seen = new Set<string>()
  const open: Place[] = [[0, 0]]
  for (let place = open.pop(); place; place = open.pop()) {
    if (seen.has(String(place))) continue
    seen.add(String(place))
    if (place[0] === one.length && place[1] === two.length) return true
    open.push(...onward(one, two, place))
  }
  return false
}

/** Whether a path of an operation can fit `match.path`. */
export const pathMeets = (glob: string, { path }: Operation): boolean =>
  glob.length > MAX_LENGTH || meet(tokensOf(glob), templateTokens(path))

/** The operations that a match leaves possible, by endpoint, method and path. */
export const reachableOperations = (match: RawExcluded): readonly Operation[] => {
  const { path } = match
  return possibleOperations(match).filter(operation => path === undefined || pathMeets(path, operation))
}

/** Whether a match says which operations it is for. */
export const isNarrow = ({ endpoint, method, path }: RawExcluded): boolean =>
  endpoint !== undefined || method !== undefined || path !== undefined

/** The endpoints of operations, each once. */
export const endpointsOf = (all: readonly Operation[]): readonly EndpointName[] => [
  ...new Set(all.map(({ endpoint }) => endpoint as EndpointName)),
]
