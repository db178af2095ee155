import type { Attempt } from './verdict.ts'

/** A time to come back that an answer told, in the words of the answer. */
export interface ToldWait {
  readonly says: string
  /** From the first byte of the answer on. */
  readonly ms: number
  /** Since the session's first request. */
  readonly dueMs: number
}

/** Every time that an answer told, the earliest first: whoever obeys any of them is right. */
export const toldWaits = ({ told, answeredMs, endedMs }: Attempt): readonly ToldWait[] => {
  if (told === null) return []
  const sentMs = answeredMs ?? endedMs
  const after = (ms: number | null | undefined, says: string): readonly ToldWait[] =>
    ms === null || ms === undefined ? [] : [{ says, ms, dueMs: sentMs + ms }]
  return [
    ...after(told.retryAfterMs?.ms, `retry-after-ms: ${told.retryAfterMs?.text}`),
    ...after(told.retryAfter?.ms, `retry-after: ${told.retryAfter?.text}`),
    ...after(told.tryAgainInMs, 'the text "try again in"'),
    ...after(told.roomAtMs === null ? null : told.roomAtMs - sentMs, 'the limit, which has room again then'),
  ].sort((a, b) => a.dueMs - b.dueMs)
}

/** The longest wait that an answer told, in milliseconds; 0 for none. */
export const longestToldMs = (attempt: Attempt): number => Math.max(0, ...toldWaits(attempt).map(({ ms }) => ms))
