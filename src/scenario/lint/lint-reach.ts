import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { parseShare } from '../../units.ts'
import { outcomeNames } from '../compile-scenario.ts'
import type { RawOption, RawRule, RawScenario, RawSingle, RawStep } from '../language/raw-scenario.ts'
import { matchCovers, windowCovers } from './covers.ts'
import { ruleName, warning } from './lint-warning.ts'

// each rule is compared with those before it, but with no more than this many, to bound the time
const MAX_DECIDERS = 300
const ALL = 1 - 1e-9

type Item = RawSingle & {
  readonly sequence?: readonly RawStep[]
  readonly then?: unknown
  readonly oneOf?: readonly RawOption[]
}
type Outcomes = (raw: RawSingle) => boolean

const anyOutcome: Outcomes = raw => outcomeNames.some(name => raw[name] !== undefined)
/** A success, or a break in one. Requests that the API refuses do not get it. */
const success: Outcomes = raw =>
  raw.error === undefined && raw.reply === undefined && (raw.complete !== undefined || typeof raw.fault === 'object')
const noSuccess: Outcomes = raw => anyOutcome(raw) && !success(raw)

/** Whether it surely leads to one of these outcomes. */
const surely = (raw: Item, outcome: Outcomes): boolean => {
  if (raw.sequence) return raw.then !== 'pass' && raw.sequence.every(step => surely(step, outcome))
  if (!raw.oneOf) return outcome(raw)
  const drawn = raw.oneOf.filter(({ share }) => (parseShare(share) ?? 0) > 0)
  const sum = drawn.reduce((all, { share }) => all + (parseShare(share) ?? 0), 0)
  return sum >= ALL && drawn.every(option => surely(option, outcome))
}

/** Whether it can only lead to success, so that it leaves refused requests alone. */
const onlySuccess = (raw: Item): boolean => {
  const items = raw.sequence ?? raw.oneOf
  return items ? items.every(onlySuccess) : success(raw)
}

const isOpen = ({ after, every, share, times }: RawRule): boolean =>
  after === undefined &&
  (every ?? 1) === 1 &&
  times === undefined &&
  (share === undefined || (parseShare(share) ?? 0) >= 1)

interface Decider {
  readonly rule: RawRule
  readonly index: number
  /** Whether it also decides requests that the API refuses: a success does not, unless its match names problems. */
  readonly refusedToo: boolean
}

const deciderOf = (rule: RawRule, index: number): Decider | null => {
  if (!isOpen(rule) || !surely(rule, anyOutcome)) return null
  return { rule, index, refusedToo: rule.match?.problem !== undefined || surely(rule, noSuccess) }
}

const reasonOf = ({ rule, index }: Decider): string => {
  const which = rule.match === undefined ? 'every request' : 'every request that it would match'
  return `${ruleName(rule, index)} before it decides ${which}${rule.during === undefined ? '' : ' in its window'}`
}

const told = (rule: RawRule, index: number, decider: Decider): PathDiagnostic | null => {
  if (decider.refusedToo || (onlySuccess(rule) && rule.match?.problem === undefined))
    return warning(
      ['rules', index],
      `${ruleName(rule, index)} can never be reached: ${reasonOf(decider)}`,
      `Move it up, or give ${ruleName(decider.rule, decider.index)} a narrower match or a gate.`,
    )
  // a success leaves requests that the API refuses to the rules after it
  if (rule.match?.problem !== undefined) return null
  return warning(
    ['rules', index],
    `${ruleName(rule, index)} is reached only by requests that the API refuses: ${reasonOf(decider)}`,
    `Move it up, or, if refused requests are meant, say so: match: { problem: "*" }.`,
  )
}

/** Rules that no request can reach, because one before them decides all that they match. */
export const lintReach = ({ rules = [] }: RawScenario): readonly PathDiagnostic[] => {
  const deciders: Decider[] = []
  return rules.flatMap((rule, index) => {
    const before = deciders.filter(other => matchCovers(other.rule.match, rule.match) && windowCovers(other.rule, rule))
    const decider = deciders.length < MAX_DECIDERS ? deciderOf(rule, index) : null
    if (decider) deciders.push(decider)
    const first = before.find(({ refusedToo }) => refusedToo) ?? before[0]
    const found = first && told(rule, index, first)
    return found ? [found] : []
  })
}
