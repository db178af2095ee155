import type { Call } from '../call.ts'
import { RateLimiter } from '../limits/rate-limiter.ts'
import { Slots } from '../limits/slots.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { Tally } from '../tally.ts'
import { Calls } from './calls.ts'
import type { Arrival } from './consequence.ts'
import { BYTES_AT_FIRST, bytesOfCounters, Counters } from './counters.ts'
import { Declarations } from './declarations.ts'
import { endingOf } from './ending.ts'
import { Injections } from './injections.ts'
import { NOTHING_LOST, type Origin } from './origin.ts'
import { Resources } from './resources.ts'
import type { ScenarioHolder } from './scenario-holder.ts'
import type { SessionOptions } from './session-options.ts'
import { SessionTime } from './session-time.ts'
import type { Settlement } from './settlement.ts'
import type { Ticket } from './ticket.ts'
import { Use } from './use.ts'

/** One tenant: its scenario and everything that its requests have changed. */
export class Session {
  readonly id: string
  readonly createdAtMs: number
  readonly ttlMs: number
  readonly origin: Origin
  readonly use: Use
  /** What its application said of how calls ended. */
  readonly declarations: Declarations
  readonly injections: Injections
  /** The buckets of its organizations, and how many of its requests are being served; others after a reset. */
  limiter: RateLimiter
  slots = new Slots()
  /** The last diagnostic that was reported for a bad edit of its scenario; null for none. */
  toldDiagnostic: string | null = null
  #scenario: Scenario
  #ownScenario: boolean
  #seed: number | null
  #counters: Counters
  readonly #tally: Tally
  #calls: Calls
  #inquiries = 0
  readonly #newResources: () => Resources
  readonly #holder: ScenarioHolder | null
  readonly #onWork: () => void
  #resources: Resources
  readonly #time: SessionTime
  #life = {}

  constructor(options: SessionOptions<Session>) {
    const { id, scenario, ownScenario, seed, speed, ttlMs, nowMs, monotonicMs, origin, room, onWork, holder } = options
    const tally = new Tally(options.memory)
    const bounds = { tally, ...(options.fileBytes === undefined ? {} : { mostBytes: options.fileBytes }) }
    this.#tally = tally
    this.#calls = new Calls(tally)
    this.declarations = new Declarations(tally)
    this.injections = new Injections(tally)
    this.limiter = new RateLimiter(undefined, tally)
    this.id = id
    this.origin = origin ?? { isMade: false, lost: NOTHING_LOST }
    this.#holder = holder ?? null
    this.#holder?.hold(scenario)
    this.#onWork = () => onWork?.(this)
    this.#newResources = () => new Resources(room ?? null, this.#onWork, bounds)
    this.#resources = this.#newResources()
    this.#scenario = scenario
    this.#ownScenario = ownScenario
    this.#seed = seed
    this.#counters = new Counters(scenario, tally, this.injections)
    this.#time = new SessionTime(speed)
    this.ttlMs = ttlMs
    this.createdAtMs = nowMs
    this.use = new Use(monotonicMs)
    tally.add(BYTES_AT_FIRST + bytesOfCounters(scenario))
  }

  get scenario(): Scenario {
    return this.#scenario
  }

  get speed(): number {
    return this.#time.speed
  }

  get ownScenario(): boolean {
    return this.#ownScenario
  }

  get seed(): number {
    return this.#seed ?? this.#scenario.seed
  }

  /** Files, batches and fine tunings. */
  get resources(): Resources {
    return this.#resources
  }

  get counters(): Counters {
    return this.#counters
  }

  /** A new object after each reset, and when the session is gone: exchanges that began before no longer count. */
  get life(): object {
    return this.#life
  }

  /** How many requests of calls are being answered. */
  get underWay(): number {
    return this.#calls.underWay
  }

  /** It is gone: nothing that began in it counts any more. */
  end(): void {
    this.#life = {}
    this.#resources.close()
    this.#holder?.letGo(this.#scenario)
    this.#tally.leave()
  }

  /** Forgets its calls, what is used of its limits and what rules count for single values, so that others can remember theirs. */
  forget(): void {
    this.#counters.forget()
    this.#calls.forget()
    this.limiter.forget()
  }

  /** Tells which attempt of which call a request is, and starts the session's time with the first one. */
  attemptOf(call: Call, arrival: Arrival): Ticket {
    if (call.inquiry) return this.#inquire()
    this.#time.begin(arrival.startedMs)
    return this.#calls.arrive(call, arrival)
  }

  /** It belongs to no call and starts no time; its number keeps the draws of rules that match it apart. */
  #inquire(): Ticket {
    this.#inquiries += 1
    const ordinal = this.#inquiries
    return { call: 'none', ordinal, attempt: 1, certainty: 'certain', follows: null, of: null, countedBy: null }
  }

  /** Real milliseconds since the session's first request; 0 before it. */
  sinceBeganMs(monotonicMs: number): number {
    return this.#time.sinceBeganMs(monotonicMs)
  }

  /** Session time in milliseconds: real time × speed + what it was advanced by. */
  sessionMs(monotonicMs: number): number {
    return this.#time.at(monotonicMs)
  }

  advance(ms: number): void {
    this.#time.advance(ms)
    this.#onWork()
  }

  /** Its time runs faster or slower from now on, until it is reset. */
  run(speed: number, monotonicMs: number): void {
    this.#time.run(speed, monotonicMs)
    this.#onWork()
  }

  /** Gives back what an exchange held, and remembers how its attempt ended. */
  settle(ticket: Ticket, settlement: Settlement, monotonicMs: number): void {
    try {
      settlement.hold?.settle(this.sessionMs(monotonicMs), settlement.hasBegun)
    } finally {
      this.#calls.ended(ticket, endingOf(settlement), monotonicMs)
    }
  }

  /** A new version of its scenario: whole, and with fresh rule counters; calls, time and what is used of limits go on. */
  reload(scenario: Scenario): void {
    this.#holder?.hold(scenario)
    this.#holder?.letGo(this.#scenario)
    this.#tally.add(bytesOfCounters(scenario) - bytesOfCounters(this.#scenario))
    this.#scenario = scenario
    this.#counters = this.#counters.anew(scenario)
  }

  /** Counters, calls, limits and time as at the beginning; with a scenario: from now on that one. */
  reset(scenario: Scenario = this.#scenario, ownScenario = this.#ownScenario): void {
    this.reload(scenario)
    this.#ownScenario = ownScenario
    this.toldDiagnostic = null
    this.origin.lost = NOTHING_LOST
    this.forget()
    this.#calls = new Calls(this.#tally)
    this.#inquiries = 0
    for (const part of [this.declarations, this.injections]) part.clear()
    this.limiter = new RateLimiter(undefined, this.#tally)
    this.slots = new Slots()
    this.#time.reset()
    this.#life = {}
    this.#resources.close()
    this.#resources = this.#newResources()
  }
}
