import { type EntryCriterion, lackedBy } from './entry-match.ts'
import { NearestEntries } from './nearest-entries.ts'
import { MOST_SEEN, type Verified, type Verifier } from './verifier.ts'

/** How many entries with all of these criteria there should be. */
export interface CountOrder {
  readonly criteria: readonly EntryCriterion[]
  readonly min: number
  /** Null: as many as there are. */
  readonly max: number | null
}

const inWords = ({ min, max }: CountOrder): string => {
  if (max === null) return `at least ${min}`
  return min === max ? `exactly ${min}` : `${min} to ${max}`
}

const counted = (order: CountOrder): Verified => {
  const { criteria, min, max } = order
  const entries: string[] = []
  const nearest = new NearestEntries(MOST_SEEN)
  return {
    effort: criteria.length,
    add: entry => {
      const lacks = lackedBy(entry, criteria)
      if (lacks.length === 0) entries.push(entry.id)
      nearest.add(entry, lacks)
    },
    *workOut() {},
    // if only a maximum is given, the whole time is waited: another entry may still come
    isSettled: () => (max !== null && min === 0 ? entries.length > max : entries.length >= min),
    isMet: () => entries.length >= min && entries.length <= (max ?? entries.length),
    found: () => ({ count: entries.length, entries }),
    missed: total => ({
      message: `${entries.length} of ${total} entries match; expected ${inWords(order)}.`,
      expected: { min, max },
      seen: nearest.lines,
    }),
  }
}

/** Whether there are as many entries as there should be. */
export const verifyCount =
  (order: CountOrder): Verifier =>
  () =>
    counted(order)
