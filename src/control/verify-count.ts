import type { Entry } from '../journal/entry.ts'
import { lineOf } from '../journal/line.ts'
import type { EntryCriterion } from './entry-match.ts'
import { MOST_SEEN, type Verified, type Verifier } from './verifier.ts'

/** How many entries with all of these criteria there should be. */
export interface CountOrder {
  readonly criteria: readonly EntryCriterion[]
  readonly min: number
  /** Null: as many as there are. */
  readonly max: number | null
}

const missedBy = (entry: Entry, criteria: readonly EntryCriterion[]): readonly string[] =>
  criteria.filter(({ holds }) => !holds(entry)).map(({ says }) => says)

/** The entries that came nearest, the nearest first and of equals the latest, with what each lacks. */
const nearestLines = (entries: Iterable<Entry>, criteria: readonly EntryCriterion[]): readonly string[] =>
  [...entries]
    .map((entry, number) => ({ entry, number, missed: missedBy(entry, criteria) }))
    .sort((a, b) => a.missed.length - b.missed.length || b.number - a.number)
    .slice(0, MOST_SEEN)
    .map(
      ({ entry, missed }) =>
        `${entry.id}: ${lineOf(entry)}${missed.length > 0 ? `; but not ${missed.join(', ')}` : ''}`,
    )

const inWords = ({ min, max }: CountOrder): string => {
  if (max === null) return `at least ${min}`
  return min === max ? `exactly ${min}` : `${min} to ${max}`
}

const counted = ({ criteria, min, max }: CountOrder): Verified => {
  const entries: string[] = []
  return {
    add: entry => {
      if (missedBy(entry, criteria).length === 0) entries.push(entry.id)
    },
    // if only a maximum is given, the whole time is waited: another entry may still come
    isSettled: () => (max !== null && min === 0 ? entries.length > max : entries.length >= min),
    isMet: () => entries.length >= min && entries.length <= (max ?? entries.length),
    found: () => ({ count: entries.length, entries }),
  }
}

/** Whether there are as many entries as there should be. */
export const verifyCount = (order: CountOrder): Verifier => ({
  open: () => counted(order),
  missed: (entries, { count }, total) => ({
    message: `${count} of ${total} entries match; expected ${inWords(order)}.`,
    expected: { min: order.min, max: order.max },
    seen: nearestLines(entries, order.criteria),
  }),
})
