import type { Attribution, Call } from '../call.ts'
import type { Decision } from '../engine/decide.ts'
import type { Fresh } from '../fresh.ts'
import { freshIds } from '../fresh.ts'
import type { Asking, Incoming } from '../incoming.ts'
import type { Remark } from '../outcomes/remark.ts'
import type { Received } from '../request/received.ts'
import { unidentified } from '../request/unidentified.ts'
import type { Ticket } from '../session/ticket.ts'
import type { Told } from '../wire/told.ts'
import type { Bug, Stage } from './bug.ts'

/** A request with a wrong choice belongs to no call: the session must not count it. */
export const NO_ATTEMPT: Ticket = {
  call: 'none',
  ordinal: 0,
  attempt: 0,
  certainty: 'certain',
  follows: null,
  of: null,
  countedBy: null,
}

/** One request on its way: what is known of it so far. Each stage adds what it learns, so that a later one that fails loses nothing. */
export class Way {
  readonly arriving: Incoming['arriving']
  readonly request: Incoming['request']
  readonly wire: Incoming['wire']
  readonly batch: Incoming['batch']
  readonly answered: Incoming['answered']
  readonly bug: Incoming['bug']
  readonly fresh: Fresh
  readonly done: Asking['done']
  /** The stage that it is in. */
  stage: Stage = 'receive'
  /** What it waits for before it can be over; null for nothing. */
  waiting: Promise<void> | null = null
  attempt: Ticket & Attribution = NO_ATTEMPT
  /** Null until there is one, and where the client left before. */
  decision: Decision | null = null
  /** What could not be done; null until the answer has been given. */
  remarks: readonly Remark[] | null = null
  told: Told | null = null
  /** What went wrong within the mock, in its order. */
  readonly bugs: Bug[] = []
  #call: Call | null = null

  constructor({ incoming: { arriving, request, wire, batch, answered, bug }, done }: Asking) {
    this.arriving = arriving
    this.request = request
    this.wire = wire
    this.batch = batch
    this.answered = answered
    this.bug = bug
    this.fresh = freshIds(arriving.atMs)
    this.done = done
  }

  /** Until it is identified, what its first line says. */
  get call(): Call {
    this.#call ??= unidentified(this)
    return this.#call
  }

  set call(call: Call) {
    this.#call = call
  }

  /** What there is to identify. */
  get received(): Received {
    const { method, headers, operation, body, refused, isLine } = this.request
    const { prefix, selection, session } = this.arriving
    const { validation } = session.scenario.api
    return { method, url: prefix.rest, headers, operation, body, refused, selection, isLine, validation }
  }
}
