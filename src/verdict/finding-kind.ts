import type { FindingId } from '../contract.ts'
import type { CallRecord } from './call-record.ts'
import type { Run } from './run.ts'
import type { Attempt, Certainty, Severity, Trial } from './verdict.ts'

/** One occurrence of a finding. */
export interface Sighting {
  readonly severity: Severity
  readonly certainty: Certainty
  readonly sentence: string
  /** What shows it. */
  readonly evidence: readonly Attempt[]
  /** The call that it is about; null where it is about the run. */
  readonly call: string | null
  /** Where it hangs on milliseconds: by how much the client missed, and what it is allowed beyond the mock's own lateness. */
  readonly margin?: { readonly byMs: number; readonly allowedMs: number }
}

/** What looks for one finding in one run. */
export interface Watch {
  /** A call that is over; the order of calls must not matter. */
  call?(call: CallRecord): Sighting | null
  /** All calls are over. */
  close?(run: Run): readonly Sighting[]
}

/** One thing that a client can do wrong, or right. */
export interface FindingKind {
  readonly id: FindingId
  /** The page, RFC or paper that it rests on. */
  readonly basis: string
  /** What to change in the client. */
  readonly change: string
  /** Whether it looks at calls too that were served at once, which says little about a client. */
  readonly looksAtAll?: true
  watch(trial: Trial): Watch
}

/** A finding that shows in one call by itself. */
export const perCall = (
  kind: Omit<FindingKind, 'watch'>,
  look: (call: CallRecord, trial: Trial) => Sighting | null,
): FindingKind => ({ ...kind, watch: trial => ({ call: call => look(call, trial) }) })
