import type { Logger } from 'pino'
import type { Attribution, Call } from './call.ts'
import type { Clock } from './clock/clock.ts'
import { type Decision, decide } from './engine/decide.ts'
import type { Fresh } from './fresh.ts'
import { freshIds } from './fresh.ts'
import type { Arriving, Incoming, Spine } from './incoming.ts'
import { type Exchanged, entryOf } from './journal/entry.ts'
import type { Journal } from './journal/journal.ts'
import { keep } from './journal/keep.ts'
import { logExchange } from './journal/line.ts'
import { because } from './outcomes/because.ts'
import { isBadLuck, perform } from './outcomes/index.ts'
import { sentenceOf } from './outcomes/sentence-of.ts'
import { toldOf } from './outcomes/told-of.ts'
import { identify } from './request/identify.ts'
import type { Ticket } from './session/calls.ts'
import type { Told } from './wire/told.ts'
import type { Sent } from './wire/wire.ts'

/** What the spine is made of. */
export interface ExchangeParts {
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Logger
  /** Whether answers carry `x-mock-*`. */
  readonly mockHeaders: boolean
  /** Whether headers and bodies of requests are kept in the journal. */
  readonly keepBodies: boolean
}

/** A request with a wrong choice belongs to no call: the session must not count it. */
const NO_ATTEMPT: Ticket = {
  call: 'none',
  ordinal: 0,
  attempt: 0,
  certainty: 'certain',
  follows: null,
  of: null,
}

/** One request on its way: what was learnt on arrival. */
interface Underway extends Incoming {
  readonly call: Call
  readonly fresh: Fresh
}

const mockHeadersOf = (session: string, entry: string, rule: string | null): readonly string[] =>
  rule === null
    ? ['x-mock-session', session, 'x-mock-entry', entry]
    : ['x-mock-session', session, 'x-mock-entry', entry, 'x-mock-rule', rule]

/** One that was answered before it came to be a request belongs to none either. */
const ticketOf = ({ arriving, call, answered }: Underway, wrong: Arriving['wrong']): Ticket =>
  wrong || answered ? NO_ATTEMPT : arriving.session.attemptOf(call, arriving)

/** An error within a stream comes with a status of 200. */
const hasFailed = ({ status, endedBy }: Sent, decision: Decision | null): boolean =>
  status === null || status >= 400 || endedBy === 'fault' || decision?.outcome.kind === 'error'

/** What the session remembers of an end. A line of a batch is tried once: nothing goes on with it. */
const endOf = ({ batch }: Underway, sent: Sent, decision: Decision | null, told: Told | null) => ({
  failed: batch === null && hasFailed(sent, decision),
  leftByClient: sent.endedBy === 'client',
  status: sent.status,
  generationFailed: decision !== null && isBadLuck(decision.outcome),
  told,
  hold: decision?.hold ?? null,
  hasBegun: sent.ttfbMs !== null,
})

/** The spine: serves requests and the lines of batches alike. */
export const exchange = (parts: ExchangeParts): Spine => {
  const { journal, clock, log } = parts

  const answer = async (decision: Decision, { arriving: { session }, call, wire, fresh }: Underway) => {
    // from the arrival on, so that our own work does not come on top
    if (decision.delayMs > 0) await wire.sleep(decision.delayMs - wire.elapsedMs)
    return perform(decision.outcome, {
      call,
      wire,
      fresh,
      seed: session.seed,
      sessionMs: session.sessionMs(clock.monotonic()),
      resources: session.resources,
      models: session.scenario.api.listedModels,
      headerChanges: decision.headers,
      standing: decision.standing,
      stream: decision.stream,
      compression: session.scenario.api.compression,
      mockHeaders: parts.mockHeaders ? mockHeadersOf(session.id, fresh.requestId, decision.rule) : [],
    })
  }

  const recordOf = (
    underway: Underway,
    attempt: Attribution,
    decision: Decision | null,
    sentence: string,
    told: Told | null,
    sent: Sent,
  ): Exchanged => ({
    id: underway.fresh.requestId,
    arriving: underway.arriving,
    batch: underway.batch,
    call: underway.call,
    attempt,
    decision,
    because: sentence,
    told,
    sent,
    kept: parts.keepBodies ? keep(underway.call, underway.request.body) : null,
  })

  return async incoming => {
    const { arriving, request, wire } = incoming
    const { session, selection, prefix } = arriving
    const { validation } = session.scenario.api
    const call = identify({ ...request, url: prefix.rest, selection, validation })
    // a page can read what is wrong with its choice only behind a preflight that went well
    const wrong = call.inquiry ? null : arriving.wrong
    const underway = { ...incoming, call, fresh: freshIds(arriving.atMs) }
    const attempt = ticketOf(underway, wrong)

    const isGone = request.body.kind === 'gone'
    const decision = isGone ? null : decide(call, attempt, session, wrong, session.sessionMs(arriving.startedMs))
    const remarks = decision ? await answer(decision, underway) : []

    const sent = await wire.over
    const told = decision && toldOf(decision, sent, arriving.atMs)
    const said = decision && because(decision, call, remarks, { told })
    const sentence = sentenceOf(said, { note: arriving.note, answered: incoming.answered }, sent)
    const entry = entryOf(recordOf(underway, attempt, decision, sentence, told, sent))
    logExchange(log, entry)
    // a session that was reset or is gone since has forgotten this exchange
    if (session.life !== arriving.life) return
    session.settle(attempt, endOf(underway, sent, decision, told), clock.monotonic())
    journal.add(entry, decision?.trace ?? null)
  }
}
