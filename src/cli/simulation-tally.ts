import type { Call } from '../call.ts'
import { optionDrawn } from '../engine/ask-rules.ts'
import type { Decision } from '../engine/decide.ts'
import type { Draw } from '../engine/trace.ts'
import { because, foreseen } from '../outcomes/because.ts'
import { describe } from '../outcomes/index.ts'
import { willTell } from '../outcomes/told-of.ts'
import type { OneOfChoice, Option, Rule } from '../scenario/scenario.ts'

/** A share that the scenario asks for, how often it was drawn, and how often the draw fell inside it. */
export interface Rate {
  readonly rule: string
  /** What the share is of: `share`, or the outcome of a `oneOf`. */
  readonly what: string
  readonly configured: number
  readonly asked: number
  readonly fell: number
}

/** How often luck was asked, and how often it fell so. */
type Luck = Pick<Rate, 'asked' | 'fell'>

const NEVER: Luck = { asked: 0, fell: 0 }

/** What options of a `oneOf` end in; those that read the same are told apart by their place. */
const optionNames = ({ options }: OneOfChoice): readonly (string | null)[] => {
  const names = options.map(({ choice }) => (choice.kind === 'outcome' ? describe(choice.outcome) : null))
  return names.map((name, i) =>
    name !== null && names.some((other, at) => at !== i && other === name) ? `${name}, option ${i + 1}` : name,
  )
}

/** What became of the requests so far. */
export class SimulationTally {
  readonly #outcomes = new Map<string, number>()
  /** Of a rule its share, of an option of a `oneOf` its own. */
  readonly #luck = new Map<Rule | Option, Luck>()

  add(decision: Decision, call: Call): void {
    const said = because(decision, call, foreseen(decision, call), willTell(decision))
    this.#outcomes.set(said, (this.#outcomes.get(said) ?? 0) + 1)
    for (const draw of decision.trace?.draws ?? []) this.#addDraw(draw)
  }

  /** How many requests got what, by the sentence that the journal would say; the most frequent first. */
  get outcomes(): readonly (readonly [because: string, requests: number])[] {
    return [...this.#outcomes].sort(([, a], [, b]) => b - a)
  }

  ratesOf(rules: readonly Rule[]): readonly Rate[] {
    return rules.flatMap(rule => [...this.#shareRate(rule), ...this.#optionRates(rule)])
  }

  #addLuck(of: Rule | Option, fell: boolean): void {
    const known = this.#luck.get(of) ?? NEVER
    this.#luck.set(of, { asked: known.asked + 1, fell: known.fell + (fell ? 1 : 0) })
  }

  #addDraw({ rule, number, against }: Draw): void {
    if (rule === null) return
    if (typeof against === 'number') return this.#addLuck(rule, number < against)
    if (against.kind !== 'oneOf') return
    const drawn = optionDrawn(against, number)
    for (const option of against.options) this.#addLuck(option, option === drawn)
  }

  #luckOf(of: Rule | Option): Luck {
    return this.#luck.get(of) ?? NEVER
  }

  #shareRate(rule: Rule): readonly Rate[] {
    const { share } = rule.gates
    return share === null ? [] : [{ rule: rule.name, what: 'share', configured: share, ...this.#luckOf(rule) }]
  }

  #optionRates({ name, choice }: Rule): readonly Rate[] {
    if (choice.kind !== 'oneOf') return []
    const names = optionNames(choice)
    return choice.options.flatMap((option, i) => {
      const what = names[i] ?? null
      return what === null ? [] : [{ rule: name, what, configured: option.share, ...this.#luckOf(option) }]
    })
  }
}
