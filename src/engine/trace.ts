import type { LimitReading } from '../limits/limit-reading.ts'
import type { Delay } from '../outcomes/delay.ts'
import type { Criterion, OneOfChoice, Rule } from '../scenario/scenario.ts'

/** A number that was drawn for a rule, or for the API itself (null), and what it was held against: a share, options, a delay. */
export interface Draw {
  readonly rule: Rule | null
  readonly what: 'share' | 'oneOf' | 'delay' | 'firstToken' | 'flex'
  readonly number: number
  readonly against: number | OneOfChoice | Delay
}

/**
 * What a decision looked at, as references into the scenario: written on every request, put into words only when somebody asks.
 */
export interface Trace {
  /** The rules of the endpoint; the first `missed.length` of them were asked. */
  readonly rules: readonly Rule[]
  /** What each rule that was asked missed: a criterion, or a closed gate in words; null where it spoke. */
  readonly missed: readonly (Criterion | string | null)[]
  readonly draws: readonly Draw[]
  /** How the request found its limits; null where none was asked. */
  readonly limits: readonly LimitReading[] | null
}
