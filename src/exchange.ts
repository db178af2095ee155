import type { Logger } from 'pino'
import type { Fresh } from './answers/answer.ts'
import type { Arriving, Receive } from './arrivals/arriving.ts'
import type { Exchange } from './arrivals/routes.ts'
import type { Attempt, Call } from './call.ts'
import type { Clock } from './clock.ts'
import { type Decision, decide } from './engine/decide.ts'
import { type BodyRead, identify } from './engine/identify.ts'
import { type Exchanged, entryOf } from './journal/entry.ts'
import type { Journal } from './journal/journal.ts'
import { keep } from './journal/kept.ts'
import { logExchange } from './journal/line.ts'
import { freshIds } from './outcomes/fresh.ts'
import { HttpWire } from './outcomes/http-wire.ts'
import { describeWith, perform, retryAfterOf } from './outcomes/index.ts'
import type { Sent } from './outcomes/wire.ts'
import type { Ticket } from './session/calls.ts'

/** What the spine is made of. */
export interface ExchangeParts {
  readonly receive: Receive
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Logger
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal
  /** Whether answers carry `x-mock-*`. */
  readonly mockHeaders: boolean
  /** Whether headers and bodies of requests are kept in the journal. */
  readonly keepBodies: boolean
}

const NO_BODY: BodyRead = { kind: 'none' }
/** A request that chose what is not there is an attempt of nothing: it must not count as one of the session's. */
const NO_ATTEMPT: Ticket = { call: 'none', ordinal: 0, attempt: 0, of: null }
const LEFT_EARLY = 'the client left before its request was complete'

/** One request on its way: what was learnt on arrival. */
interface Underway {
  readonly arriving: Arriving
  readonly wire: HttpWire
  readonly body: BodyRead
  readonly call: Call
  readonly fresh: Fresh
}

const mockHeadersOf = (session: string, entry: string, rule: string | null): readonly string[] =>
  rule === null
    ? ['x-mock-session', session, 'x-mock-entry', entry]
    : ['x-mock-session', session, 'x-mock-entry', entry, 'x-mock-rule', rule]

const becauseOf = (decision: Decision | null, note: string | null, remarks: readonly string[]): string => {
  const because = decision ? `${decision.reason}: ${describeWith(decision.outcome, decision.stream)}` : LEFT_EARLY
  const noted = note === null ? because : `${note}; ${because}`
  return remarks.length === 0 ? noted : [noted, ...remarks].join('; ')
}

const hasFailed = ({ status, endedBy }: Sent): boolean => status === null || status >= 400 || endedBy === 'fault'

/** The way of every request: identify, decide, perform, settle and record. Whatever was found wrong comes along. */
export const exchange = (parts: ExchangeParts): Exchange => {
  const { receive, journal, clock, log, stopping } = parts

  const answer = async (decision: Decision, { arriving: { session }, call, wire, fresh }: Underway) => {
    // from the arrival on, so that our own work does not come on top
    if (decision.delayMs > 0) await wire.sleep(decision.delayMs - wire.elapsedMs)
    return perform(decision.outcome, {
      call,
      wire,
      fresh,
      seed: session.seed,
      resources: session.resources,
      models: session.scenario.api.listedModels,
      headerChanges: decision.headers,
      stream: decision.stream,
      mockHeaders: parts.mockHeaders ? mockHeadersOf(session.id, fresh.requestId, decision.rule) : [],
    })
  }

  const recordOf = (
    underway: Underway,
    attempt: Attempt,
    decision: Decision | null,
    because: string,
    sent: Sent,
  ): Exchanged => ({
    id: underway.fresh.requestId,
    arriving: underway.arriving,
    call: underway.call,
    attempt,
    decision,
    because,
    retryAfterMs: decision && retryAfterOf(decision.outcome, decision.headers),
    sent,
    kept: parts.keepBodies ? keep(underway.call, underway.body.kind === 'whole' ? underway.body.content : null) : null,
  })

  const run = async (underway: Underway): Promise<void> => {
    const { arriving, wire, body, call } = underway
    const { session, wrong } = arriving
    const attempt = wrong ? NO_ATTEMPT : session.attemptOf(call, arriving.startedMs)

    const decision =
      body.kind === 'gone' ? null : decide(call, attempt, session, wrong, session.sessionMs(arriving.startedMs))
    const remarks = decision ? await answer(decision, underway) : []

    const sent = await wire.over
    const because = becauseOf(decision, arriving.note, remarks)
    const entry = entryOf(recordOf(underway, attempt, decision, because, sent))
    logExchange(log, entry)
    // a session that was reset or is gone since has forgotten this exchange
    if (session.life !== arriving.life) return
    session.settle(attempt, { failed: hasFailed(sent), retryAfterMs: entry.retryAfterMs }, clock.monotonic())
    journal.add(entry, decision?.trace ?? null)
  }

  return (request, reply, operation, refused) => {
    reply.hijack()
    const arriving = receive(request)
    const body = (request.body as BodyRead | undefined) ?? NO_BODY
    const wire = new HttpWire(request.raw, reply.raw, {
      clock,
      stopping,
      unread: body.kind === 'too-large',
      startedMs: arriving.startedMs,
    })
    const call = identify({
      method: request.method,
      url: arriving.prefix.rest,
      headers: request.headers,
      operation,
      body,
      refused,
      selection: arriving.selection,
      validation: arriving.session.scenario.api.validation,
    })
    run({ arriving, wire, body, call, fresh: freshIds(arriving.atMs) }).catch(error => {
      log.error({ err: error }, 'a bug in groq-mock: this request was not answered as it should be')
      reply.raw.destroy()
    })
  }
}
