import type { Attempt, Call, Selection } from '#src/call'
import { type Decision, decide } from '#src/engine/decide'
import type { SessionState } from '#src/engine/question'
import { RateLimiter } from '#src/limits/rate-limiter'
import { Slots } from '#src/limits/slots'
import type { ErrorContext } from '#src/outcomes/error/fill-later'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import type { Scenario } from '#src/scenario/scenario'
import { Counters } from '#src/session/counters'
import { Injections } from '#src/session/injections'
import { Resources } from '#src/session/resources'

/** A scenario handed over as a value; throws what is wrong with it. */
export const scenarioOf = (value: object): Scenario => {
  const text = JSON.stringify({ about: 'A test.', ...value }, null, 2)
  const { scenario, diagnostics } = readScenario({ name: 'x', file: 'x', text, place: nowhere })
  if (!scenario) throw new Error(JSON.stringify(diagnostics))
  return scenario
}

/** The same, with counters that can be looked at. */
interface FreshState extends SessionState {
  readonly counters: Counters
}

/** What the engine knows of a session in which nothing has happened yet. */
export const freshState = (scenario: Scenario, seed = scenario.seed, injections = new Injections()): FreshState => ({
  id: 'default',
  scenario,
  seed,
  resources: new Resources(),
  counters: new Counters(scenario, undefined, injections),
  injections,
  limiter: new RateLimiter(),
  slots: new Slots(),
  underWay: 1,
  speed: 1,
})

const selection: Selection = { scenario: null, session: null, call: null, inject: null, wrong: null }

/** A chat completion as the engine sees it. */
export const callOf = (more: Partial<Call> = {}): Call => ({
  method: 'POST',
  path: '/openai/v1/chat/completions',
  query: '',
  operation: 'createChatCompletion',
  endpoint: 'chat.completions',
  headers: {},
  key: 'gsk_a',
  model: 'openai/gpt-oss-20b',
  resource: null,
  tier: 'on_demand',
  stream: false,
  body: {},
  file: null,
  bodyBytes: 2,
  fingerprint: 'f',
  retryCount: null,
  problem: null,
  selection,
  ...more,
})

/** What an error needs to know of who asked, where no limit is in the way. */
export const errorContextOf = (call: Call): ErrorContext => ({
  call,
  seed: 1,
  standing: {
    account: call.key,
    billingHint: true,
    tier: call.tier,
    limits: null,
    refusal: null,
    meter: null,
    asked: null,
  },
})

/** A moment of session time, and what differs from a plain first attempt. */
export interface Moment {
  readonly ms?: number
  readonly call?: Partial<Call>
  readonly attempt?: Partial<Attempt>
}

/** One request, decided. */
export const askAt = (state: SessionState, { ms = 0, call = {}, attempt = {} }: Moment = {}): Decision =>
  decide(callOf(call), { call: 'call-1', ordinal: 1, attempt: 1, ...attempt }, state, null, ms)

/** The status of an error, else the kind of the answer. */
export const short = ({ outcome }: Decision): number | string =>
  outcome.kind === 'error' ? outcome.error.status : outcome.kind

/** Whether a rate that was seen so often in so many tries lies in the two-sided 99.9 % interval of the one asked for. */
export const isLikely = (seen: number, tries: number, share: number): boolean => {
  const cumulative = (upTo: number): number => {
    let log = tries * Math.log1p(-share)
    let sum = Math.exp(log)
    for (let k = 1; k <= upTo; k += 1) {
      log += Math.log(((tries - k + 1) / k) * (share / (1 - share)))
      sum += Math.exp(log)
    }
    return sum
  }
  return cumulative(seen) > 0.0005 && 1 - (seen === 0 ? 0 : cumulative(seen - 1)) > 0.0005
}
