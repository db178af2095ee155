import type { Rule } from '../scenario/scenario.ts'
import type { TemporaryRule } from '../scenario/temporary-rule.ts'
import { Tally } from '../tally.ts'

/** A temporary rule of a session, and how often it matched and spoke. */
export interface Injection extends TemporaryRule {
  readonly id: string
  matched: number
  spoken: number
}

const MOST = 100
/** What one takes in memory. */
const ITEM_BYTES = 4000

/** The temporary rules of a session: asked before those of its scenario, and gone after so many requests. */
export class Injections {
  readonly #byRule = new Map<Rule, Injection>()
  readonly #tally: Tally
  #made = 0
  #rules: readonly Rule[] = []

  /** What is remembered takes bytes, which are counted in the tally. */
  constructor(tally = new Tally()) {
    this.#tally = tally
  }

  /** Those that may still speak, the oldest first. */
  get rules(): readonly Rule[] {
    return this.#rules
  }

  /** The number that the next one has. */
  get nextNumber(): number {
    return this.#made + 1
  }

  all(): readonly Injection[] {
    return [...this.#byRule.values()]
  }

  /** Null where there are too many. */
  add(made: TemporaryRule): Injection | null {
    if (this.#byRule.size >= MOST) return null
    this.#made += 1
    const injection = { ...made, id: String(this.#made), matched: 0, spoken: 0 }
    this.#byRule.set(made.rule, injection)
    this.#changed(ITEM_BYTES)
    return injection
  }

  /** False where it is not here, or no more. */
  delete(id: string): boolean {
    const found = this.all().find(one => one.id === id)
    return found !== undefined && this.#delete(found)
  }

  clear(): void {
    const bytes = ITEM_BYTES * this.#byRule.size
    this.#byRule.clear()
    this.#changed(-bytes)
  }

  /** One more request that a rule matched, or answered; undefined counts as one that went meanwhile. */
  count(rule: Rule, what: 'matched' | 'spoken'): void {
    const injection = this.#byRule.get(rule)
    if (!injection) return
    injection[what] += 1
    if (injection.spoken >= injection.times) this.#delete(injection)
  }

  countOf(rule: Rule, what: 'matched' | 'spoken'): number {
    return this.#byRule.get(rule)?.[what] ?? 0
  }

  #delete({ rule }: Injection): boolean {
    this.#byRule.delete(rule)
    this.#changed(-ITEM_BYTES)
    return true
  }

  #changed(bytes: number): void {
    this.#rules = [...this.#byRule.keys()]
    this.#tally.add(bytes)
  }
}
