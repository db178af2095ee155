import type { Expectation, Facts, Finding } from './verdict.ts'
import { many } from './words.ts'

/** Findings and expectations that make a verdict fail, as sentences. */
export const failuresOf = (
  findings: readonly Finding[],
  expectations: readonly Expectation[],
  strict: boolean,
): readonly string[] => {
  const failed = ({ severity, allowed, doubt }: Finding): boolean =>
    !allowed && doubt === null && (severity === 'FAIL' || (strict && severity === 'WARN'))
  const broken = expectations.filter(({ met }) => met === false)
  // what a finding says of an expectation is said once, with the line of the file
  const said = new Set(broken.map(({ sentence }) => sentence))
  return [
    ...findings
      .filter(finding => failed(finding) && !said.has(finding.sentence))
      .map(({ id, sentence }) => `${id}: ${sentence}`),
    ...broken.map(({ says, place, sentence }) => `expect ${says} (${place}): ${sentence}`),
  ]
}

/** What doubts come from. */
interface Doubtful {
  readonly calls: number
  /** Calls that were judged before they were over. */
  readonly cutShort: number
  readonly facts: Facts
  readonly found: readonly Finding[]
  readonly expectations: readonly Expectation[]
}

const ofFacts = ({ lost, evicted, underWay }: Facts): readonly string[] => [
  ...lost,
  ...(evicted > 0
    ? [
        `${many(evicted, 'entry').replace(/entrys$/, 'entries')} of the journal had to go because it was full: give it more room with --journal-bytes, or judge shorter runs.`,
      ]
    : []),
  ...(underWay > 0
    ? [
        `${many(underWay, 'request')} of it ${underWay === 1 ? 'is' : 'are'} still open: ask again when the client is done.`,
      ]
    : []),
]

/** Why there is nothing to judge. A command that was run is asked about; of any other client only the URL is known. */
const idleness = ({ exitCode }: Facts): string => {
  if (exitCode === null)
    return 'No request came, so there is nothing to judge: check the base URL of the client, and that it names this session.'
  const ended =
    exitCode === 0 || exitCode === 'none'
      ? ''
      : ` It ended with exit code ${exitCode}: the end of its output may say why.`
  return `No request came from the command, so there is nothing to judge.${ended} Does it take its base URL from GROQ_BASE_URL, OPENAI_BASE_URL or OPENAI_API_BASE? A drill sets them for it; a URL in its code or its own settings would win.`
}

/** Why nobody can say that a client is right. Never PASS by default: an idle server has judged nobody. */
export const doubtsOf = ({ calls, cutShort, facts, found, expectations }: Doubtful): readonly string[] => [
  ...ofFacts(facts),
  ...(calls === 0 ? [idleness(facts)] : []),
  ...(cutShort > 0
    ? [`${many(cutShort, 'call')} had to be judged before they were over, because very many were open at once.`]
    : []),
  ...found
    .filter(({ severity, doubt, allowed }) => severity === 'FAIL' && doubt !== null && !allowed)
    .map(({ id, doubt }) => `${id} can't be told: ${doubt}.`),
  // where nothing came, nothing else can be told either
  ...expectations
    .filter(({ met }) => met === null && calls > 0)
    .map(({ says, place, sentence }) => `expect ${says} (${place}) can't be told: ${sentence}`),
]
