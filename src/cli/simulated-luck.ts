import { optionDrawn } from '../engine/ask-rules.ts'
import type { Draw } from '../engine/trace.ts'
import { describe } from '../outcomes/index.ts'
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

/** Counts what was drawn for rules. */
export class SimulatedLuck {
  /** Of a rule its share, of an option of a `oneOf` its own. */
  readonly #luck = new Map<Rule | Option, Luck>()

  add({ rule, number, against }: Draw): void {
    if (rule === null) return
    if (typeof against === 'number') return this.#fell(rule, number < against)
    if (against.kind !== 'oneOf') return
    const drawn = optionDrawn(against, number)
    for (const option of against.options) this.#fell(option, option === drawn)
  }

  /** What a rule asks for beside what came of it. */
  ratesOf(rule: Rule): readonly Rate[] {
    const { share } = rule.gates
    return [...(share === null ? [] : [this.#rate(rule, rule, 'share', share)]), ...this.#optionRates(rule)]
  }

  #optionRates(rule: Rule): readonly Rate[] {
    const { choice } = rule
    if (choice.kind !== 'oneOf') return []
    const names = optionNames(choice)
    return choice.options.flatMap((option, i) => {
      const what = names[i] ?? null
      return what === null ? [] : [this.#rate(rule, option, what, option.share)]
    })
  }

  #rate({ name }: Rule, of: Rule | Option, what: string, configured: number): Rate {
    return { rule: name, what, configured, ...(this.#luck.get(of) ?? NEVER) }
  }

  #fell(of: Rule | Option, fell: boolean): void {
    const known = this.#luck.get(of) ?? NEVER
    this.#luck.set(of, { asked: known.asked + 1, fell: known.fell + (fell ? 1 : 0) })
  }
}
