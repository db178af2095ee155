import { aligned } from '../../aligned.ts'
import { hasFailed } from '../attempt.ts'
import type { Expectation, Finding, JudgedCall, Verdict } from '../verdict.ts'
import { many, time } from '../words.ts'
import { endInWords, gotOf, waitsOf } from './attempt-words.ts'
import { findingText } from './finding-text.ts'
import { markOf } from './mark-of.ts'
import { reasonsLeft } from './reasons-left.ts'
import { wrapped } from './wrapped.ts'

const MOST_CALLS = 20
const MOST_ATTEMPTS = 8

const expectationText =
  (findings: readonly Finding[]) =>
  (expectation: Expectation): readonly string[] => {
    const { says, place, sentence } = expectation
    const found = findings.find(finding => finding.sentence === sentence)
    return [
      `  ${markOf(expectation)} ${says} (${place})`,
      ...wrapped(found === undefined ? sentence : `See ${found.id} above.`, '    '),
    ]
  }

const rowOf = (call: JudgedCall): readonly string[] => {
  const shown = call.attempts.slice(0, MOST_ATTEMPTS).map(gotOf)
  const more = call.attemptCount - shown.length
  return [
    call.id,
    String(call.attemptCount),
    `${shown.join(' → ')}${more > 0 ? ` → ${more} more` : ''}`,
    waitsOf(call, MOST_ATTEMPTS - 1),
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
  const { findings, expectations } = verdict
  const judged = findings.filter(({ severity }) => severity !== 'INFO')
  const notes = findings.filter(({ severity }) => severity === 'INFO')
  return [
    headline(verdict),
    ...reasonsLeft(verdict).flatMap(reason => [`  - ${wrapped(reason, '    ').join('\n').trimStart()}`]),
    '',
    ...(judged.length > 0 ? ['What the client did', ...judged.map(one => `${findingText(one)}\n`)] : []),
    ...(expectations.length > 0
      ? ['What the scenario expects', ...expectations.flatMap(expectationText(judged)), '']
      : []),
    ...callsText(verdict),
    ...(notes.length > 0 ? ['Worth knowing', ...notes.map(one => `${findingText(one)}\n`)] : []),
    ...wrapped(costsInWords(verdict), ''),
    ...(again === null ? [] : [`Judge it again: ${again}`]),
    ...(judged.length > 0
      ? [`Look at an entry: groq-mock explain ${judged[0]?.evidence[0]?.entry ?? 'ENTRY-ID'}`]
      : []),
  ].join('\n')
}
