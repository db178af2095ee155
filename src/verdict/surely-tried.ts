import type { CallRecord } from './call-record.ts'
import { mayCross } from './may-cross.ts'
import { mayBeTwoCalls, roundsOf } from './rounds.ts'
import type { Attempt } from './verdict.ts'

/** A request on a connection that lay ready, and that may have been on its way when the one before failed: a hedge beside it. */
const isBeside = (after: Attempt, before: Attempt | undefined): boolean =>
  before !== undefined && after.requestOnConnection > 1 && mayCross(before, after)

/** How many attempts may be hedges: one beside each try, and not two. */
const hedgesIn = ({ attempts }: CallRecord): number => {
  let [hedges, wasHedge] = [0, false]
  for (const [i, attempt] of attempts.entries()) {
    wasHedge = !wasHedge && isBeside(attempt, attempts[i - 1])
    if (wasHedge) hedges += 1
  }
  return hedges
}

/** How often a call was tried for sure: of what may be two calls, the longer one counts; hedges do not. */
export const surelyTried = (call: CallRecord): number => {
  const rounds = roundsOf(call)
  return mayBeTwoCalls(rounds) ? Math.max(...rounds.lengths) : call.count - hedgesIn(call)
}
