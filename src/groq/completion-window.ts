import { batchLimits } from './batch-facts.ts'

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000 }

/**
 * A completion window such as `24h` or `7d` in milliseconds; null for one that is none or outside of what is documented
 * (docs/facts/groq-wire.md §3.9).
 */
export const windowMsOf = (text: unknown): number | null => {
  const [, amount = '', unit = ''] = (typeof text === 'string' && /^(\d{1,4})([hd])$/.exec(text)) || []
  const ms = Number(amount) * (UNITS[unit] ?? 0)
  return ms >= batchLimits.shortestWindowMs && ms <= batchLimits.longestWindowMs ? ms : null
}
