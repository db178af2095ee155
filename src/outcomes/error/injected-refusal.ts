import { operations } from '../../groq/endpoints.ts'
import type { Dimension } from '../../groq/errors.ts'
import { idleAudioLimits } from '../../groq/headers.ts'
import { exhaustedNumbers, type LimitNumbers, tooLargeNumbers, usualLimits } from '../../groq/limit-numbers.ts'
import { dimensions } from '../../groq/limits.ts'
import { limitList } from '../limit-list.ts'
import type { ErrorContext } from './fill-later.ts'

/** A refusal by a limit that a rule or a header wants. */
export interface InjectedRefusal {
  readonly dimension: Dimension
  /** Whether the request alone is more than the limit, so that no wait helps. */
  readonly isTooLarge: boolean
  /** What `retry-after` says; null for nothing. */
  readonly retryAfterMs: number | null
  /** How exactly the client is told it. */
  readonly stepMs: number
}

const kindOf = ({ call: { operation } }: ErrorContext): 'tokens' | 'audio' =>
  operation !== null && operations[operation].limits === 'audio' ? 'audio' : 'tokens'

const usualLimit = (dimension: Dimension, context: ErrorContext): number =>
  dimension === 'RPD' && kindOf(context) === 'audio' ? idleAudioLimits.requestsPerDay : usualLimits[dimension]

/** The numbers of the refusal: this request's, under its account. */
export const refusalNumbers = (
  { dimension, isTooLarge, retryAfterMs, stepMs }: InjectedRefusal,
  context: ErrorContext,
): LimitNumbers => {
  const asked = context.standing.asked?.() ?? null
  const refused = {
    dimension,
    limit: asked?.limits[dimension] ?? usualLimit(dimension, context),
    requested: Math.max(1, asked?.demand[dimensions[dimension].counts] ?? 1),
    speed: asked?.speed ?? 1,
  }
  return isTooLarge ? tooLargeNumbers(refused, retryAfterMs) : exhaustedNumbers(refused, retryAfterMs ?? 0, stepMs)
}

/** The same context, with the numbers in its standing, where they are not there by now. */
export const withRefusal = <Context extends ErrorContext>(injected: InjectedRefusal, context: Context): Context =>
  context.standing.refusal !== null
    ? context
    : { ...context, standing: { ...context.standing, refusal: refusalNumbers(injected, context) } }

/** The `x-ratelimit-*` headers beside it: those of the same account, in which this limit is used up. */
export const refusalHeaders = (injected: InjectedRefusal, context: ErrorContext): readonly string[] => {
  const { limits, refusal } = context.standing
  const numbers = refusal ?? refusalNumbers(injected, context)
  const kind = kindOf(context)
  const amount = kind === 'audio' ? 'ASH' : 'TPM'
  const own = injected.dimension === amount ? limits?.amount : null
  // what is too large takes nothing, and uses nothing up
  const isOwn = injected.isTooLarge && own?.limit === numbers.limit
  const shown = isOwn ? own : { limit: numbers.limit, used: Math.min(numbers.used, numbers.limit) }
  const gauges = {
    requests: (injected.dimension === 'RPD' ? shown : limits?.requests) ?? null,
    amount: (injected.dimension === amount ? shown : limits?.amount) ?? null,
    speed: limits?.speed ?? 1,
  }
  return limitList(kind, gauges, 1, 0)
}
