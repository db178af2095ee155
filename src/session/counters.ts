import type { Scenario } from '../scenario/scenario.ts'

/** How often each rule matched and spoke in this session; indexed as the scenario's rules. */
export interface Counters {
  /** Requests that were decided. */
  asked: number
  readonly matched: number[]
  readonly spoken: number[]
}

/** The counters of a scenario at the beginning. */
export const zeroed = ({ rules }: Scenario): Counters => ({
  asked: 0,
  matched: rules.map(() => 0),
  spoken: rules.map(() => 0),
})

/** What they take in memory. */
export const bytesOfCounters = ({ rules }: Scenario): number => 16 * rules.length

/** What a session takes in memory before its first request, beside them. */
export const BYTES_AT_FIRST = 7000
