import type { Journal } from '../journal/journal.ts'
import type { Session } from '../session/session.ts'
import { fewAtATime } from './few-at-a-time.ts'

/** So many entries are looked at in a turn of the loop: a millisecond or so. */
const AT_ONCE = 5000

/** The names of the rules that there are; all entries may have to be looked at for them. */
export type RuleNames = () => Promise<readonly string[]>

/** The rules that entries of a session may name: those of its scenario, temporary ones, and those of an earlier version that are in the journal. */
export const ruleNamesOf = async (
  { id, scenario, injections }: Session,
  journal: Journal,
): Promise<readonly string[]> => {
  const names = new Set([...injections.rules, ...scenario.rules].map(({ name }) => name))
  await fewAtATime(journal.shapes(id), AT_ONCE, ({ rules }) => {
    for (const name of rules) names.add(name)
  })
  return [...names]
}
