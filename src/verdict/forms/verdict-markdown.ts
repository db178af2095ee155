import type { Expectation, Finding, JudgedCall, Verdict } from '../verdict.ts'
import { costsInWords, endInWords, gotOf, headline, waitsInWords } from './verdict-text.ts'

const MOST_CALLS = 20

const MARKS = new Map([
  [true, '✅'],
  [false, '❌'],
  [null, '❔'],
])

/** A text that stays one in a cell, and in which nothing is markup. */
const plain = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]<>#|~]/g, mark => `\\${mark}`).replaceAll(/\s+/g, ' ')

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
    plain(sentence),
    ...(doubt === null ? [] : ['', `Not held against the client: ${plain(doubt)}.`]),
    ...(allowed ? ['', 'Allowed by `expect.allow`.'] : []),
    '',
    `**Change:** ${plain(change)}`,
    '',
    `<sub>${plain(basis)}; ${certainty}${
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
  `| ${MARKS.get(met)} | ${plain(says)} | ${plain(place)} | ${plain(sentence)} |`

const callRow = (call: JudgedCall): string => {
  const { id, attempts, attemptCount, findings } = call
  const shown = { ...call, attempts: attempts.slice(0, 8) }
  return `| ${plain(id)} | ${attemptCount} | ${plain(shown.attempts.map(gotOf).join(' → '))} | ${waitsInWords(shown)} | ${endInWords(call)} | ${findings.join(', ')} |`
}

/** A verdict for the summary of a job, or a comment. */
export const verdictMarkdown = (verdict: Verdict): string => {
  const { result, reasons, findings, expectations, calls } = verdict
  const telling = calls.filter(({ findings: found, attemptCount }) => found.length > 0 || attemptCount > 1)
  return [
    `## ${result}`,
    '',
    plain(headline(verdict)),
    '',
    ...(reasons.length > 0 ? [...reasons.map(reason => `- ${plain(reason)}`), ''] : []),
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
    plain(costsInWords(verdict)),
  ].join('\n')
}
