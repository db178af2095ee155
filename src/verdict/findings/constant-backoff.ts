import { listed } from '../../listed.ts'
import type { CallRecord } from '../call-record.ts'
import type { FindingKind } from '../finding-kind.ts'
import { median, spread } from '../statistics.ts'
import { time } from '../words.ts'

const LEAST_WAITS = 3
/** Below it, "constant" and "growing" are the same to a server; and retried-at-once speaks of those. */
const SHORTEST_MS = 100
/** What timers differ by on a busy machine. */
const SAME_MS = 40
const SAME_SHARE = 0.02
/** Random waits look constant now and then: three of full jitter in about one call of two thousand. Of many calls, most must. */
const LEAST_SHARE = 0.5

interface Constant {
  readonly call: CallRecord
  readonly waits: readonly number[]
}

const isConstant = (waits: readonly number[]): boolean =>
  Math.min(...waits) >= SHORTEST_MS && spread(waits) < SAME_MS + SAME_SHARE * median(waits)

/** The same wait each time, where no answer told one. */
export const constantBackoff: FindingKind = {
  id: 'constant-backoff',
  basis:
    'AWS Architecture Blog, "Exponential Backoff And Jitter" (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/); gRPC A6, client retries',
  change:
    'Let waits grow: twice as long after each failure, up to a bound, with a random part. The SDKs do it by themselves (maxRetries, max_retries); in a loop of your own multiply the wait.',
  watch: () => {
    const found: Constant[] = []
    let judged = 0
    return {
      call: call => {
        const chosen = call.waits.filter(({ isRuled }) => !isRuled)
        const waits = chosen.map(({ ms }) => ms)
        if (waits.length < LEAST_WAITS) return null
        judged += 1
        if (isConstant(waits) && found.length < 1000) found.push({ call, waits })
        return null
      },
      close: () =>
        found.length < judged * LEAST_SHARE
          ? []
          : found.map(({ call, waits }) => ({
              severity: 'WARN',
              certainty: call.last.certainty,
              sentence: `The client waited the same time before each retry of ${call.id}: ${listed(waits.slice(0, 5).map(time), 'and')}.`,
              evidence: call.attempts.slice(0, 6),
              call: call.id,
            })),
    }
  },
}
