import type { Outcome } from '../outcomes/index.ts'
import type {
  Choice,
  Criterion,
  Modifiers,
  OneOfChoice,
  Option,
  Rule,
  SequenceChoice,
  SingleChoice,
  Subject,
} from '../scenario/scenario.ts'
import { closedGate } from './closed-gate.ts'
import { drawFor } from './draw-for.ts'
import { needsSuccess } from './needs-success.ts'
import type { Question } from './question.ts'
import type { Trace } from './trace.ts'

/** A rule that did not decide, and the first thing that it missed. */
export interface NearMiss {
  readonly rule: string
  /** The criterion or gate as it stands in the file, or the reason in words. */
  readonly missed: string
}

/** What a rule, or the API itself (null), wants changed. */
export interface Change {
  readonly rule: Rule | null
  readonly modifiers: Modifiers
}

/** What the rules came to: who decided, what it and those that passed want changed (the nearest last), and who nearly spoke. */
export interface Rulings {
  readonly decided: { readonly rule: Rule; readonly outcome: Outcome } | null
  readonly changes: readonly Change[]
  readonly nearMisses: readonly NearMiss[]
  /** What each rule that was asked missed; null where it spoke. */
  readonly missed: Trace['missed']
}

interface Resolved {
  readonly choice: SingleChoice
  /** From the rule down to the item: the last is the nearest. */
  readonly modifiers: readonly Modifiers[]
}

/** A rule that missed one of these is too far away to be a near miss. */
const FAR = new Set(['endpoint', 'method', 'path'])
const MAX_NEAR_MISSES = 20

/** The step that a count of steps taken leads to; undefined where the sequence is at its end and passes. */
const stepAt = ({ steps, atEnd }: SequenceChoice, taken: number) => {
  const whole = steps.reduce((sum, { times }) => sum + times, 0)
  if (taken >= whole && atEnd === 'pass') return undefined
  const at = atEnd === 'repeat' ? taken % whole : taken
  let before = 0
  const found = steps.find(step => {
    before += step.times
    return at < before
  })
  return found ?? steps.at(-1)
}

/** The option that a number falls on; undefined for what the shares leave over. */
export const optionDrawn = ({ options }: OneOfChoice, number: number): Option | undefined => {
  let below = 0
  return options.find(option => {
    below += option.share
    return number < below
  })
}

const LEFT_OVER = {
  oneOf: 'oneOf: the draw fell on none of the options',
  sequence: 'sequence: it is at its end and passes',
} as const

/** Reduces a choice to one outcome or to passing; a sentence if nothing is left: the draw chose no option, or the sequence is at its end. */
const resolve = (
  question: Question,
  rule: Rule,
  choice: Choice,
  modifiers: readonly Modifiers[],
): Resolved | string => {
  if (choice.kind === 'pass' || choice.kind === 'outcome') return { choice, modifiers }
  const item =
    choice.kind === 'sequence'
      ? stepAt(choice, question.session.counters.spokenBy(rule, question.call))
      : optionDrawn(choice, drawFor(question, rule, 'oneOf', choice))
  return item ? resolve(question, rule, item.choice, [...modifiers, item.modifiers]) : LEFT_OVER[choice.kind]
}

/** A success can't answer a request that the API would refuse, unless the rule matches problems. */
const passesOver = ({ call }: Question, rule: Rule, outcome: Outcome): boolean =>
  call.problem !== null && !rule.matchesProblem && needsSuccess(outcome)

const firstMissed = (rule: Rule, subject: Subject): Criterion | string | null => {
  for (const criterion of rule.criteria)
    if (!criterion.holds(subject)) return criterion.seen ? `${criterion.says} (${criterion.seen(subject)})` : criterion
  return null
}

/** Asks one rule: its resolved choice, or what it missed. */
const ask = (question: Question, rule: Rule): Resolved | Criterion | string => {
  const missed = firstMissed(rule, question) ?? closedGate(question, rule)
  if (missed !== null) return missed
  const resolved = resolve(question, rule, rule.choice, [rule.modifiers])
  if (typeof resolved === 'string') return resolved
  if (resolved.choice.kind === 'outcome' && passesOver(question, rule, resolved.choice.outcome))
    return `${resolved.choice.outcome.kind}: the request is refused (${question.call.problem?.name}) and the rule does not match problems`
  return resolved
}

/** The rules that were near, out of what was missed. */
const nearMissesOf = (rules: readonly Rule[], missed: Trace['missed']): readonly NearMiss[] => {
  const near: NearMiss[] = []
  for (let i = 0; i < missed.length && near.length < MAX_NEAR_MISSES; i += 1) {
    const [miss, rule] = [missed[i], rules[i]?.name ?? '']
    if (typeof miss === 'string') near.push({ rule, missed: miss })
    else if (miss && !FAR.has(miss.key)) near.push({ rule, missed: miss.says })
  }
  return near
}

/** Asks rules one after the other: the first that decides, and what those before it change. Moves their counters. */
export const askRules = (question: Question, rules: readonly Rule[]): Rulings => {
  const changes: Change[] = []
  const missed: (Criterion | string | null)[] = []
  let decided: Rulings['decided'] = null
  for (const rule of rules) {
    const answer = ask(question, rule)
    if (typeof answer === 'string' || 'key' in answer) {
      missed.push(answer)
      continue
    }
    missed.push(null)
    question.session.counters.count(rule, question.call, 'spoken')
    for (const modifiers of answer.modifiers) changes.push({ rule, modifiers })
    if (answer.choice.kind === 'pass') continue
    decided = { rule, outcome: answer.choice.fill(question) }
    break
  }
  return { decided, changes, nearMisses: nearMissesOf(rules, missed), missed }
}
