import { draw } from '../chance.ts'
import type { Rule } from '../scenario/scenario.ts'
import type { Question } from './question.ts'
import type { Draw } from './trace.ts'

const numberOf = ({ session, call, attempt }: Question, rule: Rule | null, what: Draw['what']): number => {
  const { scenario, seed, counters } = session
  const name = rule?.name ?? 'api'
  if (scenario.drawBy === 'order') {
    const nth = rule ? counters.matchedBy(rule, call) : counters.asked
    return draw([seed, name, what, nth, ...(rule?.per ? [rule.per.groupOf(call)] : [])])
  }
  return draw([seed, name, what, call.fingerprint, attempt.ordinal, attempt.attempt])
}

/**
 * The draw of a rule, or of the API itself (null), for one thing. It depends on the call and its attempt or, with `drawBy: order`, on
 * how many requests came before, of the value of `per` where the rule has it. What it is held against is noted with it.
 */
export const drawFor = (
  question: Question,
  rule: Rule | null,
  what: Draw['what'],
  against: Draw['against'],
): number => {
  const number = numberOf(question, rule, what)
  question.draws.push({ rule, what, number, against })
  return number
}
