import type { Call } from '../call.ts'
import { errorTextOf } from '../wire/error-text.ts'
import { change, type HeaderChanges, type HeaderList, listOf } from '../wire/header-list.ts'
import { type Told, tellingHeaders, toldBy } from '../wire/told.ts'
import type { Sent } from '../wire/wire.ts'
import { compiledErrorOf, errorFor } from './error/error-form.ts'
import { arrivesInStream } from './error/stream-error.ts'
import { withWait } from './error/with-wait.ts'
import type { Outcome } from './index.ts'
import type { Standing } from './standing.ts'

/** As much of a decision as headers are written from. */
interface Decided {
  readonly outcome: Outcome
  readonly headers: HeaderChanges | null
  readonly standing: Standing
}

const NONE: readonly never[] = []

/** What an outcome has in its headers of its own, before rules change them. */
const ownHeaders = (outcome: Outcome): HeaderList => {
  if (outcome.kind === 'error') return withWait(compiledErrorOf(outcome.error), 0)
  return outcome.kind === 'reply' ? listOf(outcome.reply.headers) : []
}

/** Which headers rules took out of an answer. A limit that refuses writes `retry-after`. */
const removedFrom = ({ outcome, headers: changes, standing: { refusal } }: Decided): readonly string[] => {
  if (changes === null) return NONE
  const gone = tellingHeaders.filter(name => changes[name] === null)
  if (gone.length === 0) return gone
  const own = ownHeaders(outcome)
  return gone.filter(name => own.includes(name) || (name === 'retry-after' && refusal !== null))
}

/** What an answer told its client, read off what went onto the wire; `atMs` is when the request came, on the wall clock. */
export const toldOf = (decided: Decided, sent: Sent, atMs: number): Told | null =>
  sent.headers &&
  toldBy({
    headers: sent.headers,
    removed: removedFrom(decided),
    text: errorTextOf(sent),
    sentAtMs: atMs + (sent.ttfbMs ?? 0),
  })

/** What an answer will tell that is only imagined; undefined where rules change nothing in it, or where a limit says something else each time. */
export const willTell = (decided: Decided): { readonly told: Told | null } | undefined => {
  const { outcome, headers: changes, standing } = decided
  if (changes === null || standing.refusal !== null || !tellingHeaders.some(name => Object.hasOwn(changes, name)))
    return undefined
  const headers = ownHeaders(outcome)
  change(headers, changes)
  return { told: toldBy({ headers, removed: removedFrom(decided), text: '', sentAtMs: 0 }) }
}

/** The headers that an outcome will have of its own for this call; a stream has begun before its error is known. */
const ownFor = (outcome: Outcome, call: Call, nowMs: number): HeaderList => {
  if (outcome.kind !== 'error') return ownHeaders(outcome)
  const error = errorFor(outcome.error, call)
  return arrivesInStream(error, call) ? listOf(outcome.error.headers ?? {}) : withWait(error, nowMs)
}

/** What the headers of an answer will tell that is only imagined, sent at this moment of the wall clock. */
export const foretold = (decided: Decided, call: Call, nowMs: number): Told | null => {
  const headers = ownFor(decided.outcome, call, nowMs)
  if (decided.headers !== null) change(headers, decided.headers)
  return toldBy({ headers, removed: removedFrom(decided), text: '', sentAtMs: nowMs })
}
