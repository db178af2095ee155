import type { Entry } from '../journal/shown-entry.ts'
import type { WrittenScenario } from '../scenario/language/written-scenario.ts'
import type { Verdict } from '../verdict/verdict.ts'
import type { VerifyOrder } from './verify-order.ts'

/** A scenario as a value: the keys are those of YAML. */
export type Scenario = WrittenScenario

/** Which entries of a journal; all must hold. */
export interface JournalFilter {
  readonly status?: number
  readonly endpoint?: string
  readonly model?: string
  readonly call?: string
  readonly attempt?: number
  /** A rule that decided, or changed the answer. */
  readonly rule?: string
  readonly outcome?: string
  readonly endedBy?: 'server' | 'client' | 'fault'
}

/** How a call ended for the application; without `call`, how the whole run did. */
export interface Outcome {
  readonly ok: boolean
  readonly call?: string
  readonly note?: string
}

/** What was found by `verify`. */
export interface Verified {
  readonly count: number
  /** The ids of the entries. */
  readonly entries: readonly string[]
}

/** One session of a mock: the isolated state of one tenant. What does not work throws `UsageError`, and `ScenarioError` for a wrong scenario. */
export interface Session extends AsyncDisposable {
  readonly id: string
  /** For groq-sdk. */
  readonly url: string
  /** For OpenAI SDKs: the same with `/openai/v1`. */
  readonly openaiBaseUrl: string
  /** Variables that point SDKs here, with keys that open nothing: for the environment of a process. */
  readonly env: Readonly<Record<string, string>>
  /** The entries, in the order in which their answers ended. */
  journal(filter?: JournalFilter): Promise<readonly Entry[]>
  /** Resolves where it holds, now or `within` a while; else throws `AssertionError` with what was seen. */
  verify(order: VerifyOrder): Promise<Verified>
  /** What the journal says about the client; with `strict` a WARN fails too. `assertPass` makes a failure of it. */
  verdict(options?: { readonly strict?: boolean }): Promise<Verdict>
  /** Starts over: counters, limits, clock, journal, files. */
  reset(): Promise<void>
  /** Jumps forward in session time: milliseconds, or a duration such as `60s`. */
  advance(by: number | string): Promise<void>
  /** Starts over with another scenario; the journal stays. */
  use(scenario: string | Scenario): Promise<void>
  /** The application says how it ended. */
  outcome(outcome: Outcome): Promise<void>
  /** Ends the session; of a mock, stops it. Another time it does nothing. */
  close(): Promise<void>
}

/** How a session is made; everything optional. */
export interface SessionOptions {
  /** Default: the mock's. */
  readonly scenario?: string | Scenario
  /** Default: the scenario's. */
  readonly seed?: number
  /** How many seconds of session time pass in a real second. Default 1. */
  readonly speed?: number
}

/** A mock: its methods are those of its session `default`, which requests without a session of their own belong to. */
export interface Mock extends Session {
  readonly port: number
  /** The CA that clients have to trust, PEM; null without TLS. It is for localhost, 127.0.0.1, ::1 and api.groq.com. */
  readonly ca: string | null
  /** Makes an isolated session, with a URL of its own. */
  session(options?: SessionOptions): Promise<Session>
}
