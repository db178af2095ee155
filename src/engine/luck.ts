import { draw } from '../chance.ts'
import type { Rule } from '../scenario/scenario.ts'
import type { Question } from './question.ts'

/**
 * The draw of a rule, or of the API itself (null), for one thing: `share`, `oneOf`, `delay`. It hangs on the call and its
 * attempt, or, drawn by order, on how many requests came before.
 */
export const luck = ({ session, call, attempt }: Question, rule: Rule | null, what: string): number => {
  const { scenario, seed, counters } = session
  const name = rule?.name ?? 'api'
  if (scenario.drawBy === 'order')
    return draw([seed, name, what, rule ? (counters.matched[rule.index] ?? 0) : counters.asked])
  return draw([seed, name, what, call.fingerprint, attempt.ordinal, attempt.attempt])
}
