import { listed } from '../../listed.ts'
import type { CallRecord } from '../call-record.ts'
import type { FindingKind, Sighting } from '../finding-kind.ts'

/** Two rounds may be two equal requests of a test suite; of one call three are needed, or two in two calls. */
const ROUNDS_OF_ONE_CALL = 3
const ROUNDS_OF_SEVERAL = 2
/** An outer layer asks again within so long after the inner one gave up; later it may be anybody. */
const NEXT_ROUND_MS = 30_000
const MOST_BEGINNINGS = 20_000
const MOST_CALLS = 100

/** How many attempts each round of an inner layer had: its counts start over at 0 where an outer layer asks again. */
const roundsOf = ({ attempts }: CallRecord): readonly number[] => {
  if (attempts.length < ROUNDS_OF_SEVERAL) return []
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
  sentence: `Two layers retry ${call.id}: an outer one asked ${rounds.length} times, an inner one (${call.userAgent ?? 'an SDK'}) tried up to ${rounds[0]} times for each: ${rounds.length} × ${rounds[0]}, in all ${call.count} attempts (${listed(rounds, 'and')}).`,
  evidence: call.attempts.slice(0, 20),
  call: call.id,
})

interface Amplified {
  readonly call: CallRecord
  readonly rounds: readonly number[]
}

/** The first attempts of rounds, whosever they are. */
interface Beginning {
  readonly atMs: number
  readonly call: string
}

/** When nothing of a call was open, between one round and the next. */
const gapsOf = ({ attempts }: CallRecord): readonly (readonly [fromMs: number, toMs: number])[] =>
  attempts.flatMap(({ retryCount, waitMs, startedMs }) =>
    retryCount === 0 && waitMs !== null ? [[startedMs - waitMs, startedMs] as const] : [],
  )

/** Whether its client wanted nothing else meanwhile. Equal requests of a test suite come one after the other, with others between. */
const isAlone = (call: CallRecord, beginnings: readonly Beginning[]): boolean =>
  gapsOf(call).every(
    ([fromMs, toMs]) => !beginnings.some(other => other.call !== call.id && other.atMs >= fromMs && other.atMs <= toMs),
  )

/** Several layers retry, and their numbers multiply. */
export const retryAmplification: FindingKind = {
  id: 'retry-amplification',
  looksAtAll: true,
  basis:
    'Site Reliability Engineering, chapter 21 "Handling Overload", on retries at several layers (https://sre.google/sre-book/handling-overload/)',
  change:
    'Let one layer retry: set maxRetries: 0 (Node) or max_retries=0 (Python) in the SDK below, or take the retry of your framework or loop away.',
  watch: () => {
    const seen: Amplified[] = []
    const beginnings: Beginning[] = []
    return {
      call: call => {
        for (const { retryCount, startedMs } of call.attempts)
          if (!retryCount && beginnings.length < MOST_BEGINNINGS) beginnings.push({ atMs: startedMs, call: call.id })
        const rounds = roundsOf(call)
        if (isAmplified(rounds) && seen.length < MOST_CALLS) seen.push({ call, rounds })
        return null
      },
      close: () => {
        const alone = seen.filter(({ call }) => isAlone(call, beginnings))
        return alone
          .filter(({ rounds }) => alone.length > 1 || rounds.length >= ROUNDS_OF_ONE_CALL)
          .map(({ call, rounds }) => sightingOf(call, rounds))
      },
    }
  },
}
