import type { CallRecord } from '../call-record.ts'
import { perCall, type Sighting } from '../finding-kind.ts'
import type { Attempt } from '../verdict.ts'
import { time } from '../words.ts'

/** The timeout of groq-sdk and of groq for Python; openai waits 600 s (docs/facts/groq-wire.md §6.1). */
const LONGEST_MS = 60_000
/** A timeout of just that much fires a little later, and that the client has left is seen later still. */
const LATE_MS = 500
const LATE_SHARE = 0.05

/** The longest time in which nothing came: before the first byte, or where a stream stalled or a body trickled. */
const silenceMs = ({ startedMs, answeredMs, endedMs, flaws }: Attempt): number => {
  if (answeredMs === null) return flaws.includes('hang') ? endedMs - startedMs : 0
  return flaws.includes('stall') || flaws.includes('trickle') ? endedMs - answeredMs : answeredMs - startedMs
}

const sightingOf = (call: CallRecord, deadlineMs: number | undefined): Sighting | null => {
  const limitMs = deadlineMs ?? LONGEST_MS
  const allowedMs = limitMs * LATE_SHARE + LATE_MS
  const sat = call.attempts.filter(attempt => silenceMs(attempt) - limitMs > allowedMs)
  const [first] = sat
  if (!first) return null
  return {
    severity: deadlineMs === undefined ? 'WARN' : 'FAIL',
    certainty: 'certain',
    sentence:
      `Attempt ${first.attempt} of ${call.id} sat in silence for ${time(silenceMs(first))}` +
      `${first.flaws.length > 0 ? ` (${first.flaws.join(', ')})` : ''}; ` +
      `${deadlineMs === undefined ? `a minute is long` : `the scenario expects it to give up after ${time(deadlineMs)}`}.`,
    evidence: sat.slice(0, 5),
    call: call.id,
    margin: { byMs: silenceMs(first) - limitMs, allowedMs },
  }
}

/** Sat on an answer that did not come, or did not go on. */
export const noReadTimeout = perCall(
  {
    id: 'no-read-timeout',
    looksAtAll: true,
    basis:
      'docs/facts/groq-wire.md §6.1: groq-sdk waits 60 s, openai 600 s, and in Node the timeout stops counting when the headers are there',
    change:
      'Set timeout (Node: milliseconds, Python: seconds) to what your users can wait for. In Node it ends with the headers: for streams put a deadline on each chunk yourself, with an AbortController.',
  },
  (call, { contract }) => sightingOf(call, contract.expect.values.deadline),
)
