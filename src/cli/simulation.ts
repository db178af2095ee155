import type { Call } from '../call.ts'
import { type Decision, decide } from '../engine/decide.ts'
import { freshIds } from '../fresh.ts'
import { because, foreseen } from '../outcomes/because.ts'
import { answerTo } from '../outcomes/complete.ts'
import { willTell } from '../outcomes/told-of.ts'
import { identify } from '../request/identify.ts'
import { operationAt } from '../request/operations.ts'
import { selectionOf, splitPrefix } from '../request/selection.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Ticket } from '../session/calls.ts'
import { Session } from '../session/session.ts'
import { type Rate, SimulatedLuck } from './simulated-luck.ts'
import type { SimulatedRequest } from './simulated-request.ts'

/** What to imagine. */
export interface SimulationOrder {
  readonly scenario: Scenario
  readonly seed: number | null
  readonly requests: number
  readonly clients: number
  readonly request: SimulatedRequest
}

/** What became of it. Session time in milliseconds. */
export interface Simulation extends SimulationOrder {
  readonly seed: number
  readonly sessionMs: number
  /** How long first bytes wait, from the shortest to the longest. */
  readonly delaysMs: Float64Array
  /** How many requests got what, by the sentence that the journal would say; the most frequent first. */
  readonly outcomes: readonly (readonly [because: string, requests: number])[]
  readonly rules: readonly { readonly name: string; readonly matched: number; readonly spoken: number }[]
  readonly rates: readonly Rate[]
}

/** How long a request takes besides its delay: without it, windows of session time would never be reached. */
const REQUEST_MS = 100

const callOf = ({ method, path, headers, body }: SimulatedRequest, scenario: Scenario): Call => {
  const prefix = splitPrefix(path)
  return identify({
    method,
    url: prefix.rest,
    headers: { 'content-type': 'application/json', ...headers },
    operation: operationAt(method, prefix.rest.split('?')[0] ?? ''),
    body:
      body === undefined || method === 'GET'
        ? { kind: 'none' }
        : { kind: 'whole', content: Buffer.from(JSON.stringify(body)) },
    refused: null,
    selection: { ...selectionOf(prefix, headers), scenario: null, session: null, wrong: null },
    validation: scenario.api.validation,
  })
}

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** The client whose turn it is: the one that is free first. */
const nextFree = (freeAtMs: number[]): number =>
  freeAtMs.reduce((best, at, i) => (at < (freeAtMs[best] ?? 0) ? i : best), 0)

interface Tally {
  readonly outcomes: Map<string, number>
  readonly luck: SimulatedLuck
}

const add = ({ outcomes, luck }: Tally, decision: Decision, call: Call): void => {
  count(outcomes, because(decision, call, foreseen(decision, call), willTell(decision)))
  for (const draw of decision.trace?.draws ?? []) luck.add(draw)
}

/** A request that is being answered. */
interface Underway {
  readonly ticket: Ticket
  readonly decision: Decision
  readonly endsAtMs: number
}

const ANSWERED = {
  failed: false,
  leftByClient: false,
  status: 200,
  answeredMs: null,
  generationFailed: false,
  told: null,
} as const

/** Ends the requests that have been answered by now, as successes, so that each next request is a new call. */
const settleUntil = (session: Session, underway: (Underway | null)[], nowMs: number): void => {
  for (const [client, one] of underway.entries()) {
    if (one === null || one.endsAtMs > nowMs) continue
    const { ticket, decision, endsAtMs } = one
    session.settle(ticket, { ...ANSWERED, hold: decision.hold, hasBegun: true }, endsAtMs)
    underway[client] = null
  }
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

/** Imagines the requests: pure, in no time. Each is a call of its own. */
export const simulated = (order: SimulationOrder): Simulation => {
  const { scenario, requests, clients, request } = order
  const session = new Session({
    id: 'simulated',
    scenario,
    ownScenario: true,
    seed: order.seed,
    speed: 1,
    ttlMs: 0,
    nowMs: 0,
    monotonicMs: 0,
  })
  const call = callOf(request, scenario)
  const freeAtMs = Array.from({ length: Math.min(clients, requests) }, () => 0)
  const underway = freeAtMs.map((): Underway | null => null)
  const tally: Tally = { outcomes: new Map(), luck: new SimulatedLuck() }
  const delaysMs = new Float64Array(requests)
  for (let i = 0; i < requests; i += 1) {
    const client = nextFree(freeAtMs)
    const nowMs = freeAtMs[client] ?? 0
    settleUntil(session, underway, nowMs)
    const ticket = session.attemptOf(call, { startedMs: nowMs, openedMs: null })
    const decision = decide(call, ticket, session, null, session.sessionMs(nowMs))
    add(tally, decision, call)
    answerFor(decision, call, session, nowMs)
    const endsAtMs = nowMs + decision.delayMs + REQUEST_MS
    delaysMs[i] = decision.delayMs
    underway[client] = { ticket, decision, endsAtMs }
    freeAtMs[client] = endsAtMs
  }
  const { matched, spoken } = session.counters
  return {
    ...order,
    seed: session.seed,
    sessionMs: Math.max(...freeAtMs),
    delaysMs: delaysMs.sort(),
    outcomes: [...tally.outcomes].sort(([, a], [, b]) => b - a),
    rules: scenario.rules.map(({ name, index }) => ({
      name,
      matched: matched[index] ?? 0,
      spoken: spoken[index] ?? 0,
    })),
    rates: scenario.rules.flatMap(rule => tally.luck.ratesOf(rule)),
  }
}
