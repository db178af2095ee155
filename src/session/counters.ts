import type { Scenario } from '../scenario/scenario.ts'

/** How often each rule matched and spoke in this session; indexed as the scenario's rules. */
export interface Counters {
  /** Requests that were decided. */
  asked: number
  readonly matched: number[]
  readonly spoken: number[]
}

/** Those of a session in which nothing has happened. */
export const countersOf = ({ rules }: Scenario): Counters => ({
  asked: 0,
  matched: rules.map(() => 0),
  spoken: rules.map(() => 0),
})
