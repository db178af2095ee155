import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import type { RawMatch } from '../match/criteria.ts'
import { matchCovers } from './covers.ts'
import { possibleOperations } from './lint-match.ts'
import { warning } from './lint-warning.ts'
import { isNarrow, reachableOperations } from './reachable.ts'

/** What is excluded may be all that there is, or nothing of it. */
const ofMatch = ({ not, ...match }: RawMatch, path: PathDiagnostic['path']): readonly PathDiagnostic[] => {
  if (not === undefined) return []
  const at = [...path, 'not']
  if (matchCovers(not, match))
    return [warning(at, 'this can never hold: it excludes all that the other criteria let through', 'Take one out.')]
  const own = possibleOperations(match)
  const isApart = own.length > 0 && isNarrow(not) && !reachableOperations(not).some(one => own.includes(one))
  // a wrong method, or a path that leads nowhere, has no operation
  return isApart && not.endpoint !== undefined && match.endpoint !== undefined
    ? [warning(at, 'this excludes nothing: the other criteria are for other endpoints', 'Take it out.')]
    : []
}

/** Exclusions of all that is let through, or of nothing. */
export const lintNot = ({ rules = [] }: RawScenario): readonly PathDiagnostic[] =>
  rules.flatMap(({ match = {} }, i) => ofMatch(match, ['rules', i, 'match']))
