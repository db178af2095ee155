import type { FindingKind, Sighting } from '../finding-kind.ts'
import { interquartileRange, median } from '../statistics.ts'
import type { Wait } from '../waits.ts'
import { time } from '../words.ts'

/** Fewer are no herd. */
const LEAST_CALLS = 20
/** They failed together if their answers ended within so long. */
const TOGETHER_MS = 1000
/** Half of full jitter's returns lie within half of its wait, of the SDKs' quarter within an eighth; this is a quarter of that. */
const LEAST_SPREAD = 0.035
/** Shorter waits are spread by the machine, if at all. */
const SHORTEST_MS = 100
const MOST_WAITS = 10_000

const herdIn = (failed: readonly Wait[]): Sighting | null => {
  const waits = failed.map(({ ms }) => ms)
  const middle = median(waits)
  if (failed.length < LEAST_CALLS || middle < SHORTEST_MS) return null
  const returns = failed.map(({ after }) => after.startedMs)
  const range = interquartileRange(returns)
  if (range / middle >= LEAST_SPREAD) return null
  return {
    severity: 'WARN',
    certainty: 'inferred',
    sentence: `${failed.length} calls failed together and came back together: half of them within ${time(range)}, after ${time(middle)}.`,
    evidence: failed.slice(0, 10).map(({ after }) => after),
    call: null,
  }
}

/** Groups of waits whose failures ended within a second, in the order of time. */
const together = (waits: readonly Wait[]): readonly (readonly Wait[])[] => {
  const groups: Wait[][] = []
  let fromMs = Number.NEGATIVE_INFINITY
  for (const wait of [...waits].sort((a, b) => a.before.endedMs - b.before.endedMs)) {
    if (wait.before.endedMs - fromMs < TOGETHER_MS) groups.at(-1)?.push(wait)
    else {
      fromMs = wait.before.endedMs
      groups.push([wait])
    }
  }
  return groups
}

/** Many calls that failed together come back together, where nobody told them when. */
export const thunderingHerd: FindingKind = {
  id: 'thundering-herd',
  basis:
    'AWS Architecture Blog, "Exponential Backoff And Jitter" (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/)',
  change:
    'Give each call a random wait of its own; one timer for all of them, or the same backoff for each, brings them back in one moment. The SDKs randomize by themselves (maxRetries, max_retries).',
  watch: () => {
    const waits: Wait[] = []
    return {
      call: call => {
        for (const wait of call.waits) if (!wait.isRuled && waits.length < MOST_WAITS) waits.push(wait)
        return null
      },
      close: () => together(waits).flatMap(group => herdIn(group) ?? []),
    }
  },
}
