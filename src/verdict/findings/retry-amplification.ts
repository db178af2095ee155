import type { CallRecord } from '../call-record.ts'
import type { FindingKind, Sighting } from '../finding-kind.ts'
import { listed } from '../words.ts'

/** Two rounds may be two equal requests of a test suite; of one call three are needed, or two in two calls. */
const ROUNDS_OF_ONE_CALL = 3
const ROUNDS_OF_SEVERAL = 2
/** An outer layer asks again within so long after the inner one gave up; later it may be anybody. */
const NEXT_ROUND_MS = 30_000

/** How many attempts each round of an inner layer had: its counts start over at 0 where an outer layer asks again. */
const roundsOf = ({ attempts }: CallRecord): readonly number[] => {
  const rounds: number[] = []
  for (const { retryCount, waitMs } of attempts) {
    if (retryCount === null || (waitMs ?? 0) > NEXT_ROUND_MS) return []
    if (retryCount === 0 || rounds.length === 0) rounds.push(1)
    else rounds.push((rounds.pop() ?? 0) + 1)
  }
  return rounds
}

const isAmplified = (rounds: readonly number[]): boolean =>
  rounds.length >= ROUNDS_OF_SEVERAL &&
  (rounds[0] ?? 0) > 1 &&
  // each but the last was tried to its end
  rounds.slice(0, -1).every(round => round === rounds[0])

const sightingOf = (call: CallRecord, rounds: readonly number[]): Sighting => ({
  severity: 'WARN',
  certainty: 'inferred',
  sentence: `Two layers retry ${call.id}: an outer one asked ${rounds.length} times, an inner one (${call.userAgent ?? 'an SDK'}) tried up to ${rounds[0]} times for each: ${rounds.length} × ${rounds[0]}, in all ${call.count} attempts (${listed(rounds)}).`,
  evidence: call.attempts.slice(0, 20),
  call: call.id,
})

/** Several layers retry, and their numbers multiply. */
export const retryAmplification: FindingKind = {
  id: 'retry-amplification',
  basis:
    'Site Reliability Engineering, chapter 21 "Handling Overload", on retries at several layers (https://sre.google/sre-book/handling-overload/)',
  change:
    'Let one layer retry: set maxRetries: 0 (Node) or max_retries=0 (Python) in the SDK below, or take the retry of your framework or loop away.',
  watch: () => {
    const seen: { readonly call: CallRecord; readonly rounds: readonly number[] }[] = []
    return {
      call: call => {
        const rounds = roundsOf(call)
        if (isAmplified(rounds) && seen.length < 1000) seen.push({ call, rounds })
        return null
      },
      close: () =>
        seen
          .filter(({ rounds }) => seen.length > 1 || rounds.length >= ROUNDS_OF_ONE_CALL)
          .map(({ call, rounds }) => sightingOf(call, rounds)),
    }
  },
}
