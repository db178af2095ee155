import { compiledErrorOf, errorForm, type RawError } from '../../outcomes/error/error-form.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { parseCountRange } from '../../units.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import type { RawExcluded } from '../match/criteria.ts'
import { everyMatch } from './every-match.ts'
import { everyOutcome } from './every-outcome.ts'
import { listOf, warning } from './lint-warning.ts'

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

const SAYS_WAIT = /retry-?after|try again in/i

/** Whether an answer may tell a wait: the text of a file nobody knows here. */
const mayTellWait = (raw: RawScenario): boolean => {
  const { plan, limits = [] } = raw.api ?? {}
  if (plan === 'free' || limits.length > 0 || SAYS_WAIT.test(JSON.stringify(raw.rules ?? []))) return true
  return everyOutcome(raw).some(({ raw: { error, reply } }) => {
    if (error !== undefined) return compiledErrorOf(errorForm.read(error as RawError)).retryAfterMs !== null
    return Object.hasOwn((reply ?? {}) as object, 'file')
  })
}

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
  if (asked.length === 0 || mayTellWait(raw)) return []
  return asked.map(({ match, path }) =>
    always(match.early === true, path, WHY_UNTOLD, 'Let a rule tell it: error: { status: 429, retryAfter: 2s }.'),
  )
}
