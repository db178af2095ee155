import type { Finding, Verdict } from '../verdict/verdict.ts'
import type { ClientEnd } from './run-client.ts'

/** One scenario of a drill, with what became of the client in it. */
export interface Drilled {
  readonly scenario: string
  readonly about: string
  readonly client: ClientEnd
  readonly verdict: Verdict
}

/** The same, where the drill ended before its turn came or while it ran. */
export interface Undone {
  readonly scenario: string
}

/** What a drill found out, in the order in which the scenarios were named. */
export interface DrillResult {
  /** As it was written, for people. */
  readonly command: string
  readonly startedAt: string
  readonly durationMs: number
  readonly version: string
  readonly drilled: readonly Drilled[]
  readonly undone: readonly Undone[]
}

/** What is held against a client, or advised: all findings but those that only inform. */
export const judgedFindings = ({ verdict }: Drilled): readonly Finding[] =>
  verdict.findings.filter(({ severity }) => severity !== 'INFO')

/** How many scenarios came to a result. */
export const countOf = (result: Verdict['result'], { drilled }: DrillResult): number =>
  drilled.filter(({ verdict }) => verdict.result === result).length

/** The worst that was found: FAIL over INCONCLUSIVE over PASS. What was not done is inconclusive. */
export const worstOf = (drill: DrillResult): Verdict['result'] => {
  if (countOf('FAIL', drill) > 0) return 'FAIL'
  const isWhole = drill.undone.length === 0 && drill.drilled.length > 0
  return isWhole && countOf('INCONCLUSIVE', drill) === 0 ? 'PASS' : 'INCONCLUSIVE'
}
