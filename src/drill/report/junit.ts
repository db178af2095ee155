import { allPartsOf, lineOf, titleOf } from '../../verdict/forms/finding-parts.ts'
import { type JunitCase, junitXml } from '../../verdict/forms/junit-xml.ts'
import { type Drilled, type DrillResult, judgedFindings, type Undone } from '../drilled.ts'
import { clientText } from './paragraphs.ts'

const detailsOf = (drilled: Drilled): string =>
  [
    ...drilled.verdict.reasons,
    ...judgedFindings(drilled).flatMap(finding => [titleOf(finding), ...allPartsOf(finding).map(lineOf)]),
    clientText(drilled) ?? '',
  ]
    .filter(Boolean)
    .join('\n')

// a scenario that nobody could judge is an error: a skipped one would let a build pass
const kindOf = { FAIL: 'failure', INCONCLUSIVE: 'error' } as const

const caseOf = (drilled: Drilled): JunitCase => {
  const {
    scenario,
    client: { durationMs },
    verdict: { result, reasons },
  } = drilled
  const text = detailsOf(drilled)
  if (result === 'PASS') return { name: scenario, durationMs, problem: null, out: text }
  const problem = { kind: kindOf[result], type: result, message: reasons[0] ?? '', text }
  return { name: scenario, durationMs, problem, out: '' }
}

const undoneCase = ({ scenario }: Undone): JunitCase => {
  const message = 'The drill was ended before this scenario was judged.'
  return {
    name: scenario,
    durationMs: 0,
    problem: { kind: 'error', type: 'INCONCLUSIVE', message, text: message },
    out: '',
  }
}

/** A drill in the JUnit format, as CI servers read it: a test case a scenario. */
export const junit = ({ command, startedAt, durationMs, drilled, undone }: DrillResult): string =>
  junitXml('groq-mock drill', [
    {
      name: command,
      className: 'groq-mock.drill',
      durationMs,
      startedAt,
      cases: [...drilled.map(caseOf), ...undone.map(undoneCase)],
    },
  ])
