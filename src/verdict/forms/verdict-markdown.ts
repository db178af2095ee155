import type { Expectation, JudgedCall, Verdict } from '../verdict.ts'
import { endInWords, gotOf, waitsOf } from './attempt-words.ts'
import { findingMarkdown } from './finding-markdown.ts'
import { markOf } from './mark-of.ts'
import { plainMarkdown } from './plain-markdown.ts'
import { reasonsLeft } from './reasons-left.ts'
import { costsInWords, headline } from './verdict-text.ts'

const MOST_CALLS = 20
const MOST_ATTEMPTS = 8

const MARKS = { '✓': '✅', '✗': '❌', '?': '❔', '–': '–' } as const

const expectationRow = ({ met, seen, says, place, sentence }: Expectation): string =>
  `| ${MARKS[markOf({ met, seen })]} | ${plainMarkdown(says)} | ${plainMarkdown(place)} | ${plainMarkdown(sentence)} |`

const callRow = (call: JudgedCall): string => {
  const { id, attempts, attemptCount, findings } = call
  const shown = attempts.slice(0, MOST_ATTEMPTS).map(gotOf)
  return `| ${plainMarkdown(id)} | ${attemptCount} | ${plainMarkdown(shown.join(' → '))} | ${waitsOf(call, MOST_ATTEMPTS - 1)} | ${endInWords(call)} | ${findings.join(', ')} |`
}

/** A verdict for the summary of a job, or a comment. */
export const verdictMarkdown = (verdict: Verdict): string => {
  const { result, findings, expectations, calls } = verdict
  const reasons = reasonsLeft(verdict)
  const telling = calls.filter(({ findings: found, attemptCount }) => found.length > 0 || attemptCount > 1)
  return [
    `## ${result}`,
    '',
    plainMarkdown(headline(verdict)),
    '',
    ...(reasons.length > 0 ? [...reasons.map(reason => `- ${plainMarkdown(reason)}`), ''] : []),
    ...findings.flatMap(finding => [findingMarkdown(finding), '']),
    ...(expectations.length > 0
      ? ['| | expected | where | seen |', '|---|---|---|---|', ...expectations.map(expectationRow), '']
      : []),
    ...(telling.length > 0
      ? [
          '| call | attempts | what they got | waits between | end | findings |',
          '|---|---|---|---|---|---|',
          ...telling.slice(0, MOST_CALLS).map(callRow),
          '',
        ]
      : []),
    plainMarkdown(costsInWords(verdict)),
  ].join('\n')
}
