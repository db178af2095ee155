import { perCall } from '../finding-kind.ts'
import { time } from '../words.ts'

/** Fewer can be one quick retry and luck; random waits from zero (full jitter) are all so short almost never. */
const LEAST_WAITS = 4
/** What a loop without a wait needs for its next request, on a busy machine too. */
const AT_ONCE_MS = 30

/** A loop without a wait. Only attempts that certainly belong together, or came over one connection. */
export const retriedAtOnce = perCall(
  {
    id: 'retried-at-once',
    basis:
      'AWS Architecture Blog, "Exponential Backoff And Jitter" (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/); gRPC A6, client retries',
    change:
      'Wait before each retry, at first about half a second, then twice as long each time, with a random part; or leave retries to the SDK (maxRetries, max_retries), which does that.',
  },
  call => {
    const waits = call.waits
    if (waits.length < LEAST_WAITS || waits.some(({ ms }) => ms >= AT_ONCE_MS)) return null
    const isSure = waits.every(
      ({ before, after }) => after.certainty === 'certain' || after.connection === before.connection,
    )
    if (!isSure) return null
    return {
      severity: 'WARN',
      certainty: call.last.certainty,
      sentence: `The client sent ${call.id} again ${waits.length} times without waiting: the longest wait was ${time(Math.max(...waits.map(({ ms }) => ms)))}.`,
      evidence: call.attempts.slice(0, 6),
      call: call.id,
    }
  },
)
