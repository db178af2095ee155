import { draw } from '../chance.ts'
import type { Outcome } from '../outcomes/index.ts'
import type {
  Choice,
  Modifiers,
  OneOfChoice,
  Option,
  Rule,
  SequenceChoice,
  SingleChoice,
  Subject,
} from '../scenario/scenario.ts'
import type { Question } from './question.ts'

/** A rule that did not decide, and the first thing that it missed. */
export interface NearMiss {
  readonly rule: string
  /** The criterion or gate as it stands in the file, or the reason in words. */
  readonly missed: string
}

/** What the rules came to: who decided, what those that passed want changed (nearest last), and who nearly spoke. */
export interface Rulings {
  readonly decided: { readonly rule: Rule; readonly outcome: Outcome } | null
  readonly modifiers: readonly Modifiers[]
  readonly nearMisses: readonly NearMiss[]
}

interface Resolved {
  readonly choice: SingleChoice
  /** From the rule down to the item: the last is the nearest. */
  readonly modifiers: readonly Modifiers[]
}

/** Refused requests are far from a rule that names another endpoint: only what comes after these tells something. */
const FAR = new Set(['endpoint', 'method', 'path'])
const MAX_NEAR_MISSES = 20
const NONE: Rulings = { decided: null, modifiers: [], nearMisses: [] }

const luck = ({ session, call, attempt }: Question, rule: Rule, what: string): number => {
  const { scenario, seed, counters } = session
  return scenario.drawBy === 'order'
    ? draw([seed, rule.name, what, counters.matched[rule.index] ?? 0])
    : draw([seed, rule.name, what, call.fingerprint, attempt.ordinal, attempt.attempt])
}

/** The first gate that is closed, as it stands in the file; null where all are open. Moves the *matched* counter. */
const closedGate = (question: Question, rule: Rule): string | null => {
  const { matched, spoken } = question.session.counters
  const { after, every, share, times } = rule.gates
  const nth = (matched[rule.index] ?? 0) + 1
  matched[rule.index] = nth
  if (after !== null && nth <= after) return `after: ${after} (this is number ${nth})`
  if (every !== null && (nth - (after ?? 0)) % every !== 0) return `every: ${every} (this is number ${nth})`
  if (share !== null && luck(question, rule, 'share') >= share) return `share: ${Number((share * 100).toFixed(6))}%`
  if (times !== null && (spoken[rule.index] ?? 0) >= times) return `times: ${times}`
  return null
}

const stepAt = ({ steps }: SequenceChoice, spoken: number) => {
  let before = 0
  return (
    steps.find(step => {
      before += step.times
      return spoken < before
    }) ?? steps.at(-1)
  )
}

const optionDrawn = ({ options }: OneOfChoice, number: number): Option | undefined => {
  let below = 0
  return options.find(option => {
    below += option.share
    return number < below
  })
}

/** A choice down to one outcome or to passing; null where a `oneOf` drew what its shares leave over. */
const resolve = (question: Question, rule: Rule, choice: Choice, modifiers: readonly Modifiers[]): Resolved | null => {
  if (choice.kind === 'pass' || choice.kind === 'outcome') return { choice, modifiers }
  const item =
    choice.kind === 'sequence'
      ? stepAt(choice, question.session.counters.spoken[rule.index] ?? 0)
      : optionDrawn(choice, luck(question, rule, 'oneOf'))
  return item ? resolve(question, rule, item.choice, [...modifiers, item.modifiers]) : null
}

/** A success can't be given to what the API would refuse, unless the rule says that it means the refused. */
const passesOver = ({ call }: Question, rule: Rule, outcome: Outcome): boolean =>
  outcome.kind === 'complete' && call.problem !== null && !rule.matchesProblem

const firstMissed = (rule: Rule, subject: Subject): Rule['criteria'][number] | undefined => {
  for (const criterion of rule.criteria) if (!criterion.holds(subject)) return criterion
  return undefined
}

/** Asks one rule. Its near miss, its resolved choice, or null where it does not concern the request. */
const ask = (question: Question, rule: Rule): Resolved | NearMiss | null => {
  const missed = firstMissed(rule, question)
  if (missed) return FAR.has(missed.key) ? null : { rule: rule.name, missed: missed.says }
  const gate = closedGate(question, rule)
  if (gate !== null) return { rule: rule.name, missed: gate }
  const resolved = resolve(question, rule, rule.choice, [rule.modifiers])
  if (!resolved) return { rule: rule.name, missed: 'oneOf: the draw fell on what the shares leave over' }
  if (resolved.choice.kind === 'outcome' && passesOver(question, rule, resolved.choice.outcome)) {
    return {
      rule: rule.name,
      missed: `complete: the request is refused (${question.call.problem?.name}) and the rule does not match problems`,
    }
  }
  return resolved
}

/** Goes through the rules of the call's endpoint: the first that decides, and what those before it change. Moves their counters. */
export const askRules = (question: Question): Rulings => {
  const rules = question.session.scenario.rulesFor(question.call.endpoint)
  if (rules.length === 0) return NONE
  const nearMisses: NearMiss[] = []
  const modifiers: Modifiers[] = []
  for (const rule of rules) {
    const answer = ask(question, rule)
    if (!answer) continue
    if ('missed' in answer) {
      if (nearMisses.length < MAX_NEAR_MISSES) nearMisses.push(answer)
      continue
    }
    question.session.counters.spoken[rule.index] = (question.session.counters.spoken[rule.index] ?? 0) + 1
    modifiers.push(...answer.modifiers)
    if (answer.choice.kind === 'outcome')
      return { decided: { rule, outcome: answer.choice.outcome }, modifiers, nearMisses }
  }
  return { decided: null, modifiers, nearMisses }
}
