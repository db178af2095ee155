import { listed } from '../../listed.ts'
import type { CallRecord } from '../call-record.ts'
import type { FindingKind, Sighting } from '../finding-kind.ts'
import { mayBeTwoCalls, type Rounds, roundsOf } from '../rounds.ts'

/** An outer layer asks again within so long after the inner one gave up; later it may be anybody. */
const NEXT_ROUND_MS = 30_000
const MOST_BEGINNINGS = 20_000
const MOST_CALLS = 100

/** Whether an SDK counts all attempts of a call, and nobody waits for long before a round. */
const isCounted = ({ attempts }: CallRecord): boolean =>
  attempts.every(({ retryCount, waitMs }) => retryCount !== null && (waitMs ?? 0) <= NEXT_ROUND_MS)

const isAmplified = ({ lengths: [first = 0, ...others] }: Rounds): boolean =>
  // each but the last was tried to its end
  others.length > 0 && others.slice(0, -1).every(length => length === first)

interface Amplified {
  readonly call: CallRecord
  readonly rounds: Rounds
}

const sightingOf = ({ call, rounds: { lengths, areCertain } }: Amplified): Sighting => ({
  severity: 'WARN',
  certainty: areCertain ? 'certain' : 'inferred',
  sentence: `Two layers retry ${call.id}: an outer one asked ${lengths.length} times, an inner one (${call.userAgent ?? 'an SDK'}) tried up to ${lengths[0]} times for each: ${lengths.length} × ${lengths[0]}, in all ${call.count} attempts (${listed(lengths, 'and')}).`,
  evidence: call.attempts.slice(0, 20),
  call: call.id,
})

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
        if (isAmplified(rounds) && isCounted(call) && seen.length < MOST_CALLS) seen.push({ call, rounds })
        return null
      },
      close: () => {
        const alone = seen.filter(({ call, rounds }) => rounds.areCertain || isAlone(call, beginnings))
        // what shows in two calls is no chance
        return alone.filter(({ rounds }) => alone.length > 1 || !mayBeTwoCalls(rounds)).map(sightingOf)
      },
    }
  },
}
