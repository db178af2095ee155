import type { CallRecord } from '../call-record.ts'
import type { FindingKind } from '../finding-kind.ts'
import type { Attempt } from '../verdict.ts'
import { many } from '../words.ts'

/** No SDK reads the headers: to be refused a few times is how most clients learn of a limit. */
const LEAST_REFUSED = 10
/** Of requests that came after an answer with nothing left; one in two leaves room for those that were on their way. */
const LEAST_SHARE = 0.5
const MOST_NOTED = 10_000

const hasNothingLeft = ({ remaining }: Attempt): boolean =>
  remaining !== null && (remaining.requests === 0 || remaining.amount === 0)

/** Kept its pace while the headers said that nothing was left, and was refused for it. */
export const ignoresRemaining: FindingKind = {
  id: 'ignores-remaining',
  looksAtAll: true,
  basis: 'https://console.groq.com/docs/rate-limits: x-ratelimit-remaining-* and x-ratelimit-reset-* of every answer',
  change:
    'Read x-ratelimit-remaining-requests and -tokens of each answer (withResponse() in Node, with_raw_response in Python), and hold new calls back until x-ratelimit-reset-* is over.',
  watch: () => {
    const refused: Attempt[] = []
    /** When answers said that nothing was left, by the end of the answer. */
    const empty: number[] = []
    const noteCall = ({ first, attempts }: CallRecord): void => {
      // a further attempt is its own matter: it was told when to come
      if (first.status === 429 && refused.length < MOST_NOTED) refused.push(first)
      for (const attempt of attempts)
        if (hasNothingLeft(attempt) && empty.length < MOST_NOTED) empty.push(attempt.endedMs)
    }
    return {
      call: call => {
        noteCall(call)
        return null
      },
      close: () => {
        const firstEmptyMs = Math.min(...empty)
        const warned = refused.filter(({ startedMs }) => startedMs > firstEmptyMs)
        if (warned.length < LEAST_REFUSED || warned.length < refused.length * LEAST_SHARE) return []
        const evidence = [...warned].sort((a, b) => a.startedMs - b.startedMs).slice(0, 10)
        return [
          {
            severity: 'WARN',
            certainty: 'inferred',
            sentence: `Answers said that nothing was left (x-ratelimit-remaining: 0), and the client began ${many(warned.length, 'call')} after that which were refused with 429.`,
            evidence,
            call: null,
          },
        ]
      },
    }
  },
}
