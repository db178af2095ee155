import type { ExpectedValues, ExpectKey, FindingId } from '../../contract.ts'
import type { CallRecord } from '../call-record.ts'
import type { Run } from '../run.ts'
import type { Attempt, Costs, Finding, Trial } from '../verdict.ts'

/** What is known when all calls are over. */
export interface Closing {
  readonly run: Run
  /** How many calls there were. */
  readonly calls: number
  readonly found: readonly Finding[]
  readonly costs: Costs
  /** How often each rule spoke. */
  readonly spoken: Readonly<Record<string, number>>
}

/** Whether an expectation holds; `met` is null where it can't be told. */
export interface Holding {
  readonly met: boolean | null
  /** Whether anything happened that it speaks of; only then it is judged. */
  readonly seen: boolean
  /** What was seen. */
  readonly sentence: string
  readonly evidence: readonly Pick<Attempt, 'entry' | 'at' | 'offsetMs'>[]
}

/** Looks at the calls of one run for one line of `expect`. */
export interface ExpectationWatch {
  call?(call: CallRecord): void
  close(closing: Closing): Holding
}

/** Something that a scenario can expect. */
export type ExpectationKind<Key extends ExpectKey> = (value: ExpectedValues[Key], trial: Trial) => ExpectationWatch

export const MOST_EVIDENCE = 10

const NONE: readonly never[] = []

export const holds = (sentence: string): Holding => ({ met: true, seen: true, sentence, evidence: NONE })
/** Something was seen, and nobody can tell. */
export const unknown = (sentence: string): Holding => ({ met: null, seen: true, sentence, evidence: NONE })
/** Nothing was seen that it speaks of: it is neither kept nor broken. */
export const unseen = (sentence: string): Holding => ({ met: null, seen: false, sentence, evidence: NONE })
export const broken = (sentence: string, evidence: Holding['evidence']): Holding => ({
  met: false,
  seen: true,
  sentence,
  evidence: evidence.slice(0, MOST_EVIDENCE),
})

/** What a finding says of an expectation; null where it was not found. */
export const brokenBy = (id: FindingId, { found }: Closing): Holding | null => {
  const finding = found.find(one => one.id === id && one.severity !== 'INFO')
  if (!finding) return null
  return finding.doubt === null ? broken(finding.sentence, finding.evidence) : unknown(`${finding.doubt}.`)
}
