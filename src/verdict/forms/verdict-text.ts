import { aligned } from '../../aligned.ts'
import { hasFailed } from '../attempt.ts'
import type { Attempt, Evidence, Expectation, Finding, JudgedCall, Verdict } from '../verdict.ts'
import { many, time } from '../words.ts'
import { wrapped } from './wrapped.ts'

const MOST_CALLS = 20
const MOST_EVIDENCE = 4

const paragraph = (label: string, text: string): readonly string[] => {
  const [first = '', ...rest] = wrapped(text, '             ')
  return [`    ${label.padEnd(9)}${first.trimStart()}`, ...rest]
}

const evidenceText = (evidence: readonly Evidence[]): string =>
  evidence
    .slice(0, MOST_EVIDENCE)
    .map(({ entry, at }) => `${entry} (${at.slice(11, 23)})`)
    .join(', ')

const headOf = ({ id, severity, certainty, occurrences, allowed, doubt }: Finding): string => {
  const notes = [
    ...(occurrences > 1 ? [`${occurrences} times`] : []),
    ...(severity === 'INFO' ? [] : [certainty]),
    ...(allowed ? ['allowed by expect.allow'] : []),
    ...(doubt === null ? [] : ['not held against the client']),
  ]
  return `  ${severity.padEnd(5)}${id}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`
}

const findingText = (finding: Finding): readonly string[] => [
  headOf(finding),
  ...wrapped(finding.sentence, '    '),
  ...(finding.doubt === null ? [] : wrapped(`But ${finding.doubt}.`, '    ')),
  ...paragraph('Change', finding.change),
  ...paragraph('Because', finding.basis),
  ...(finding.evidence.length > 0 ? paragraph('Seen in', evidenceText(finding.evidence)) : []),
  '',
]

const MARKS = new Map([
  [true, '✓'],
  [false, '✗'],
  [null, '?'],
])

const expectationText = ({ met, says, place, sentence }: Expectation): readonly string[] => [
  `  ${MARKS.get(met)} ${says} (${place})`,
  ...wrapped(sentence, '    '),
]

/** What an attempt got, in a word or two. */
export const gotOf = ({ status, flaws, endedBy }: Attempt): string => {
  const got = status === null ? (flaws.length > 0 ? '' : 'nothing') : String(status)
  const left = endedBy === 'client' && status !== 499 ? ', left' : ''
  return `${[got, ...flaws].filter(word => word !== '').join(' ')}${left}`
}

/** How a call ended, in a word. */
export const endInWords = ({ end }: Pick<JudgedCall, 'end'>): string =>
  ({ served: 'served', retryable: 'failed', final: 'refused', luck: 'failed', left: 'client left' })[end]

/** The waits between the attempts of a call. */
export const waitsInWords = ({ attempts }: JudgedCall): string =>
  attempts.flatMap(({ waitMs }) => (waitMs === null ? [] : time(waitMs))).join(', ')

const rowOf = (call: JudgedCall): readonly string[] => {
  const shown = call.attempts.slice(0, 8).map(gotOf)
  const more = call.attemptCount - shown.length
  return [
    call.id,
    String(call.attemptCount),
    `${shown.join(' → ')}${more > 0 ? ` → ${more} more` : ''}`,
    waitsInWords({ ...call, attempts: call.attempts.slice(0, 8) }),
    endInWords(call),
    call.findings.join(', '),
  ]
}

const table = (rows: readonly (readonly string[])[]): readonly string[] =>
  aligned(rows).map(line => `  ${line}`.trimEnd())

const callsText = ({ calls, counts }: Verdict): readonly string[] => {
  const telling = calls.filter(
    call => call.findings.length > 0 || call.attemptCount > 1 || call.attempts.some(hasFailed),
  )
  const shown = (telling.length > 0 ? telling : calls).slice(0, MOST_CALLS)
  if (shown.length === 0) return []
  const rest = counts.calls - shown.length
  return [
    'Calls',
    ...table([['call', 'attempts', 'what they got', 'waits between', 'end', 'findings'], ...shown.map(rowOf)]),
    ...(rest > 0 ? [`  and ${many(rest, 'other call')}`] : []),
    '',
  ]
}

/** What resilience cost, in a sentence. */
export const costsInWords = ({ costs, counts, lateMs }: Verdict): string =>
  [
    `${many(counts.calls, 'call')} took ${costs.attemptsPerCall} ${costs.attemptsPerCall === 1 ? 'attempt' : 'attempts'} each on average (${costs.extraLoadPercent} % more load).`,
    costs.failedFirst > 0
      ? `${costs.recovered} of ${costs.failedFirst} that failed at first were served in the end`
      : '',
    costs.failedFirst > 0 && costs.timeToRecoverMs !== null
      ? `, the slowest ${time(costs.timeToRecoverMs)} later.`
      : costs.failedFirst > 0
        ? '.'
        : '',
    costs.tokensWasted > 0 ? ` ${many(costs.tokensWasted, 'token')} of streams were thrown away.` : '',
    lateMs === null ? '' : ` The mock itself was up to ${time(lateMs)} late.`,
  ]
    .join(' ')
    .replaceAll(/ +([,.])/g, '$1')
    .replaceAll(/ {2,}/g, ' ')
    .trim()

/** The verdict in one line: `FAIL: scenario rate-limited, session default: 3 calls in 7 requests.` */
export const headline = ({ result, scenario, session, counts }: Verdict): string =>
  `${result}: scenario ${scenario}, session ${session}: ${many(counts.calls, 'call')} in ${many(counts.entries, 'request')}.`

/** A verdict for people: what is wrong, what was told, what the client did, and what to change. */
export const verdictText = (verdict: Verdict, again: string | null): string => {
  const { reasons, findings, expectations } = verdict
  const judged = findings.filter(({ severity }) => severity !== 'INFO')
  const notes = findings.filter(({ severity }) => severity === 'INFO')
  return [
    headline(verdict),
    ...reasons.flatMap(reason => [`  - ${wrapped(reason, '    ').join('\n').trimStart()}`]),
    '',
    ...(judged.length > 0 ? ['What the client did', ...judged.flatMap(findingText)] : []),
    ...(expectations.length > 0 ? ['What the scenario expects', ...expectations.flatMap(expectationText), ''] : []),
    ...callsText(verdict),
    ...(notes.length > 0 ? ['Worth knowing', ...notes.flatMap(findingText)] : []),
    ...wrapped(costsInWords(verdict), ''),
    ...(again === null ? [] : [`Judge it again: ${again}`]),
    ...(judged.length > 0
      ? [`Look at an entry: groq-mock explain ${judged[0]?.evidence[0]?.entry ?? 'ENTRY-ID'}`]
      : []),
  ].join('\n')
}
