import { type Comparison, compares } from '../scenario/match/comparison.ts'
import { parseDuration, parseDurationRange } from '../units.ts'

/** Whether a client waited as it should; in milliseconds. */
export type Waited = (waitedMs: number) => boolean

/** A timer may be over a moment before its time. */
const EARLY_MS = 2

const COMPARISON = /^([<>]=?) ?(\S+)$/

/** `>=1s`, `< 2s`, `1s..3s`; null for what it does not understand. */
export const parseWaited = (text: string): Waited | null => {
  const range = parseDurationRange(text)
  if (range) return ms => ms >= range[0] - EARLY_MS && ms <= range[1]
  const [, sign, duration = ''] = COMPARISON.exec(text) ?? []
  const than = parseDuration(duration)
  if (sign === undefined || than === null) return null
  const early = sign.startsWith('>') ? EARLY_MS : 0
  return ms => compares({ sign: sign as Comparison['sign'], than: than - early }, ms)
}
