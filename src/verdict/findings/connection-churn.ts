import type { FindingKind } from '../finding-kind.ts'
import type { Attempt } from '../verdict.ts'
import { many } from '../words.ts'

/** Fewer may come at once, each on a connection of its own. */
const LEAST_REQUESTS = 20
const MOST_SHARE = 0.9

/** A new connection for nearly every request, though earlier ones could have been used. */
export const connectionChurn: FindingKind = {
  id: 'connection-churn',
  looksAtAll: true,
  basis: 'RFC 9112, section 9.3: connections persist, and each new one costs round trips, of TLS too',
  change:
    'Make one client and use it for all calls (new Groq() or Groq() once, not in each function); in Node give fetch one agent with keep-alive.',
  watch: () => {
    let [fresh, reused, endedMs] = [0, 0, Number.POSITIVE_INFINITY]
    const early: Attempt[] = []
    const evidence: Attempt[] = []
    return {
      call: ({ attempts }) => {
        for (const attempt of attempts) {
          if (attempt.end === 'served') endedMs = Math.min(endedMs, attempt.endedMs)
          if (attempt.requestOnConnection !== 1) reused += 1
          else if (early.length < 1000) early.push(attempt)
          else fresh += 1
        }
        return null
      },
      close: () => {
        // what came before the first answer could not use its connection
        const late = early.filter(({ startedMs }) => startedMs > endedMs)
        const churned = late.length + fresh
        if (churned < LEAST_REQUESTS || churned < (churned + reused) * MOST_SHARE) return []
        evidence.push(...late.slice(0, 5))
        return [
          {
            severity: 'INFO',
            certainty: 'certain',
            sentence: `${many(churned, 'request')} came on a new connection each, and ${many(reused, 'request')} on one that was open.`,
            evidence,
            call: null,
          },
        ]
      },
    }
  },
}
