import { findingMarkdown } from '../../verdict/forms/finding-markdown.ts'
import { plainMarkdown } from '../../verdict/forms/plain-markdown.ts'
import { reasonsLeft } from '../../verdict/forms/reasons-left.ts'
import { type Drilled, type DrillResult, judgedFindings, worstOf } from '../drilled.ts'
import { cellsOf, columns } from './cells-of.ts'
import { clientText, summary } from './paragraphs.ts'

/** A text as code, whatever stands in it. */
const code = (text: string): string => {
  const ticks = '`'.repeat(1 + Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length)))
  return ticks.length === 1 ? `\`${text}\`` : `${ticks} ${text} ${ticks}`
}

const signs = { PASS: '✅ PASS', FAIL: '❌ FAIL', INCONCLUSIVE: '❔ INCONCLUSIVE' } as const

const rowOf = (drilled: Drilled): string =>
  `| ${[...cellsOf(drilled).slice(0, -1).map(plainMarkdown), signs[drilled.verdict.result]].join(' | ')} |`

const sectionOf = (drilled: Drilled): readonly string[] => {
  const { scenario, verdict } = drilled
  const findings = judgedFindings(drilled)
  if (verdict.result === 'PASS' && findings.length === 0) return []
  const output = clientText(drilled)
  return [
    '',
    `### ${plainMarkdown(scenario)}: ${verdict.result}`,
    ...reasonsLeft(verdict).flatMap(reason => ['', `- ${plainMarkdown(reason)}`]),
    ...findings.flatMap(finding => ['', findingMarkdown(finding)]),
    ...(output === null ? [] : ['', ...output.split('\n').map(line => `    ${line}`)]),
  ]
}

/** A drill in Markdown, as the summary of a job on GitHub shows it. */
export const markdown = (result: DrillResult): string =>
  `${[
    `## groq-mock drill: ${signs[worstOf(result)]}`,
    '',
    `${code(result.command)}: ${summary(result)}.`,
    '',
    `| ${columns.join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...result.drilled.map(rowOf),
    ...result.undone.map(({ scenario }) => `| ${plainMarkdown(scenario)} | | | | | not run |`),
    ...result.drilled.flatMap(sectionOf),
  ].join('\n')}\n`
