import type { StatusFacts } from '../groq/errors.ts'
import { generationErrors } from '../groq/generation-errors.ts'
import type { Entry } from '../journal/entry.ts'
import type { Attempt, AttemptEnd } from './verdict.ts'

/** What the catalogue says of statuses, by status. */
export type Facts = Readonly<Record<number, StatusFacts>>

/** What SDKs send again besides what Groq's errors page advises to (docs/facts/groq-wire.md §6.1). */
const SENT_AGAIN = new Set([408, 409])
/** Breaks that leave an answer without its end; the others only take time, or come before any byte. */
const UNFINISHED: ReadonlySet<string> = new Set(['error', 'malformed', 'noDone', 'cut', 'short'])

const isLuck = ({ status, variant }: Entry, facts: Facts): boolean => {
  if (variant === null) return false
  const { variants = {} } = facts[status !== null && status >= 400 ? status : 400] ?? {}
  const known = Object.hasOwn(variants, variant) ? variants[variant] : undefined
  return known?.kind === 'json' && generationErrors.has(known.code ?? '')
}

/** Whether the answer told a time to come back, whatever its status. */
const invitesBack = ({ told }: Entry): boolean =>
  (told?.retryAfter?.ms ?? told?.retryAfterMs?.ms ?? told?.tryAgainInMs ?? told?.roomAtMs ?? null) !== null

const mayPass = (entry: Entry, status: number, facts: Facts): boolean =>
  SENT_AGAIN.has(status) || invitesBack(entry) || (facts[status]?.retry ?? status >= 500)

const failedEnd = (entry: Entry, facts: Facts): AttemptEnd => {
  if (isLuck(entry, facts)) return 'luck'
  const should = entry.told?.shouldRetry?.is
  if (should === 'true' || should === 'false') return should === 'true' ? 'retryable' : 'final'
  const { status } = entry
  return status === null || status < 400 || mayPass(entry, status, facts) ? 'retryable' : 'final'
}

const endOf = (entry: Entry, facts: Facts): AttemptEnd => {
  if (entry.endedBy === 'client') return 'left'
  const { status, endedBy, flaws } = entry
  const isWhole = status !== null && status < 400 && endedBy === 'server' && !flaws.some(flaw => UNFINISHED.has(flaw))
  return isWhole ? 'served' : failedEnd(entry, facts)
}

/** A stream that was asked for is refused with a plain error, whose body is no part of an answer. */
const wasStreamed = ({ stream, status, endedBy }: Entry): boolean =>
  stream === true && (endedBy === 'client' || status === null || status < 400)

/** An attempt while its call is open: how long its client had waited shows when all attempts are known. */
export type OpenAttempt = Attempt & { waitMs: number | null }

/** An entry as its verdict sees it, by what is known of statuses. */
export const attemptFrom = (entry: Entry, facts: Facts): OpenAttempt => ({
  entry: entry.id,
  at: entry.at,
  offsetMs: entry.offsetMs,
  attempt: entry.attempt,
  startedMs: entry.offsetMs,
  answeredMs: entry.ttfbMs === null ? null : entry.offsetMs + entry.ttfbMs,
  endedMs: entry.offsetMs + entry.durationMs,
  waitMs: null,
  end: endOf(entry, facts),
  status: entry.status,
  endedBy: entry.endedBy,
  flaws: entry.flaws,
  told: entry.told,
  remaining: entry.remaining,
  rule: entry.rule,
  because: entry.because,
  retryCount: entry.retryCount,
  certainty: entry.certainty,
  fingerprint: entry.fingerprint,
  connection: entry.connection,
  requestOnConnection: entry.requestOnConnection,
  stream: wasStreamed(entry),
  chunks: entry.chunks,
})
