import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { parseCountRange } from '../../units.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import type { RawExcluded } from '../match/criteria.ts'
import { everyMatch } from './every-match.ts'
import { listOf, warning } from './lint-warning.ts'
import { tellsWait } from './tells-wait.ts'

type Path = PathDiagnostic['path']

/** Why none of these requests comes too early; null where one may. */
const whyInTime = ({ attempt, method }: RawExcluded): string | null => {
  if (method !== undefined && listOf(method).every(name => name.toUpperCase() === 'OPTIONS'))
    return 'a preflight is no attempt of a call'
  return attempt !== undefined && parseCountRange(String(attempt))?.[1] === 1
    ? 'nothing was told before the first attempt of a call'
    : null
}

const always = (early: boolean, path: Path, why: string, hint: string): PathDiagnostic =>
  warning([...path, 'early'], `this ${early ? 'can never hold' : 'always holds'}: ${why}`, hint)

/** Attempts that never come too early, whatever they are told. */
export const lintEarly = (raw: RawScenario): readonly PathDiagnostic[] =>
  everyMatch(raw).flatMap(({ match, path, reach }) => {
    const { early } = match
    const why = early === undefined ? null : whyInTime({ ...reach, ...match })
    if (early === undefined || why === null) return []
    return [always(early, path, why, early ? 'Match other attempts.' : 'Take "early" out.')]
  })

const WHY_UNTOLD = 'nothing in this file tells a client when to come back'

/** The same where nothing tells them when to come. */
export const lintUntold = (raw: RawScenario): readonly PathDiagnostic[] => {
  const asked = everyMatch(raw).filter(
    ({ match, reach }) => match.early !== undefined && whyInTime({ ...reach, ...match }) === null,
  )
  if (asked.length === 0 || tellsWait(raw)) return []
  return asked.map(({ match, path }) =>
    always(match.early === true, path, WHY_UNTOLD, 'Let a rule tell it: error: { status: 429, retryAfter: 2s }.'),
  )
}
