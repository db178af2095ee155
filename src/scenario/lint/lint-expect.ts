import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawRule, RawScenario } from '../language/raw-scenario.ts'
import { everyOutcome } from './every-outcome.ts'
import { warning } from './lint-warning.ts'

type Error = number | { readonly status?: number; readonly retryAfter?: unknown; readonly headers?: object }

const TELLING = ['retry-after', 'retry-after-ms']

const tells = (headers: object | undefined): boolean =>
  Object.entries(headers ?? {}).some(([name, value]) => TELLING.includes(name.toLowerCase()) && value !== null)

/** Whether an answer may tell a wait. */
const tellsWait = (raw: { readonly error?: unknown; readonly reply?: unknown; readonly headers?: object }): boolean => {
  const error = raw.error as Error | undefined
  const spec = typeof error === 'number' ? { status: error } : error
  const reply = raw.reply as { readonly headers?: object } | undefined
  return (
    spec?.status === 429 ||
    spec?.retryAfter !== undefined ||
    tells(spec?.headers) ||
    tells(reply?.headers) ||
    tells(raw.headers)
  )
}

/** Whether a rule answers everything, always, with a failure. */
const failsAll = ({ match, during, after, every, share, times, error, fault }: RawRule): boolean =>
  [match, during, after, every, share, times].every(gate => gate === undefined) &&
  (error !== undefined || typeof fault === 'string')

/** Expectations that hold, or break, whatever the client does. */
export const lintExpect = (raw: RawScenario): readonly PathDiagnostic[] => {
  const { expect = {}, rules = [], api = {} } = raw
  const hasLimits = api.limits !== undefined || api.plan === 'free'
  const first = rules.find(rule => rule.pass === undefined && (rule.error ?? rule.fault ?? rule.complete) !== undefined)
  return [
    ...(expect.honoursRetryAfter && !hasLimits && !everyOutcome(raw).some(({ raw: placed }) => tellsWait(placed))
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
