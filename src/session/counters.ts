import type { Call } from '../call.ts'
import type { Rule, Scenario } from '../scenario/scenario.ts'
import { Tally } from '../tally.ts'
import { Injections } from './injections.ts'
import { Recent } from './recent.ts'

/** How often a rule matched and spoke for one value of its `per`. */
interface Count {
  matched: number
  spoken: number
}

const MOST_VALUES = 10_000
/** What a value takes in memory, beside its letters. */
const VALUE_BYTES = 300

/** How often each rule matched and spoke in this session; indexed as the scenario's rules. */
export class Counters {
  /** Requests that were decided. */
  asked = 0
  readonly matched: number[]
  readonly spoken: number[]
  /** Of rules with `per`. */
  readonly #values: readonly (Recent<string, Count> | null)[]
  readonly #tally: Tally
  readonly #injections: Injections

  /** What is kept for each value is counted in the tally. Temporary rules count for themselves. */
  constructor({ rules }: Scenario, tally = new Tally(), injections = new Injections(tally)) {
    this.#tally = tally
    this.#injections = injections
    this.matched = rules.map(() => 0)
    this.spoken = rules.map(() => 0)
    this.#values = rules.map(({ per }) =>
      per === null ? null : new Recent(MOST_VALUES, tally, value => VALUE_BYTES + value.length),
    )
  }

  /** How many requests a rule has matched: all of the session or, with `per`, those of this one's value. */
  matchedBy(rule: Rule, call: Call): number {
    if (rule.index < 0) return this.#injections.countOf(rule, 'matched')
    return this.#apart(rule, call)?.matched ?? this.matched[rule.index] ?? 0
  }

  /** For how many of them it spoke. */
  spokenBy(rule: Rule, call: Call): number {
    if (rule.index < 0) return this.#injections.countOf(rule, 'spoken')
    return this.#apart(rule, call)?.spoken ?? this.spoken[rule.index] ?? 0
  }

  /** One more of either. */
  count(rule: Rule, call: Call, what: keyof Count): void {
    if (rule.index < 0) return this.#injections.count(rule, what)
    const apart = this.#apart(rule, call)
    if (apart) apart[what] += 1
    this[what][rule.index] = (this[what][rule.index] ?? 0) + 1
  }

  /** Those of another scenario, in place of these. */
  anew(scenario: Scenario): Counters {
    this.forget()
    return new Counters(scenario, this.#tally, this.#injections)
  }

  /** Forgets what is counted for single values: each begins anew. */
  forget(): void {
    for (const values of this.#values) values?.clear()
  }

  #apart({ index, per }: Rule, call: Call): Count | null {
    const values = this.#values[index]
    if (per === null || !values) return null
    const value = per.groupOf(call)
    const known = values.get(value)
    if (known) return known
    const fresh = { matched: 0, spoken: 0 }
    values.set(value, fresh)
    return fresh
  }
}

/** What they take in memory. */
export const bytesOfCounters = ({ rules }: Scenario): number => 16 * rules.length

/** What a session takes in memory before its first request, beside them. */
export const BYTES_AT_FIRST = 7000
