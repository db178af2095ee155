import { usualBatchError } from '../groq/batch-facts.ts'
import type { Batch, BatchError } from '../session/batch.ts'
import { linesDue } from './timetable.ts'

/** Statuses in which a scenario can hold a batch until its window ends. */
const HOLDS: ReadonlySet<string> = new Set(['validating', 'finalizing', 'cancelling'])
/** What becomes of a batch that does not get further than the half of its lines. */
const HALFWAY: ReadonlySet<string> = new Set(['in_progress', 'expired', 'cancelling', 'cancelled'])

/** Whether a batch stays where it is because a scenario holds it there. */
export const isHeld = ({ fate, status, windowMs }: Batch, ageMs: number): boolean =>
  fate?.status === status && HOLDS.has(status) && ageMs < windowMs

/** How many lines of a batch run at most. */
const linesAllowed = ({ fate, counts: { total } }: Batch): number =>
  fate !== null && HALFWAY.has(fate.status) ? Math.floor(total / 2) : total

/** How many lines of a batch should have run at this age. */
export const linesRun = (batch: Batch, ageMs: number): number =>
  Math.min(linesDue(batch.counts.total, ageMs), linesAllowed(batch))

/** The next status of a batch of which so many lines are done; null where it has none yet. */
export const statusAfter = (batch: Batch, done: number): 'cancelling' | 'finalizing' | null => {
  const status = batch.fate?.status
  if (done >= linesAllowed(batch) && (status === 'cancelling' || status === 'cancelled')) return 'cancelling'
  return done >= batch.counts.total ? 'finalizing' : null
}

/** The errors of a batch that fails: those that a scenario gives, else what was found, else one that says no more than that. */
export const errorsOf = ({ fate }: Batch, found: readonly BatchError[]): readonly BatchError[] => {
  if (fate !== null && fate.errors.length > 0) return fate.errors
  return found.length > 0 ? found : [{ ...usualBatchError, param: null, line: null }]
}
