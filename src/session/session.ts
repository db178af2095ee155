import type { Call } from '../call.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { Calls, type Ending, type Ticket } from './calls.ts'

/** How often each rule matched and spoke in this session; indexed as the scenario's rules. */
export interface Counters {
  /** Requests that were decided. */
  asked: number
  readonly matched: number[]
  readonly spoken: number[]
}

const zeroed = ({ rules }: Scenario): Counters => ({
  asked: 0,
  matched: rules.map(() => 0),
  spoken: rules.map(() => 0),
})

/** One tenant: its scenario and everything that its requests have changed. */
export class Session {
  readonly id: string
  readonly createdAtMs: number
  #scenario: Scenario
  #seed: number | null
  #counters: Counters
  #calls = new Calls()
  #beganAtMs: number | null = null
  #life = {}
  lastUsedMs: number

  /** `seed` null takes the scenario's; times are wall clock for `createdAtMs`, monotonic for the rest. */
  constructor(id: string, scenario: Scenario, seed: number | null, nowMs: number, monotonicMs: number) {
    this.id = id
    this.#scenario = scenario
    this.#seed = seed
    this.#counters = zeroed(scenario)
    this.createdAtMs = nowMs
    this.lastUsedMs = monotonicMs
  }

  get scenario(): Scenario {
    return this.#scenario
  }

  get seed(): number {
    return this.#seed ?? this.#scenario.seed
  }

  get counters(): Counters {
    return this.#counters
  }

  /** Another object after each reset, and one that is over when the session is gone: what began before belongs to nothing now. */
  get life(): object {
    return this.#life
  }

  /** Nothing that began in this session counts any more. */
  end(): void {
    this.#life = {}
  }

  /** Tells which attempt of which call a request is, and starts the session's time with the first one. */
  attemptOf(call: Call, monotonicMs: number): Ticket {
    this.#beganAtMs ??= monotonicMs
    return this.#calls.arrive(call, monotonicMs)
  }

  /** Milliseconds since the session's first request; 0 before it. */
  elapsedMs(monotonicMs: number): number {
    return this.#beganAtMs === null ? 0 : monotonicMs - this.#beganAtMs
  }

  /** Gives back what an exchange held, and remembers how its attempt ended. */
  settle(ticket: Ticket, ending: Ending, monotonicMs: number): void {
    this.#calls.ended(ticket, ending, monotonicMs)
  }

  /** Counters, calls and time as at the beginning; with a scenario: from now on that one. */
  reset(scenario: Scenario = this.#scenario): void {
    this.#scenario = scenario
    this.#counters = zeroed(scenario)
    this.#calls = new Calls()
    this.#beganAtMs = null
    this.end()
  }
}
