import type { CallRecord } from './call-record.ts'

/** The attempts of a call in rounds: one is all that an SDK did before its counts started over at 0. */
export interface Rounds {
  /** How many attempts each had. */
  readonly lengths: readonly number[]
  /** Whether all of them are certainly of one call. */
  readonly areCertain: boolean
}

/** The rounds of a call. What counts nothing, or never beyond 0, is one. */
export const roundsOf = ({ attempts, count }: CallRecord): Rounds => {
  const begins = attempts.flatMap(({ retryCount }, i) => (i === 0 || retryCount === 0 ? [i] : []))
  const lengths = begins.map((begin, i) => (begins[i + 1] ?? count) - begin)
  const isOne = (lengths[0] ?? 0) < 2
  return {
    lengths: isOne ? [count] : lengths,
    areCertain: isOne || begins.every(i => i === 0 || attempts[i]?.certainty === 'certain'),
  }
}

/**
 * Whether the rounds may be those of two calls: where counts start over once, a layer above may have asked again, or the next test
 * of a suite may have asked the same (docs/design.md, "Calls and attempts").
 */
export const mayBeTwoCalls = ({ lengths, areCertain }: Rounds): boolean => lengths.length === 2 && !areCertain
