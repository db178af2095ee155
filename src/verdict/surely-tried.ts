import type { CallRecord } from './call-record.ts'

/**
 * How often a call was tried for sure. Where the counts of an SDK start over at 0 once, a layer above may have asked again, or the
 * next test of a suite may have asked the same (docs/design.md, "Calls and attempts"): nobody can tell, so the longer part counts.
 */
export const surelyTried = ({ attempts, count }: CallRecord): number => {
  const anew = attempts.flatMap(({ retryCount, certainty }, i) =>
    i > 0 && retryCount === 0 && certainty === 'inferred' ? [i] : [],
  )
  const [first = 0] = anew
  // what never counts beyond 0 is asked again by the layer that is looked at
  return anew.length === 1 && first > 1 ? Math.max(first, count - first) : count
}
