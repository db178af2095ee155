import { earliestTold } from '../../told-wait.ts'
import type { Attempt, AttemptEnd } from '../../verdict.ts'
import { time } from '../../words.ts'
import { gotOf } from '../attempt-words.ts'

/** From the first byte of a call to where its line of time ends, in milliseconds of its session. */
export interface Span {
  readonly fromMs: number
  readonly lengthMs: number
}

/** An attempt on that line; lengths in percent of it. */
export interface Bar {
  readonly entry: string
  readonly end: AttemptEnd
  readonly left: string
  readonly width: string
  /** What there is to say of it. */
  readonly words: string
}

/** Where what an attempt was told allowed the next one. */
export interface Mark {
  readonly entry: string
  readonly left: string
  readonly words: string
}

/** How a call is drawn, whoever draws it. */
export interface Lane {
  readonly bars: readonly Bar[]
  readonly marks: readonly Mark[]
}

/** What was told is shown also behind the end of the call, as long as the bars stay wide enough to be seen. */
const MOST_STRETCH = 4

/** The line of time of one call by itself. */
export const spanOf = (attempts: readonly Attempt[]): Span => {
  const fromMs = Math.min(...attempts.map(({ startedMs }) => startedMs))
  const lengthMs = Math.max(1, ...attempts.map(({ endedMs }) => endedMs - fromMs))
  const told = attempts.flatMap(attempt => earliestTold(attempt)?.dueMs ?? []).map(dueMs => dueMs - fromMs)
  return { fromMs, lengthMs: Math.max(lengthMs, ...told.filter(ms => ms <= lengthMs * MOST_STRETCH)) }
}

const percent = (ms: number, { lengthMs }: Span): string => `${((ms / lengthMs) * 100).toFixed(2)}%`

const barOf = (attempt: Attempt, span: Span): Bar => {
  const { startedMs, endedMs, end, entry } = attempt
  return {
    entry,
    end,
    left: `min(${percent(startedMs - span.fromMs, span)}, 100% - .3rem)`,
    width: percent(endedMs - startedMs, span),
    words: `attempt ${attempt.attempt}: ${gotOf(attempt)}, at ${time(startedMs - span.fromMs)}, took ${time(endedMs - startedMs)}`,
  }
}

/** As far as it lies within the line. */
const markOf = (attempt: Attempt, span: Span): readonly Mark[] => {
  const told = earliestTold(attempt)
  const atMs = told === null ? Number.NaN : told.dueMs - span.fromMs
  return atMs >= 0 && atMs <= span.lengthMs
    ? [
        {
          entry: attempt.entry,
          left: percent(atMs, span),
          words: `the next attempt was allowed from here on: ${told?.says}`,
        },
      ]
    : []
}

/** A call as bars and marks on a line of time; gaps between the bars are its waits. */
export const laneOf = (attempts: readonly Attempt[], span: Span): Lane => ({
  bars: attempts.map(attempt => barOf(attempt, span)),
  marks: attempts.flatMap(attempt => markOf(attempt, span)),
})

/** What the colours of the bars, and the marks, stand for. */
export const legend: readonly (readonly [kind: string, words: string])[] = [
  ['bar served', 'answered'],
  ['bar retryable', 'failed, may be sent again'],
  ['bar final', 'refused for good'],
  ['bar luck', 'the model failed'],
  ['bar left', 'left by the client'],
  ['told', 'the next attempt was allowed from here on'],
]
