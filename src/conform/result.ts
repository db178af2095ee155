import type { FindingId } from '../contract.ts'
import type { Case, Level, ResultWord } from './case.ts'
import type { PrintedLine } from './printed-lines.ts'

/** What a client did in a case, as far as it is the same in the next run. */
export interface Behaviour {
  /** Of one call: what its attempts were answered with, in order; null for no answer. */
  readonly statuses: readonly (number | null)[] | null
  readonly attempts: number
  readonly calls: number
  readonly succeeded: number
  /** What the runner said of the call, where there was one. */
  readonly reported: Pick<PrintedLine, 'ok' | 'text' | 'finish' | 'status' | 'error'> | null
}

/** The result of one case. */
export interface CaseResult extends Pick<Case, 'id' | 'family' | 'title' | 'source'> {
  readonly level: Level
  readonly result: ResultWord
  /** What is not as wanted, each in half a sentence. */
  readonly why: readonly string[]
  /** Null where the client asked for nothing. */
  readonly seen: Behaviour | null
}

/** What differs from run to run. */
export interface CaseTimes {
  readonly durationMs: number
  /** Before the second attempt, the third and so on, of one call. */
  readonly waitsMs: readonly number[]
  /** What the verdict holds against the client or advises: it hangs on times, and on which attempts it takes to belong together. */
  readonly findings: readonly FindingId[]
}

/** A case that was run. */
export interface CaseRun {
  readonly result: CaseResult
  readonly times: CaseTimes
  /** The runner itself did not do its part: nothing was judged. */
  readonly isBroken: boolean
}
