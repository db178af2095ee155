import type { Call } from '../call.ts'
import { type Decision, decide } from '../engine/decide.ts'
import { freshIds } from '../fresh.ts'
import { answerTo } from '../outcomes/complete.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { Session } from '../session/session.ts'
import type { Ticket } from '../session/ticket.ts'
import { ANSWERED, type ImaginedEnd, imaginedEnd } from './imagined-end.ts'
import { simulatedCall } from './simulated-call.ts'
import type { SimulatedRequest } from './simulated-request.ts'
import { type Rate, SimulationTally } from './simulation-tally.ts'
import { waitBefore } from './wait-before.ts'

/** What to imagine. */
export interface SimulationOrder {
  readonly scenario: Scenario
  readonly seed: number | null
  /** How many calls; each is one request, and what is sent again of it. */
  readonly requests: number
  readonly clients: number
  readonly request: SimulatedRequest
  /** How often each is sent again; by default never. */
  readonly retries?: number
}

/** How calls ended that are tried again. */
export interface CallCounts {
  readonly atFirst: number
  readonly later: number
  /** After all retries, where another one might have helped. */
  readonly givenUp: number
  /** In a way after which no client tries again. */
  readonly refused: number
}

/** What became of it. Session time in milliseconds. */
export interface Simulation extends SimulationOrder {
  readonly seed: number
  readonly sessionMs: number
  /** How long first bytes wait, from the shortest to the longest. */
  readonly delaysMs: Float64Array
  /** How many requests there were, with what was sent again. */
  readonly attempts: number
  /** Null where nothing is sent again. */
  readonly calls: CallCounts | null
  readonly outcomes: SimulationTally['outcomes']
  readonly rules: readonly { readonly name: string; readonly matched: number; readonly spoken: number }[]
  readonly rates: readonly Rate[]
}

/** A request that is being answered. */
interface Underway {
  readonly ticket: Ticket
  readonly decision: Decision
  readonly end: ImaginedEnd
  readonly endsAtMs: number
}

/** A call, and how often it has been sent. */
interface Trying {
  readonly call: Call
  attempts: number
}

/** One that sends a request at a time. */
interface Client {
  freeAtMs: number
  underway: Underway | null
  /** What it is to send again; null for nothing. */
  trying: Trying | null
}

/** Whose turn it is: of those that have something to send, the one that is free first. */
const nextFree = (clients: readonly Client[], areMore: boolean): Client | null => {
  let next: Client | null = null
  for (const client of clients)
    if ((areMore || client.trying !== null) && (next === null || client.freeAtMs < next.freeAtMs)) next = client
  return next
}

/** Makes the answer, as far as limits count what it uses. */
const answerFor = ({ outcome, hold, standing }: Decision, call: Call, session: Session, nowMs: number): void => {
  if (hold === null) return
  const { seed, resources, scenario } = session
  const models = scenario.api.listedModels
  const complete = outcome.kind === 'complete' ? outcome.complete : {}
  const sessionMs = session.sessionMs(nowMs)
  answerTo(complete, { call, fresh: freshIds(nowMs), seed, sessionMs, resources, models, standing })
}

class Imagination {
  readonly session: Session
  readonly tally = new SimulationTally()
  readonly calls = { atFirst: 0, later: 0, givenUp: 0, refused: 0 }
  readonly delaysMs: number[] = []
  attempts = 0
  readonly #call: Call
  readonly #retries: number
  #begun = 0

  constructor({ scenario, seed, request, retries = 0 }: SimulationOrder) {
    const times = { speed: 1, ttlMs: 0, nowMs: 0, monotonicMs: 0 }
    this.session = new Session({ id: 'simulated', scenario, ownScenario: true, seed, ...times })
    this.#call = simulatedCall(request, scenario)
    this.#retries = retries
  }

  /** A new call; one that is tried again has a name, and says which try it is, as groq-sdk does (docs/facts/groq-wire.md §6.1). */
  #next({ trying }: Client): Trying {
    const call = this.#call
    if (this.#retries === 0) return { call, attempts: 0 }
    const attempts = trying?.attempts ?? 0
    const selection = trying?.call.selection ?? { ...call.selection, call: `simulated-${this.#begun}` }
    const headers = { ...call.headers, 'x-stainless-retry-count': String(attempts) }
    return { call: { ...call, headers, retryCount: attempts, selection }, attempts }
  }

  /** Ends the requests that have been answered by now; where nothing is tried again, as successes: each next one is a new call. */
  settle(clients: readonly Client[], nowMs: number): void {
    for (const client of clients) {
      const { underway } = client
      if (underway === null || underway.endsAtMs > nowMs) continue
      const { ticket, decision, end, endsAtMs } = underway
      const ended = this.#retries === 0 ? { ...ANSWERED, hasBegun: end.hasBegun } : end
      this.session.settle(ticket, { ...ended, hold: decision.hold }, endsAtMs)
      client.underway = null
    }
  }

  send(client: Client): void {
    const { session } = this
    const nowMs = client.freeAtMs
    if (client.trying === null) this.#begun += 1
    const sent = this.#next(client)
    const ticket = session.attemptOf(sent.call, { startedMs: nowMs, openedMs: null })
    const decision = decide(sent.call, ticket, session, null, session.sessionMs(nowMs))
    this.attempts += 1
    sent.attempts += 1
    this.tally.add(decision, sent.call)
    this.delaysMs.push(decision.delayMs)
    answerFor(decision, sent.call, session, nowMs)
    const end = imaginedEnd(decision, sent.call, nowMs)
    const endsAtMs = nowMs + end.durationMs
    client.underway = { ticket, decision, end, endsAtMs }
    const waitMs = waitBefore(end, sent.attempts)
    const goesOn = waitMs !== null && sent.attempts <= this.#retries
    client.trying = goesOn ? sent : null
    client.freeAtMs = endsAtMs + (goesOn ? waitMs : 0)
    if (!goesOn) this.#count(end, waitMs !== null, sent.attempts)
  }

  get begun(): number {
    return this.#begun
  }

  #count(end: ImaginedEnd, couldGoOn: boolean, attempts: number): void {
    if (end.failed) this.calls[couldGoOn ? 'givenUp' : 'refused'] += 1
    else this.calls[attempts === 1 ? 'atFirst' : 'later'] += 1
  }
}

/** Imagines the requests: pure, in no time. Each is a call of its own, or one with its retries. */
export const simulated = (order: SimulationOrder): Simulation => {
  const { scenario, requests, retries = 0 } = order
  const imagined = new Imagination(order)
  const { session, tally } = imagined
  const clients = Array.from(
    { length: Math.min(order.clients, requests) },
    (): Client => ({ freeAtMs: 0, underway: null, trying: null }),
  )
  for (let next = nextFree(clients, true); next !== null; next = nextFree(clients, imagined.begun < requests)) {
    imagined.settle(clients, next.freeAtMs)
    imagined.send(next)
  }
  const { matched, spoken } = session.counters
  return {
    ...order,
    seed: session.seed,
    sessionMs: Math.max(...clients.map(({ freeAtMs }) => freeAtMs)),
    delaysMs: Float64Array.from(imagined.delaysMs).sort(),
    attempts: imagined.attempts,
    calls: retries === 0 ? null : imagined.calls,
    outcomes: tally.outcomes,
    rules: scenario.rules.map(({ name, index }) => ({
      name,
      matched: matched[index] ?? 0,
      spoken: spoken[index] ?? 0,
    })),
    rates: tally.ratesOf(scenario.rules),
  }
}
