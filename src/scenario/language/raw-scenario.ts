import type { ExpectedValues, FindingId } from '../../contract.ts'
import type { Dimension } from '../../groq/errors.ts'
import type { RawDelay } from '../../outcomes/delay.ts'
import type { OutcomeName } from '../../outcomes/index.ts'
import type { SaidHeader } from '../../outcomes/said-headers.ts'
import type { RawStream } from '../../outcomes/stream/index.ts'
import type { RawMatch } from '../match/criteria.ts'

/** A scenario as it stands in YAML, after it fitted the schema. */
export interface RawScenario {
  readonly about: string
  readonly seed?: number
  readonly drawBy?: 'request' | 'order'
  readonly api?: RawApi
  readonly rules?: readonly RawRule[]
  readonly expect?: RawExpect
}

export interface RawExpect {
  readonly finally?: ExpectedValues['finally']
  readonly attempts?: { readonly min?: number; readonly max?: number }
  readonly honoursRetryAfter?: true
  readonly backoff?: { readonly growth?: number }
  readonly jitter?: true
  readonly neverRetry?: readonly number[]
  readonly deadline?: string
  readonly concurrency?: { readonly max?: number }
  readonly wastedTokens?: { readonly max?: number }
  readonly allow?: readonly FindingId[]
  readonly complete?: boolean
}

export interface RawApi {
  readonly validation?: 'off' | 'lenient' | 'standard' | 'strict'
  readonly keys?: 'any' | 'present' | readonly string[]
  readonly models?: 'any' | 'known' | readonly string[]
  readonly resources?: 'known' | 'any'
  readonly bodyLimit?: string
  readonly compression?: boolean
  readonly plan?: 'none' | 'free'
  readonly billingHint?: boolean
  readonly organizations?: Readonly<Record<string, readonly string[]>>
  readonly reserveMaxTokens?: boolean
  readonly outputTooLarge?: 429 | 400
  readonly limits?: readonly RawLimit[]
  readonly tiers?: readonly string[]
  readonly flexCapacity?: number | string
  readonly capacity?: { readonly concurrent: number }
  readonly delay?: RawDelay
  readonly stream?: RawStream
}

/** `30`, or `8K`. */
export type RawCount = number | string

type RawCounts = { readonly [D in Lowercase<Dimension>]?: RawCount }

export interface RawLimit extends RawCounts {
  readonly model?: string
  readonly burst?: RawCounts
}

/** What a sequence does after its last step, where it does not stay. */
export type RawThen = 'repeat' | 'pass'

export interface RawModifiers {
  readonly delay?: RawDelay
  readonly headers?: Readonly<Record<string, SaidHeader | null>>
  readonly stream?: RawStream
}

/** At most one of these keys is there. */
export type RawSingle = { readonly [K in OutcomeName]?: unknown } & { readonly pass?: true }

export interface RawStep extends RawSingle, RawModifiers {
  readonly times?: number
  readonly oneOf?: readonly RawOption[]
}

export interface RawOption extends RawSingle, RawModifiers {
  readonly share: string
  readonly sequence?: readonly RawStep[]
  readonly then?: RawThen
}

export interface RawRule extends RawSingle, RawModifiers {
  readonly name?: string
  readonly match?: RawMatch
  readonly during?: string
  readonly per?: string
  readonly after?: number
  readonly every?: number
  readonly share?: string
  readonly times?: number
  readonly sequence?: readonly RawStep[]
  readonly then?: RawThen
  readonly oneOf?: readonly RawOption[]
}
