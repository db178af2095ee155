import type { Rule } from '../scenario/scenario.ts'
import { formatDuration } from '../units.ts'
import { drawFor } from './draw-for.ts'
import type { Question } from './question.ts'

interface Gate {
  readonly question: Question
  readonly rule: Rule
  /** Which of the requests that matched this is, from 1. */
  readonly nth: number
}

const place = (nth: number, { per }: Rule): string => `(this is number ${nth}${per ? ` of this ${per.what}` : ''})`

/** The gates after `during`, in the order in which they are tried: the gate as written in the file if it is closed, else null. */
const gates: readonly ((gate: Gate) => string | null)[] = [
  ({ rule, nth }) => {
    const { after } = rule.gates
    return after !== null && nth <= after ? `after: ${after} ${place(nth, rule)}` : null
  },
  ({ rule, nth }) => {
    const { after, every } = rule.gates
    return every !== null && (nth - (after ?? 0)) % every !== 0 ? `every: ${every} ${place(nth, rule)}` : null
  },
  ({ question, rule }) => {
    const { share } = rule.gates
    return share !== null && drawFor(question, rule, 'share', share) >= share
      ? `share: ${Number((share * 100).toFixed(6))}%`
      : null
  },
  ({ question, rule }) => {
    const { gates, per } = rule
    return gates.times !== null && question.session.counters.spokenBy(rule, question.call) >= gates.times
      ? `times: ${gates.times}${per ? ` (for each ${per.what})` : ''}`
      : null
  },
]

const outsideWindow = ({ sessionMs }: Question, { gates: { during } }: Rule): string | null =>
  during === null || (sessionMs >= during[0] && sessionMs < during[1])
    ? null
    : `during: ${during.map(formatDuration).join('..')} (this came at ${formatDuration(Math.round(sessionMs))})`

/** The first gate that is closed; null where all are open. Moves the *matched* counter if the window is open. */
export const closedGate = (question: Question, rule: Rule): string | null => {
  const outside = outsideWindow(question, rule)
  if (outside !== null) return outside
  const { counters } = question.session
  counters.count(rule, question.call, 'matched')
  const nth = counters.matchedBy(rule, question.call)
  for (const gate of gates) {
    const closed = gate({ question, rule, nth })
    if (closed !== null) return closed
  }
  return null
}
