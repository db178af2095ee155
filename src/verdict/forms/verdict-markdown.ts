import type { Expectation, Finding, JudgedCall, Verdict } from '../verdict.ts'
import { plainMarkdown } from './plain-markdown.ts'
import { costsInWords, endInWords, gotOf, headline, waitsInWords } from './verdict-text.ts'

const MOST_CALLS = 20

const MARKS = new Map([
  [true, '✅'],
  [false, '❌'],
  [null, '❔'],
])

const findingPart = ({
  id,
  severity,
  sentence,
  occurrences,
  evidence,
  basis,
  change,
  certainty,
  allowed,
  doubt,
}: Finding): string =>
  [
    `### ${severity}: ${id}${occurrences > 1 ? ` (${occurrences} times)` : ''}`,
    '',
    plainMarkdown(sentence),
    ...(doubt === null ? [] : ['', `Not held against the client: ${plainMarkdown(doubt)}.`]),
    ...(allowed ? ['', 'Allowed by `expect.allow`.'] : []),
    '',
    `**Change:** ${plainMarkdown(change)}`,
    '',
    `<sub>${plainMarkdown(basis)}; ${certainty}${
      evidence.length > 0
        ? `; seen in ${evidence
            .slice(0, 4)
            .map(({ entry }) => `\`${entry}\``)
            .join(', ')}`
        : ''
    }</sub>`,
    '',
  ].join('\n')

const expectationRow = ({ met, says, place, sentence }: Expectation): string =>
  `| ${MARKS.get(met)} | ${plainMarkdown(says)} | ${plainMarkdown(place)} | ${plainMarkdown(sentence)} |`

const callRow = (call: JudgedCall): string => {
  const { id, attempts, attemptCount, findings } = call
  const shown = { ...call, attempts: attempts.slice(0, 8) }
  return `| ${plainMarkdown(id)} | ${attemptCount} | ${plainMarkdown(shown.attempts.map(gotOf).join(' → '))} | ${waitsInWords(shown)} | ${endInWords(call)} | ${findings.join(', ')} |`
}

/** A verdict for the summary of a job, or a comment. */
export const verdictMarkdown = (verdict: Verdict): string => {
  const { result, reasons, findings, expectations, calls } = verdict
  const telling = calls.filter(({ findings: found, attemptCount }) => found.length > 0 || attemptCount > 1)
  return [
    `## ${result}`,
    '',
    plainMarkdown(headline(verdict)),
    '',
    ...(reasons.length > 0 ? [...reasons.map(reason => `- ${plainMarkdown(reason)}`), ''] : []),
    ...findings.map(findingPart),
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
