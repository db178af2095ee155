import { findingText } from '../../verdict/forms/finding-text.ts'
import { reasonsLeft } from '../../verdict/forms/reasons-left.ts'
import { wrapped } from '../../verdict/forms/wrapped.ts'
import type { Verdict } from '../../verdict/verdict.ts'
import { time } from '../../verdict/words.ts'
import { countOf, type Drilled, type DrillResult, judgedFindings } from '../drilled.ts'

const SHOWN_BYTES = 1200

/** How the client ended, where that is worth a word; null where it is not. */
export const clientText = ({
  client: { how, exitCode, signal, durationMs, leftChildren, output },
}: Drilled): string | null => {
  const ended =
    how === 'timed out'
      ? `The command was ended after ${time(Math.round(durationMs))}.`
      : signal !== null && how === 'exited'
        ? `The command was ended by ${signal}.`
        : null
  const left = leftChildren ? 'It left processes running when it exited; they were ended.' : null
  const isTold = ended !== null || exitCode !== 0
  const said = isTold && output.trim() !== '' ? `The end of its output:\n${output.trimEnd().slice(-SHOWN_BYTES)}` : null
  const parts = [ended, left, said].filter(part => part !== null)
  return parts.length === 0 ? null : parts.join(' ')
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map(line => `    ${line}`.trimEnd())
    .join('\n')

const sectionOf = (drilled: Drilled): string | null => {
  const { scenario, verdict } = drilled
  const findings = judgedFindings(drilled)
  const isCalm = verdict.result === 'PASS' && findings.length === 0 && !drilled.client.leftChildren
  const client = isCalm ? null : clientText(drilled)
  const parts = [
    ...reasonsLeft(verdict).flatMap(reason => wrapped(reason, '  ')),
    ...findings.map(findingText),
    ...(client === null ? [] : [indented(client)]),
  ]
  return parts.length === 0 ? null : [`${scenario}: ${verdict.result}`, ...parts].join('\n')
}

/** What was found, scenario by scenario; empty where there is nothing to say. */
export const paragraphs = ({ drilled }: DrillResult): string =>
  drilled.flatMap(one => sectionOf(one) ?? []).join('\n\n')

/** The last line: how many passed. */
export const summary = (result: DrillResult): string => {
  const { undone, durationMs } = result
  const of = (word: Verdict['result']): number => countOf(word, result)
  const counts = [`${of('PASS')} passed`, `${of('FAIL')} failed`, `${of('INCONCLUSIVE')} inconclusive`]
  return `${[...counts, ...(undone.length > 0 ? [`${undone.length} not run`] : [])].join(', ')}, in ${time(Math.round(durationMs / 100) * 100)}`
}
