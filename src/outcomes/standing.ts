import type { Tokens } from '../answers/answer.ts'
import type { Dimension } from '../groq/errors.ts'
import type { DimensionFacts } from '../groq/limits.ts'
import type { Gauge } from '../groq/rate-limit-headers.ts'

/** How full the buckets are that headers show; null for one that is not limited. */
export interface ShownLimits {
  readonly requests: Gauge | null
  /** Tokens a minute or seconds of audio an hour, whichever the operation shows. */
  readonly amount: Gauge | null
  /** How many milliseconds of session time a real one is. */
  readonly speed: number
}

/** The numbers of a refusal by a limit, as texts say them. The wait is in real time. */
export interface LimitRefusal {
  readonly limit: number
  readonly used: number
  readonly requested: number
  readonly waitMs: number
}

/** What a request asks of its limits, and what they are. */
export interface Asked {
  readonly demand: Readonly<Record<DimensionFacts['counts'], number>>
  /** Those of the account, where it has any. */
  readonly limits: Readonly<Partial<Record<Dimension, number>>>
  /** How many milliseconds of session time a real one is. */
  readonly speed: number
}

/** Gets to know what an answer has used. */
export interface Meter {
  answered(tokens: Tokens | null, audioSeconds: number | null): void
}

/** What an answer knows of who asked, and what is left to them. */
export interface Standing {
  /** What the organization's id is made from: its name in the scenario, else the API key. */
  readonly account: string | null
  /** Whether texts about limits end in the free plan's advice. */
  readonly billingHint: boolean
  /** The service tier that serves the request; null where none was asked for. */
  readonly tier: string | null
  /** After this request; null where nothing limits it. */
  readonly limits: ShownLimits | null
  /** Null for a request that no limit refused. */
  readonly refusal: LimitRefusal | null
  /** Null where nobody counts what is used. */
  readonly meter: Meter | null
  /** For whoever wants to refuse the request after all; looked up when it is called. Null where nobody can. */
  readonly asked: (() => Asked) | null
}
