import type { Journal } from '../journal/journal.ts'
import type { Session } from '../session/session.ts'

/** The rules that entries of a session may name: those of its scenario, temporary ones, and those of an earlier version that are in the journal. */
export const ruleNamesOf = ({ id, scenario, injections }: Session, journal: Journal): readonly string[] => {
  const names = new Set([...injections.rules, ...scenario.rules].map(({ name }) => name))
  for (const { rules } of journal.shapes(id)) for (const name of rules) names.add(name)
  return [...names]
}
