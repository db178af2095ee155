import type { Verdict } from '../verdict/verdict.ts'
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

/** The worst that was found: FAIL over INCONCLUSIVE over PASS. What was not done is inconclusive. */
export const worstOf = ({ drilled, undone }: DrillResult): Verdict['result'] => {
  const results = drilled.map(({ verdict }) => verdict.result)
  if (results.includes('FAIL')) return 'FAIL'
  return undone.length > 0 || results.length === 0 || results.includes('INCONCLUSIVE') ? 'INCONCLUSIVE' : 'PASS'
}
