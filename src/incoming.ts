import type { Selection, WrongSelection } from './call.ts'
import type { Clock } from './clock/clock.ts'
import type { Received } from './request/received.ts'
import type { Prefix } from './request/selection.ts'
import type { Session } from './session/session.ts'
import type { EndUse } from './session/use.ts'
import type { AnsweringWire, HttpVersion } from './wire/wire.ts'

/**
 * A request from its first line on: whose it is, and where on its connection it stands. Told once. Its session is in use from here
 * on, until the spine is through with it.
 */
export interface Arriving {
  readonly prefix: Prefix
  readonly selection: Selection
  readonly session: Session
  /** The session's life when the request came: another one later means that it was reset since. */
  readonly life: object
  /** What is wrong with what the client chose, or null. */
  readonly wrong: WrongSelection | null
  /** What the journal should say beside the answer, or null. */
  readonly note: string | null
  /** Wall clock, milliseconds. */
  readonly atMs: number
  /** Monotonic, milliseconds. */
  readonly startedMs: number
  /** When its connection was opened, where it is the first request on it; else null. Monotonic, milliseconds. */
  readonly openedMs: number | null
  readonly connection: number
  readonly requestOnConnection: number
  /** Null where no HTTP came over a connection. */
  readonly httpVersion: HttpVersion | null
  /** Ends the use of the session: the spine says so when it is through, or who can't hand the request to it. */
  readonly endUse: EndUse
}

/** A request that came over no connection of its own, or whose own is not known, now. */
export const unconnected = (
  session: Session,
  asked: Pick<Arriving, 'selection' | 'requestOnConnection'> & { readonly rest: string },
  clock: Pick<Clock, 'now' | 'monotonic'>,
): Arriving => {
  const arriving = {
    prefix: { scenario: null, session: null, rest: asked.rest },
    selection: asked.selection,
    session,
    life: session.life,
    wrong: null,
    note: null,
    atMs: clock.now(),
    startedMs: clock.monotonic(),
    openedMs: null,
    connection: 0,
    requestOnConnection: asked.requestOnConnection,
    httpVersion: null,
  }
  // last, as nobody could end what never came to be
  return { ...arriving, endUse: session.use.begin() }
}

/** A request that is to be answered: whose it is, what it says, and the wire that takes the answer. */
export interface Incoming {
  readonly arriving: Arriving
  readonly request: Pick<Received, 'method' | 'headers' | 'operation' | 'body' | 'refused' | 'isLine'>
  readonly wire: AnsweringWire
  /** The batch whose line it is; null for a request that came over a connection. */
  readonly batch: string | null
  /** Why and how it was answered before it came to be a request, as a sentence: then it is only recorded. */
  readonly answered?: string | undefined
  /** What the mock failed at before it could hand the request over; absent for nothing. */
  readonly bug?: { readonly error: unknown } | undefined
}

/** What is left of an exchange that could not be recorded. */
export interface Lost {
  readonly error: unknown
}

/** A request, and who is told once when all of it is done. */
export interface Asking {
  readonly incoming: Incoming
  readonly done: (lost: Lost | null) => void
}

/**
 * The way of every request: identify, decide, perform, settle and record. Whatever was found wrong comes along. It never throws. A
 * request that waits for nothing is answered before it returns, without a promise: a chain of them costs as much as deciding does.
 * Those that are handed over together go through each stage together, in their order: its code is then loaded once for all of them.
 */
export type Spine = (together: readonly Asking[]) => void
