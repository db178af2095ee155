import { graceMs } from '../grace-ms.ts'
import { type Comparison, compares } from '../scenario/match/comparison.ts'
import { parseDuration, parseDurationRange } from '../units.ts'

/** Whether a client waited as it should; in milliseconds. */
export type Waited = (waitedMs: number) => boolean

const COMPARISON = /^([<>]=?) ?(\S+)$/

/**
 * `>=1s`, `< 2s`, `1s..3s`; null for what it does not understand. Who comes too early by no more than a verdict lets pass has
 * waited: a client may have read an answer a moment before its end is noted here.
 */
export const parseWaited = (text: string): Waited | null => {
  const range = parseDurationRange(text)
  if (range) return ms => ms >= range[0] - graceMs(range[0]) && ms <= range[1]
  const [, sign, duration = ''] = COMPARISON.exec(text) ?? []
  const than = parseDuration(duration)
  if (sign === undefined || than === null) return null
  const early = sign.startsWith('>') ? graceMs(than) : 0
  return ms => compares({ sign: sign as Comparison['sign'], than: than - early }, ms)
}
