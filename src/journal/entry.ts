import type { Attribution, Call } from '../call.ts'
import type { Decision } from '../engine/decide.ts'
import type { Told } from '../wire/told.ts'
import type { Sent } from '../wire/wire.ts'
import { cleanerOf, shownUrl, withoutKey, withoutSecrets } from '../without-secrets.ts'
import { isoOf } from './iso-of.ts'
import { remainingIn } from './remaining-in.ts'
import type { Entry, EntryTold, Flaw, Kept } from './shown-entry.ts'

export type { Entry, EntryTold, Kept } from './shown-entry.ts'

/** What an entry is written from. */
export interface Exchanged {
  readonly id: string
  readonly arriving: Arrived
  readonly batch: string | null
  readonly call: Call
  readonly attempt: Attribution
  /** Null where the client left before there was one. */
  readonly decision: Decision | null
  readonly because: string
  readonly variant: string | null
  readonly flaws: readonly Flaw[]
  readonly told: Told | null
  readonly sent: Sent
  readonly kept: Kept | null
}

/** When and where a request came. */
export interface Arrived extends Pick<Entry, 'connection' | 'requestOnConnection' | 'httpVersion'> {
  readonly session: { readonly id: string; sinceBeganMs(monotonicMs: number): number }
  /** Wall clock, milliseconds. */
  readonly atMs: number
  /** Monotonic, milliseconds. */
  readonly startedMs: number
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000

const NOTHING_TOLD: Told = { retryAfter: null, retryAfterMs: null, shouldRetry: null, tryAgainInMs: null }

/** What answers told is what scenarios wrote, and who writes one may write anything. */
const toldWithout = <Part extends { readonly text: string | null }>(part: Part | null): Part | null => {
  if (!part?.text) return part
  const text = withoutSecrets(part.text)
  return text === part.text ? part : { ...part, text }
}

const toldIn = (told: Told | null, decision: Decision | null, { status }: Sent, offsetMs: number): EntryTold | null => {
  const { refusal = null } = decision?.standing ?? {}
  const roomAtMs = refusal !== null && status === 429 ? round(offsetMs + refusal.waitMs) : null
  if (told === null && roomAtMs === null) return null
  const { retryAfter, retryAfterMs, shouldRetry, tryAgainInMs } = told ?? NOTHING_TOLD
  return {
    retryAfter: toldWithout(retryAfter),
    retryAfterMs: toldWithout(retryAfterMs),
    shouldRetry: toldWithout(shouldRetry),
    tryAgainInMs,
    roomAtMs,
  }
}

/** The texts of an entry that a client or a scenario wrote, without secrets. Names of rules and what they missed have none. */
const shownTexts = ({ call, attempt, because }: Exchanged) => {
  const { key, model, tier } = call
  const path = shownUrl(call.path + call.query)
  const userAgent = call.headers['user-agent'] ?? ''
  const clean = cleanerOf(key)
  // what the mock itself calls a call is nobody's secret
  const isNamed = call.selection.call !== null
  return {
    path: clean(path),
    model: model && clean(model),
    tier: tier && clean(tier),
    userAgent: clean(userAgent) || null,
    call: isNamed ? clean(attempt.call) : attempt.call,
    because: clean(because),
  }
}

/** Writes the entry of an exchange that is over. */
export const entryOf = (exchanged: Exchanged): Entry => {
  const { id, arriving, batch, call, attempt, decision, variant, flaws, told, sent, kept } = exchanged
  const shown = shownTexts(exchanged)
  const offsetMs = round(arriving.session.sinceBeganMs(arriving.startedMs))
  return {
    id,
    session: arriving.session.id,
    at: isoOf(arriving.atMs),
    offsetMs,
    call: shown.call,
    ordinal: attempt.ordinal,
    attempt: attempt.attempt,
    certainty: attempt.certainty,
    follows: attempt.follows && withoutKey(attempt.follows, call.key),
    retryCount: call.retryCount,
    batch,
    connection: arriving.connection,
    requestOnConnection: arriving.requestOnConnection,
    httpVersion: arriving.httpVersion,
    method: call.method,
    path: shown.path,
    // who counts the requests of an endpoint does not mean the questions before them
    endpoint: call.inquiry ? null : call.endpoint,
    model: shown.model,
    tier: shown.tier,
    stream: call.stream,
    requestBytes: call.bodyBytes,
    fingerprint: call.fingerprint,
    rule: decision?.rule ?? null,
    rules: decision?.spoke ?? [],
    outcome: decision?.outcome.kind ?? null,
    because: shown.because,
    nearMisses: decision?.nearMisses ?? [],
    status: sent.status,
    variant,
    ttfbMs: sent.ttfbMs === null ? null : round(sent.ttfbMs),
    durationMs: round(sent.durationMs),
    bytes: sent.bytes,
    chunks: sent.chunks,
    endedBy: sent.endedBy,
    flaws,
    remaining: remainingIn(decision),
    told: toldIn(told, decision, sent, offsetMs),
    userAgent: shown.userAgent,
    kept,
  }
}
