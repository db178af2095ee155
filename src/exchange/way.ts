import type { Attribution, Call } from '../call.ts'
import type { Decision } from '../engine/decide.ts'
import type { Fresh } from '../fresh.ts'
import { freshIds } from '../fresh.ts'
import type { Incoming } from '../incoming.ts'
import type { Remark } from '../outcomes/remark.ts'
import { unidentified } from '../request/unidentified.ts'
import type { Ticket } from '../session/calls.ts'
import type { Told } from '../wire/told.ts'
import type { Bug } from './bug.ts'

/** A request with a wrong choice belongs to no call: the session must not count it. */
export const NO_ATTEMPT: Ticket = {
  call: 'none',
  ordinal: 0,
  attempt: 0,
  certainty: 'certain',
  follows: null,
  of: null,
}

/** One request on its way: what is known of it so far. Each stage adds what it learns, so that a later one that fails loses nothing. */
export interface Way extends Incoming {
  readonly fresh: Fresh
  call: Call
  attempt: Ticket & Attribution
  /** Null until there is one, and where the client left before. */
  decision: Decision | null
  /** What could not be done; null until the answer has been given. */
  remarks: readonly Remark[] | null
  told: Told | null
  /** What went wrong within the mock, in its order. */
  readonly bugs: Bug[]
}

/** A request that has just arrived. */
export const wayOf = (incoming: Incoming): Way => ({
  ...incoming,
  fresh: freshIds(incoming.arriving.atMs),
  call: unidentified(incoming),
  attempt: NO_ATTEMPT,
  decision: null,
  remarks: null,
  told: null,
  bugs: [],
})
