import type { CallRecord } from './call-record.ts'
import { mayBeTwoCalls, roundsOf } from './rounds.ts'

/** How often a call was tried for sure: of what may be two calls, the longer one counts. */
export const surelyTried = (call: CallRecord): number => {
  const rounds = roundsOf(call)
  return mayBeTwoCalls(rounds) ? Math.max(...rounds.lengths) : call.count
}
