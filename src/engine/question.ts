import type { Attempt, Call, Problem, WrongSelection } from '../call.ts'
import type { EndpointName } from '../groq/endpoints.ts'
import type { RateLimiter } from '../limits/rate-limiter.ts'
import type { Slots } from '../limits/slots.ts'
import type { Effort } from '../scenario/match/effort.ts'
import type { Named, Rule, Scenario } from '../scenario/scenario.ts'
import type { Draw } from './trace.ts'

/** As much of a session as a decision needs; counters move as rules match and speak, buckets and slots as requests are served. */
export interface SessionState extends Named {
  readonly scenario: Scenario
  readonly seed: number
  readonly resources: { has(endpoint: EndpointName | null, id: string): boolean }
  readonly counters: {
    asked: number
    /** How many requests a rule matched, and for how many it spoke: of the session or, with `per`, of this one's value. */
    matchedBy(rule: Rule, call: Call): number
    spokenBy(rule: Rule, call: Call): number
    count(rule: Rule, call: Call, what: 'matched' | 'spoken'): void
  }
  /** Temporary rules, which are asked first. */
  readonly injections: { readonly rules: readonly Rule[] }
  readonly limiter: RateLimiter
  readonly slots: Slots
  /** How many of its requests are being answered, the one that is decided included. */
  readonly underWay: number
  /** How many milliseconds of session time a real one is. */
  readonly speed: number
}

/** Everything that a decision is made from. */
export interface Question {
  readonly call: Call
  readonly attempt: Attempt
  readonly session: SessionState
  /** What is wrong with what the client chose, or null. */
  readonly wrong: WrongSelection | null
  /** What is wrong with the request, its key or its model; the first of them. */
  readonly problem: Problem | null
  /** Session time, in milliseconds. */
  readonly sessionMs: number
  /** How many other requests of the session are under way. */
  readonly others: number
  /** Every draw that is made on the way is noted here. */
  readonly draws: Draw[]
  readonly effort: Effort
}
