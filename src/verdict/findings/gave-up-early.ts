import type { CallRecord } from '../call-record.ts'
import type { FindingKind, Sighting } from '../finding-kind.ts'
import type { Run } from '../run.ts'
import { longestToldMs } from '../told-wait.ts'
import type { Trial } from '../verdict.ts'
import { time } from '../words.ts'

/** Statuses that Groq's errors page advises to send again; null is a connection that broke. */
const RETRYABLE = new Set<number | null>([429, 498, 500, 502, 503, null])
/** A wait above it may be too long for whoever waits: openai for Node reads retry-after up to 60 s (docs/facts/groq-wire.md §6.1). */
const BEARABLE_MS = 60_000
const MOST_CANDIDATES = 1000

const isCandidate = ({ count, first, follows, isCutShort }: CallRecord, { contract }: Trial): boolean => {
  const longestMs = contract.expect.values.deadline ?? BEARABLE_MS
  return (
    count === 1 &&
    first.attempt === 1 &&
    follows === null &&
    !isCutShort &&
    first.end === 'retryable' &&
    // a break after the first byte is no plain failure: what was read may be used
    (first.status === null || RETRYABLE.has(first.status)) &&
    longestToldMs(first) <= longestMs
  )
}

const isExcused = ({ id, endpoint, model, first }: CallRecord, run: Run): boolean =>
  // an equal request is a hedge, another key's, or asked by the code above; another model's is a fallback
  run.cameAgain(first.fingerprint) || run.triedAnother(endpoint, model, first.endedMs) || run.declaredOf(id) === false

const sightingOf = ({ id, first }: CallRecord): Sighting => {
  const told = longestToldMs(first)
  return {
    severity: 'WARN',
    certainty: first.certainty,
    sentence:
      `${id} got ${first.status ?? `no answer (${first.flaws.join(', ') || 'broken'})`}, which another attempt may not get` +
      `${told > 0 ? `, and was told to come back in ${time(told)}` : ''}; the client made no other attempt.`,
    evidence: [first],
    call: id,
  }
}

/** One failure that may pass, and no other attempt. */
export const gaveUpEarly: FindingKind = {
  id: 'gave-up-early',
  basis: 'https://console.groq.com/docs/errors: retry advice of 429, 498, 500, 502 and 503',
  change:
    'Try two or three times with growing waits: maxRetries: 2 (Node) or max_retries=2 (Python), both the default, and not 0. 498 no SDK sends again by itself: catch it, and ask again or without service_tier: flex.',
  watch: trial => {
    const candidates: CallRecord[] = []
    return {
      call: call => {
        if (candidates.length < MOST_CANDIDATES && isCandidate(call, trial)) candidates.push(call)
        return null
      },
      close: run => candidates.filter(call => !isExcused(call, run)).map(sightingOf),
    }
  },
}
