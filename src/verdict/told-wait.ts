import type { EntryTold } from '../journal/entry.ts'
import type { Attempt } from './verdict.ts'

/** A time to come back that an answer told, in the words of the answer. */
export interface ToldWait {
  readonly says: string
  /** From the first byte of the answer on. */
  readonly ms: number
  /** Since the session's first request. */
  readonly dueMs: number
}

/** One way of telling it. */
interface Hint {
  readonly msIn: (told: EntryTold, sentMs: number) => number | null | undefined
  readonly says: (told: EntryTold) => string
}

const hints: readonly Hint[] = [
  { msIn: told => told.retryAfterMs?.ms, says: told => `retry-after-ms: ${told.retryAfterMs?.text}` },
  { msIn: told => told.retryAfter?.ms, says: told => `retry-after: ${told.retryAfter?.text}` },
  { msIn: told => told.tryAgainInMs, says: () => 'the text "try again in"' },
  {
    msIn: ({ roomAtMs }, sentMs) => (roomAtMs === null ? null : roomAtMs - sentMs),
    says: () => 'the limit, which has room again then',
  },
]

const sentMsOf = ({ answeredMs, endedMs }: Attempt): number => answeredMs ?? endedMs

/** The earliest time that an answer told, null for none: whoever obeys any of them is right. */
export const earliestTold = (attempt: Attempt): ToldWait | null => {
  const { told } = attempt
  if (told === null) return null
  const sentMs = sentMsOf(attempt)
  let [earliest, earliestMs]: [Hint | null, number] = [null, Number.POSITIVE_INFINITY]
  for (const hint of hints) {
    const ms = hint.msIn(told, sentMs) ?? Number.POSITIVE_INFINITY
    if (ms < earliestMs) [earliest, earliestMs] = [hint, ms]
  }
  return earliest && { says: earliest.says(told), ms: earliestMs, dueMs: sentMs + earliestMs }
}

/** The longest wait that an answer told, in milliseconds; 0 for none. */
export const longestToldMs = (attempt: Attempt): number => {
  const { told } = attempt
  let longestMs = 0
  if (told !== null) for (const { msIn } of hints) longestMs = Math.max(longestMs, msIn(told, sentMsOf(attempt)) ?? 0)
  return longestMs
}
