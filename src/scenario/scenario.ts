import type { Attempt, Call, Problem } from '../call.ts'
import type { Contract } from '../contract.ts'
import type { Dimension } from '../groq/errors.ts'
import type { Delay } from '../outcomes/delay.ts'
import type { Outcome } from '../outcomes/index.ts'
import type { StreamSpec } from '../outcomes/stream/index.ts'
import type { HeaderChanges } from '../wire/header-list.ts'
import type { Effort } from './match/effort.ts'
import type { Per } from './per.ts'

/** A scenario in force: validated, compiled, plain data that the engine reads. */
export interface Scenario {
  readonly name: string
  readonly about: string
  readonly seed: number
  /** What a draw is tied to: the request (whatever the order of arrival), or the order in which a rule's requests come. */
  readonly drawBy: 'request' | 'order'
  readonly api: ApiSettings
  readonly rules: readonly Rule[]
  /** What a verdict holds against its client. */
  readonly contract: Contract
  /** The rules that can speak for an endpoint (null: for a URL that is none), in the order of the file. */
  rulesFor(endpoint: string | null): readonly Rule[]
}

/** How closely a body is looked at: not at all, for all but unknown properties, or as the API does. */
export type Validation = 'off' | 'lenient' | 'standard'

/** How the API behaves when no rule speaks. */
export interface ApiSettings {
  readonly validation: Validation
  readonly keys: 'any' | 'present' | readonly string[]
  readonly models: 'any' | 'known' | readonly string[]
  /** The ids that `GET /models` lists, where the scenario names them; null for the shipped list. */
  readonly listedModels: readonly string[] | null
  /** Whether ids of files, batches and fine tunings that nobody made are refused, or served as if somebody had. */
  readonly resources: 'known' | 'any'
  readonly bodyLimitBytes: number
  /** Whether answers are compressed as clients accept it. */
  readonly compression: boolean
  readonly limits: LimitSettings
  readonly modifiers: Modifiers
}

/** What one bucket lets through in its window, and how much of it at once. */
export interface Limit {
  readonly dimension: Dimension
  readonly limit: number
  /** The limit, or a smaller burst. */
  readonly capacity: number
}

/** What organizations may use, and how much goes on at once. */
export interface LimitSettings {
  readonly plan: 'none' | 'free'
  /** Whether anything below can refuse a request. */
  readonly areSet: boolean
  /** The limits of a model, none for one without; null where no model has any. */
  readonly limitsOf: ((model: string) => readonly Limit[]) | null
  /** Whether a text about limits ends in the free plan's advice. */
  readonly billingHint: boolean
  /** The name of the organization that a key belongs to; a key that is not here is an organization of its own. */
  readonly organizations: ReadonlyMap<string, string>
  /** Whether the completion that a request allows counts up front. */
  readonly reserveMaxTokens: boolean
  /** The status for a request that allows more output than a minute has. */
  readonly outputTooLarge: 429 | 400
  /** The service tiers that there are; null for all. */
  readonly tiers: readonly string[] | null
  /** How many flex requests there is room for at once, or which share of them finds room; null for all. */
  readonly flexCapacity: { readonly concurrent: number } | { readonly share: number } | null
  /** How many requests there is room for at once; null for any number. */
  readonly concurrent: number | null
}

/** What changes an answer, but is not an outcome. */
export interface Modifiers {
  readonly delay: Delay | null
  readonly headers: HeaderChanges | null
  readonly stream: StreamSpec | null
}

/** If this, then that. */
export interface Rule {
  /** Its place in the file, from 0: the index of its counters. Below 0 it stands in no file, and is temporary. */
  readonly index: number
  readonly name: string
  readonly criteria: readonly Criterion[]
  /** Whether `match.problem` stands in it. */
  readonly matchesProblem: boolean
  readonly gates: Gates
  /** What keeps its counters apart; null where they are the session's. */
  readonly per: Per | null
  readonly choice: Choice
  readonly modifiers: Modifiers
}

/** What a criterion may look at. */
export interface Subject {
  readonly call: Call
  readonly attempt: Attempt
  /** What the server found wrong: with the request, the key or the model. */
  readonly problem: Problem | null
  /** What its criteria may take together; absent for no bound. */
  readonly effort?: Effort
}

/** One condition of a rule. */
export interface Criterion {
  readonly key: string
  /** As it stands in the file: `model: llama-*`. */
  readonly says: string
  readonly holds: (subject: Subject) => boolean
  /** What was seen in place of it, in a few words; absent where what stands in the file says enough. */
  readonly seen?: ((subject: Subject) => string) | undefined
}

/** How often a rule speaks; what is not set is null. */
export interface Gates {
  /** Session time, in milliseconds: from the first up to, not including, the second. */
  readonly during: readonly [number, number] | null
  readonly after: number | null
  readonly every: number | null
  readonly share: number | null
  readonly times: number | null
}

/** What a rule does when it speaks. */
export type Choice = SingleChoice | SequenceChoice | OneOfChoice

export type SingleChoice =
  | { readonly kind: 'pass' }
  | {
      readonly kind: 'outcome'
      /** With its templates as they stand in the file. */
      readonly outcome: Outcome
      /** The same for one request. */
      readonly fill: (asked: Asked) => Outcome
    }

/** What a template may look at. */
export interface Asked extends Subject {
  readonly session: Named
}

/** As much of a session as a text can show. */
export interface Named {
  readonly id: string
}

/** One after the other; `steps[i].times` answers each. After the last one, it stays, starts over, or passes. */
export interface SequenceChoice {
  readonly kind: 'sequence'
  readonly atEnd: 'stay' | 'repeat' | 'pass'
  readonly steps: readonly Step[]
}

/** One weighted draw; requests that draw no option go on to the next rule. */
export interface OneOfChoice {
  readonly kind: 'oneOf'
  readonly options: readonly Option[]
}

export interface Step {
  readonly times: number
  readonly choice: SingleChoice | OneOfChoice
  readonly modifiers: Modifiers
}

export interface Option {
  readonly share: number
  readonly choice: SingleChoice | SequenceChoice
  readonly modifiers: Modifiers
}
