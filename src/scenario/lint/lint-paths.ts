import { closest, distance } from 'fastest-levenshtein'
import { operations } from '../../groq/endpoints.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import type { RawExcluded } from '../match/criteria.ts'
import { shown } from '../yaml/words.ts'
import { everyMatch } from './every-match.ts'
import { listOf, warning } from './lint-warning.ts'
import { pathMeets, reachableOperations } from './reachable.ts'

const all = Object.values(operations)
const plain = all.map(({ path }) => path).filter(path => !path.includes('{'))
const MOST_STEPS = 2

const firstSegment = (path: string): string => path.split('/')[1] ?? ''

/** A path of the API that is meant by one that no endpoint has: nearly the same, or the nearest of those that begin alike. */
const meantPath = (path: string): string | undefined => {
  if (path.includes('*') || path.length > 100) return undefined
  const near = plain.find(one => distance(one, path) <= MOST_STEPS)
  const alike = plain.filter(one => firstSegment(one) === firstSegment(path))
  return near ?? (alike.length > 0 ? closest(path, alike) : undefined)
}

const odd: readonly (readonly [sign: RegExp, what: string, hint: string])[] = [
  [
    /[?#]/,
    'a path has no query',
    'Take all from the question mark on out; for its parameters write query: { limit: 20 }.',
  ],
  [/\{\w+\}|\/:\w/, 'there are no placeholders', 'Write * for one segment, ** for several.'],
  [
    /^\/.*(?:\.\*|[\\^$|+()[\]]).*\/[ims]*$/s,
    'this is no regular expression',
    'A path is a glob: * and ** are special.',
  ],
  [
    /^\*(?!\*)/,
    'a * stays inside a segment, and every path begins with a slash',
    'Write /* for one segment, ** for several.',
  ],
  [/^\/v1$|^\/(?:scenario|session)\//, 'it is looked at below /openai/v1, without any prefix', 'Take the prefix out.'],
]

const lintPath = (match: RawExcluded, path: PathDiagnostic['path']): readonly PathDiagnostic[] => {
  const { path: glob, endpoint } = match
  if (glob === undefined) return []
  const at = [...path, 'path']
  const found = odd.find(([sign]) => sign.test(glob))
  if (found) return [warning(at, `the path ${shown(glob)} is most likely never asked for: ${found[1]}`, found[2])]
  if (endpoint !== undefined)
    return reachableOperations({ endpoint, path: glob }).length > 0
      ? []
      : [
          warning(
            at,
            `this can never hold: no path of ${listOf(endpoint).join(', ')} fits it`,
            'Take "path" out: the endpoint says enough.',
          ),
        ]
  const meant = all.some(operation => pathMeets(glob, operation)) ? undefined : meantPath(glob)
  return meant === undefined
    ? []
    : [warning(at, `the API has no path ${shown(glob)}; only refused requests have it`, `Did you mean "${meant}"?`)]
}

/** Paths that no request has. */
export const lintPaths = (raw: RawScenario): readonly PathDiagnostic[] =>
  everyMatch(raw).flatMap(({ match, path }) => lintPath(match, path))
