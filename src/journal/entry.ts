import type { Attribution, Call } from '../call.ts'
import type { Decision } from '../engine/decide.ts'
import type { Flaw } from '../outcomes/flaws-of.ts'
import type { Told } from '../wire/told.ts'
import type { HttpVersion, Sent } from '../wire/wire.ts'
import { cleanerOf, shownUrl, withoutKey, withoutSecrets } from '../without-secrets.ts'
import { isoOf } from './iso-of.ts'
import { type Remaining, remainingIn } from './remaining.ts'

/** One exchange, as it is kept and shown. Times in milliseconds. */
export interface Entry {
  /** The `x-request-id` of the answer; unique across sessions. */
  readonly id: string
  readonly session: string
  /** When the request came, ISO 8601 with milliseconds. */
  readonly at: string
  /** Since the session's first request. */
  readonly offsetMs: number
  readonly call: string
  readonly ordinal: number
  readonly attempt: number
  /** Whether the client said which call it belongs to, or this was concluded. */
  readonly certainty: Attribution['certainty']
  /** Of a first attempt, the equal call that had failed not long before; null for none. */
  readonly follows: string | null
  /** What `x-stainless-retry-count` said. */
  readonly retryCount: number | null
  /** The batch whose line it is; null for a request that came over a connection. */
  readonly batch: string | null
  /** The number of the connection, and of the request on it, from 1; of a line 0, and its number in the file. */
  readonly connection: number
  readonly requestOnConnection: number
  readonly httpVersion: HttpVersion | null
  readonly method: string
  readonly path: string
  readonly endpoint: string | null
  readonly model: string | null
  readonly tier: string | null
  readonly stream: boolean | null
  readonly requestBytes: number
  /** Equal for requests that ask for the same, whoever asks. */
  readonly fingerprint: string
  readonly rule: string | null
  /** Every rule that spoke, in the order of the file: those that passed, then the one that decided. */
  readonly rules: readonly string[]
  /** The kind of outcome; null where the client left before one was decided. */
  readonly outcome: string | null
  readonly because: string
  readonly nearMisses: readonly { readonly rule: string; readonly missed: string }[]
  /** What was sent; 499 where the client left. */
  readonly status: number | null
  /** The variant of the catalogue that an error was; null for none. */
  readonly variant: string | null
  readonly ttfbMs: number | null
  readonly durationMs: number
  readonly bytes: number
  readonly chunks: number
  readonly endedBy: Sent['endedBy']
  /** What was broken in the answer, below or inside HTTP. */
  readonly flaws: readonly Flaw[]
  /** What its headers said is left; null where nothing limits the request. */
  readonly remaining: Remaining | null
  /** What the client was told of waiting and trying again; null for nothing. */
  readonly told: EntryTold | null
  readonly userAgent: string | null
  /** Headers and body of the request, where they are kept. */
  readonly kept: Kept | null
}

/** What went onto the wire, and of a limit that refused, the moment at which it has room. */
export interface EntryTold extends Told {
  /** Real time, as `offsetMs`; null where no limit refused, or where it never has room. */
  readonly roomAtMs: number | null
}

/** Headers and the body as text, without secrets. `rawBytes` is what it takes in memory, where that is known; it is not shown. */
export interface Kept {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly rawBytes?: number
}

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
