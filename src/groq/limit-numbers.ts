import type { Dimension } from './errors.ts'
import { dimensions } from './limits.ts'

/** `Limit {limit}, Used {used}, Requested {requested}` of a 429. Whole numbers. */
export interface LimitNumbers {
  readonly limit: number
  readonly used: number
  readonly requested: number
}

/** Limits for which whole seconds give whole numbers; 6000 tokens a minute is a limit that was seen (docs/facts/groq-wire.md §2.2). */
const usualNumbers: Readonly<Record<Dimension, Omit<LimitNumbers, 'used'>>> = {
  RPM: { limit: 60, requested: 1 },
  RPD: { limit: 86_400, requested: 1 },
  ITPM: { limit: 6_000, requested: 200 },
  OTPM: { limit: 600, requested: 20 },
  TPM: { limit: 6_000, requested: 200 },
  TPD: { limit: 864_000, requested: 200 },
  ASH: { limit: 7_200, requested: 30 },
  ASD: { limit: 86_400, requested: 30 },
}

/**
 * Numbers for which Groq's formula, (used + requested − limit) / limit × window (§1.10), gives exactly the wait that a rule
 * asked for. Where the usual limit would need a fraction, a tenfold one is shown.
 */
export const limitNumbers = (dimension: Dimension, waitMs: number): LimitNumbers => {
  const { windowMs } = dimensions[dimension]
  const { limit: usual, requested: least } = usualNumbers[dimension]
  const limit =
    [1, 10, 100, 1000, 10_000, 100_000].map(times => usual * times).find(l => (waitMs * l) % windowMs === 0) ?? usual
  const over = Math.round((waitMs * limit) / windowMs)
  const used = Math.max(0, Math.min(limit, limit + over - least))
  return { limit, used, requested: limit + over - used }
}
