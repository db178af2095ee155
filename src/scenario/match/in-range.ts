import { parseCountRange } from '../../units.ts'
import type { Subject } from '../scenario.ts'
import type { CriterionKind } from './criterion-kind.ts'

/** What is said of a criterion that counts something. */
interface Said {
  readonly description: string
  readonly examples: readonly unknown[]
  /** The smallest count that there is. */
  readonly least: 0 | 1
}

/** A number or a range of numbers that a count of the request must lie in; null for a count never does. */
export const inRange = (
  { least, ...said }: Said,
  countOf: (subject: Subject) => number | null,
): CriterionKind<number | string> => ({
  schema: {
    ...said,
    expects: `a number such as 2, or a range such as ${least}..3`,
    anyOf: [
      { type: 'integer', minimum: least },
      { type: 'string', format: least === 0 ? 'turn-range' : 'count-range' },
    ],
  },
  compile: raw => {
    const [from, to] = parseCountRange(String(raw), least) ?? [least, least]
    return subject => {
      const count = countOf(subject)
      return count !== null && count >= from && count <= to
    }
  },
})
