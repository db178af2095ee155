import { listed } from '../../listed.ts'
import type { RawComplete } from '../../outcomes/complete.ts'
import { endpointsEndingAs } from '../../outcomes/complete-parts.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawRule, RawScenario } from '../language/raw-scenario.ts'
import { everyOutcome } from './every-outcome.ts'
import { possibleOperations } from './lint-match.ts'
import { warning } from './lint-warning.ts'

/** A status that the answers to a rule's requests, or some of them, do not have. */
const lintOne = (
  raw: RawComplete,
  { match = {} }: RawRule,
  path: PathDiagnostic['path'],
): readonly PathDiagnostic[] => {
  if (raw.status === undefined) return []
  const showing: readonly string[] = endpointsEndingAs(raw)
  const possible = possibleOperations(match)
  const others = [...new Set(possible.map(({ endpoint }) => endpoint))].filter(one => !showing.includes(one))
  if (others.length === 0) return []
  const hint = `Match ${showing.map(name => `endpoint: ${name}`).join(' or ')}.`
  const what = showing.length === 1 && raw.status === 'failed' ? 'such a failure' : `status ${raw.status}`
  if (!possible.some(({ endpoint }) => showing.includes(endpoint)))
    return [
      {
        path: [...path, 'status'],
        severity: 'error',
        message: `no answer of ${listed(others, 'and')} has ${what}, only one of ${listed(showing)}`,
        hint,
      },
    ]
  return [
    warning(
      [...path, 'status'],
      `only ${listed(showing, 'and')} have ${what}; other requests that this rule matches get the usual success`,
      hint,
    ),
  ]
}

/** Ends of responses and batches that nobody sees. */
export const lintEnd = (scenario: RawScenario): readonly PathDiagnostic[] =>
  everyOutcome(scenario).flatMap(({ raw: { complete }, path, rule }) =>
    complete === undefined ? [] : lintOne(complete as RawComplete, rule, [...path, 'complete']),
  )
