import type { Finding } from '../verdict.ts'
import { many, time } from '../words.ts'

/** One thing to say of a finding, behind its label; null for what needs none. */
export interface FindingPart {
  readonly label: string | null
  readonly text: string
}

const MOST_EVIDENCE = 3

/** How heavy a finding weighs, in a word. */
export const wordOf = ({ severity, allowed, doubt }: Finding): string =>
  allowed ? 'ALLOWED' : doubt !== null && severity === 'FAIL' ? 'UNSURE' : severity

/** The line above a finding: `FAIL retry-after-ignored (3 times)`. */
export const titleOf = (finding: Finding): string =>
  `${wordOf(finding)} ${finding.id}${finding.occurrences > 1 ? ` (${many(finding.occurrences, 'time')})` : ''}`

/** Why a finding counts for less than it could; null where it does not. */
const excuseOf = ({ allowed, doubt }: Finding): string | null =>
  allowed ? 'expect.allow of the scenario names it' : doubt

/**
 * A finding for people, in the order in which they ask: what was told and what the client did, what to change, and on what both
 * rest. Where it was seen is `evidenceOf`.
 */
export const findingParts = (finding: Finding): readonly FindingPart[] => {
  const { sentence, change, basis, severity, certainty } = finding
  const excuse = excuseOf(finding)
  return [
    { label: null, text: sentence },
    ...(excuse === null ? [] : [{ label: 'Not held against the client', text: `${excuse}.` }]),
    { label: 'To change', text: change },
    { label: 'Because', text: basis },
    ...(severity !== 'INFO' && certainty === 'inferred'
      ? [{ label: 'Inferred', text: 'the client does not say which of its requests belong to one call.' }]
      : []),
  ]
}

/** The first entries that show a finding, each once, with words for its time: `req_… at 148 ms`. */
export const evidenceOf = ({ evidence }: Finding): readonly { readonly entry: string; readonly words: string }[] =>
  [...new Map(evidence.map(one => [one.entry, one])).values()]
    .slice(0, MOST_EVIDENCE)
    .map(({ entry, offsetMs }) => ({ entry, words: `${entry} at ${time(offsetMs)}` }))

/** The same and where it was seen, without any layout. */
export const allPartsOf = (finding: Finding): readonly FindingPart[] => {
  const seen = evidenceOf(finding).map(({ words }) => words)
  return [...findingParts(finding), ...(seen.length > 0 ? [{ label: 'Seen in', text: seen.join(', ') }] : [])]
}

/** A part as one line. */
export const lineOf = ({ label, text }: FindingPart): string => (label === null ? text : `${label}: ${text}`)
