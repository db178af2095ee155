import { escaped } from '../../verdict/forms/escaped.ts'
import { countOf, type Drilled, type DrillResult, judgedFindings, type Undone } from '../drilled.ts'
import { clientText, findingText } from './paragraphs.ts'

const seconds = (ms: number): string => (ms / 1000).toFixed(3)

const detailsOf = (drilled: Drilled): string =>
  [...drilled.verdict.reasons, ...judgedFindings(drilled).map(findingText), clientText(drilled) ?? '']
    .filter(Boolean)
    .join('\n')

// a scenario that nobody could judge is an error: a skipped one would let a build pass
const elementOf = { FAIL: 'failure', INCONCLUSIVE: 'error' } as const

const caseOf = (drilled: Drilled): string => {
  const { scenario, client, verdict } = drilled
  const open = `    <testcase classname="groq-mock.drill" name="${escaped(scenario)}" time="${seconds(client.durationMs)}"`
  if (verdict.result === 'PASS') return `${open}/>`
  const element = elementOf[verdict.result]
  return [
    `${open}>`,
    `      <${element} type="${verdict.result}" message="${escaped(verdict.reasons[0] ?? '')}">${escaped(detailsOf(drilled))}</${element}>`,
    '    </testcase>',
  ].join('\n')
}

const undoneCase = ({ scenario }: Undone): string =>
  `    <testcase classname="groq-mock.drill" name="${escaped(scenario)}" time="0"><error type="INCONCLUSIVE" message="The drill was ended before this scenario was judged."/></testcase>`

/** A drill in the JUnit format, as CI servers read it: a test case a scenario. */
export const junit = (result: DrillResult): string => {
  const { command, startedAt, durationMs, drilled, undone } = result
  const counts =
    `tests="${drilled.length + undone.length}" failures="${countOf('FAIL', result)}" ` +
    `errors="${countOf('INCONCLUSIVE', result) + undone.length}" ` +
    `time="${seconds(durationMs)}"`
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="groq-mock drill" ${counts}>`,
    `  <testsuite name="${escaped(command)}" ${counts} timestamp="${startedAt.slice(0, 19)}">`,
    ...drilled.map(caseOf),
    ...undone.map(undoneCase),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n')}\n`
}
