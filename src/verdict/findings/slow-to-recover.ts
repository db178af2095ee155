import { hasFailed } from '../attempt.ts'
import type { CallRecord } from '../call-record.ts'
import type { FindingKind, Sighting } from '../finding-kind.ts'
import { longestToldMs } from '../told-wait.ts'
import type { Attempt } from '../verdict.ts'
import { time } from '../words.ts'

/** Twice the longest wait that was told, and ten seconds: backoffs of SDKs are bounded by eight (docs/facts/groq-wire.md §6.1). */
const FACTOR = 2
const EXTRA_MS = 10_000
/** A wait that grew from the one before is a backoff: decorrelated jitter triples at most (AWS, "Exponential Backoff And Jitter"). */
const GROWTH = 3

interface Window {
  readonly rule: string
  readonly toMs: number
  /** Of the calls that failed in it: the first that was served after it, and the attempt before that. */
  back: { readonly call: CallRecord; readonly served: Attempt; readonly before: Attempt | undefined } | null
  toldMs: number
  /** The earliest request of anybody that was served after it. */
  servedMs: number
}

const growing = ({ call, served }: NonNullable<Window['back']>): boolean => {
  const earlier = call.attempts.find(({ attempt }) => attempt === served.attempt - 1)
  return served.waitMs !== null && served.waitMs <= GROWTH * Math.max(0, earlier?.waitMs ?? 0)
}

const sightingOf = ({ rule, toMs, back, toldMs, servedMs }: Window): Sighting | null => {
  if (back === null || back.served.startedMs > servedMs) return null
  const lateMs = back.served.startedMs - toMs
  if (lateMs <= FACTOR * toldMs + EXTRA_MS || growing(back)) return null
  return {
    severity: 'WARN',
    certainty: back.served.certainty,
    sentence: `The outage (rule ${JSON.stringify(rule)}) was over, but ${back.call.id} came back only ${time(lateMs)} later, and nothing else was tried before.`,
    evidence: [...(back.before ? [back.before] : []), back.served],
    call: back.call.id,
  }
}

/** After an outage ended, the first success came late. */
export const slowToRecover: FindingKind = {
  id: 'slow-to-recover',
  looksAtAll: true,
  basis: 'AWS Builders’ Library, "Timeouts, retries, and backoff with jitter": backoff is capped',
  change:
    'Bound the wait between attempts (the SDKs take 8 s), and let a circuit breaker try one request every few seconds while it is open.',
  watch: ({ contract, speed }) => {
    const windows = contract.outages.map(
      ({ rule, toMs }): Window => ({
        rule,
        toMs: toMs / speed,
        back: null,
        toldMs: 0,
        servedMs: Number.POSITIVE_INFINITY,
      }),
    )
    const note = (window: Window, call: CallRecord): void => {
      const failed = call.attempts.filter(attempt => hasFailed(attempt) && attempt.rule === window.rule)
      const served = call.attempts.find(attempt => !hasFailed(attempt) && attempt.startedMs >= window.toMs)
      if (served) window.servedMs = Math.min(window.servedMs, served.startedMs)
      if (failed.length === 0) return
      window.toldMs = Math.max(window.toldMs, ...failed.map(longestToldMs))
      if (served && (window.back === null || served.startedMs < window.back.served.startedMs))
        window.back = { call, served, before: failed.at(-1) }
    }
    return {
      call: call => {
        for (const window of windows) note(window, call)
        return null
      },
      close: () => windows.flatMap(window => sightingOf(window) ?? []),
    }
  },
}
