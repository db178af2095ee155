import type { Entry } from '../journal/entry.ts'
import { type EntryCriterion, lackedBy } from './entry-match.ts'
import type { Waited } from './waited.ts'

/** An entry of a sequence: what holds of it, and how long the client waited before it. */
export interface SequenceStep {
  readonly criteria: readonly EntryCriterion[]
  /** Null: as long as it likes. */
  readonly waited: { readonly says: string; readonly holds: Waited } | null
}

/** What it expects, in words. */
export const expectedBy = ({ criteria, waited }: SequenceStep): string =>
  [...criteria.map(one => one.says), ...(waited === null ? [] : [waited.says])].join(', ') || 'any entry'

/** What does not hold of an entry, in words; `waitedMs` is null where none came before it. */
export const missedBy = ({ criteria, waited }: SequenceStep, entry: Entry, waitedMs: number | null): string => {
  const missed = lackedBy(entry, criteria)
  if (waited !== null && (waitedMs === null || !waited.holds(waitedMs))) missed.push(waited.says)
  return missed.join(', ')
}
