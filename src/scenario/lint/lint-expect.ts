import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawRule, RawScenario } from '../language/raw-scenario.ts'
import { warning } from './lint-warning.ts'
import { tellsWait } from './tells-wait.ts'

/** Whether a rule answers everything, always, with a failure. */
const failsAll = ({ match, during, after, every, share, times, error, fault }: RawRule): boolean =>
  [match, during, after, every, share, times].every(gate => gate === undefined) &&
  (error !== undefined || typeof fault === 'string')

/** Expectations that hold, or break, whatever the client does. */
export const lintExpect = (raw: RawScenario): readonly PathDiagnostic[] => {
  const { expect = {}, rules = [] } = raw
  const first = rules.find(rule => rule.pass === undefined && (rule.error ?? rule.fault ?? rule.complete) !== undefined)
  return [
    ...(expect.honoursRetryAfter && !tellsWait(raw)
      ? [
          warning(
            ['expect', 'honoursRetryAfter'],
            'no answer of this scenario tells a wait, so nobody can tell whether it is honoured',
            'Add retryAfter to an error, a 429, or limits; or take honoursRetryAfter out.',
          ),
        ]
      : []),
    ...(expect.finally === 'success' && first && rules.indexOf(first) === 0 && failsAll(first)
      ? [
          warning(
            ['expect', 'finally'],
            'no call can be served here: the first rule fails every request',
            'Expect failure, or let the rule stop at some time.',
          ),
        ]
      : []),
    ...(expect.finally === 'failure' && rules.length === 0 && raw.api === undefined
      ? [warning(['expect', 'finally'], 'nothing here makes a call fail', 'Add a rule that does, or expect success.')]
      : []),
  ]
}
