import type { FindingKind, Sighting } from '../finding-kind.ts'
import type { Attempt } from '../verdict.ts'
import { many } from '../words.ts'

/** No SDK reads the headers: to be refused a few times is how most clients learn of a limit. */
const LEAST_REFUSED = 10
/** Of requests that came after an answer with nothing left; one in two leaves room for those that were on their way. */
const LEAST_SHARE = 0.5
const MOST_NOTED = 10_000

const hasNothingLeft = ({ remaining }: Attempt): boolean =>
  remaining !== null && (remaining.requests === 0 || remaining.amount === 0)

/** Groq limits each model by itself. */
interface Limit {
  readonly refused: Attempt[]
  /** When an answer first said that nothing was left, by its end. */
  emptyMs: number
}

const sightingOf = (model: string | null, { refused, emptyMs }: Limit): Sighting | null => {
  const warned = refused.filter(({ startedMs }) => startedMs > emptyMs)
  if (warned.length < LEAST_REFUSED || warned.length < refused.length * LEAST_SHARE) return null
  return {
    severity: 'WARN',
    certainty: 'inferred',
    sentence: `Answers said that nothing was left${model === null ? '' : ` of ${model}`} (x-ratelimit-remaining: 0), and the client began ${many(warned.length, 'call')} after that which were refused with 429.`,
    evidence: [...warned].sort((a, b) => a.startedMs - b.startedMs).slice(0, 10),
    call: null,
  }
}

/** Kept its pace while the headers said that nothing was left, and was refused for it. */
export const ignoresRemaining: FindingKind = {
  id: 'ignores-remaining',
  looksAtAll: true,
  basis: 'https://console.groq.com/docs/rate-limits: x-ratelimit-remaining-* and x-ratelimit-reset-* of every answer',
  change:
    'Read x-ratelimit-remaining-requests and -tokens of each answer (withResponse() in Node, with_raw_response in Python), and hold new calls back until x-ratelimit-reset-* is over.',
  watch: () => {
    const limits = new Map<string | null, Limit>()
    let noted = 0
    return {
      call: ({ model, first, attempts }) => {
        const empty = attempts.filter(hasNothingLeft)
        // a further attempt is its own matter: it was told when to come
        const isRefused = first.status === 429
        if ((!isRefused && empty.length === 0) || noted >= MOST_NOTED) return null
        noted += 1
        const limit = limits.get(model) ?? { refused: [], emptyMs: Number.POSITIVE_INFINITY }
        limits.set(model, limit)
        if (isRefused) limit.refused.push(first)
        for (const { endedMs } of empty) limit.emptyMs = Math.min(limit.emptyMs, endedMs)
        return null
      },
      close: () => [...limits].flatMap(([model, limit]) => sightingOf(model, limit) ?? []),
    }
  },
}
