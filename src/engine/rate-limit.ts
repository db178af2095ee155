import type { Dimension } from '../groq/errors.ts'
import { type DimensionFacts, dimensionNames, dimensions, outputTooLargeAs400 } from '../groq/limits.ts'
import type { LimitReading } from '../limits/limit-reading.ts'
import type { Outcome } from '../outcomes/index.ts'
import type { LimitCheck } from './limit-check.ts'
import type { Question } from './question.ts'
import type { Ruling } from './ruling.ts'

type Answers = Readonly<Record<Dimension, Outcome>>

// the same error is the same value, so that it is prepared once; its numbers come with the ruling
const limitError = (status: number, variant: string | null): Outcome => ({
  kind: 'error',
  error: { status, ...(variant === null ? {} : { variant }), live: true },
})
const each = (answer: (dimension: Dimension) => Outcome): Answers =>
  Object.fromEntries(dimensionNames.map(dimension => [dimension, answer(dimension)])) as Answers

const tooLargeError = ({ tooLarge }: DimensionFacts): Outcome =>
  limitError(tooLarge?.status ?? 413, tooLarge?.variant ?? null)

const EXHAUSTED = each(dimension => limitError(429, dimensions[dimension].exhausted))
const TOO_LARGE = each(dimension => tooLargeError(dimensions[dimension]))
const OUTPUT_TOO_LARGE_400 = limitError(outputTooLargeAs400.status, outputTooLargeAs400.variant)

const LONGEST_MS = 100 * 365.25 * 86_400_000

/** A wait of session time as the client is told it: in real time, to the nanosecond, and never a moment too short. */
const toldMs = (sessionMs: number, speed: number): number =>
  Math.min(LONGEST_MS, Math.ceil(Math.round(sessionMs * 1e6) / speed) / 1e6)

const refusedBy = (outcome: Outcome, reading: LimitReading, limit: number, waitMs: number, reason: string): Ruling => ({
  outcome,
  reason,
  // no recorded 400 says when to come back
  ...(outcome === OUTPUT_TOO_LARGE_400 ? {} : { usual: { 'retry-after': String(Math.ceil(waitMs / 1000)) } }),
  refusal: {
    limit,
    // what a smaller burst holds back counts as used, so that the formula holds for the numbers that are shown
    used: reading.used + limit - reading.capacity,
    requested: reading.requested,
    waitMs,
  },
})

/** The limit that keeps the request longest: after its wait there is room in all of them. */
const longest = (readings: readonly LimitReading[]): LimitReading | undefined => {
  let found: LimitReading | undefined
  for (const reading of readings) if (reading.waitMs > (found?.waitMs ?? 0)) found = reading
  return found
}

/** 413 for what is more than a full bucket holds, or what its dimension has in place of it; 429 for what there is no room for now. */
export const rateLimit = (asking: LimitCheck | null, { session }: Question): Ruling | null => {
  if (!asking?.account) return null
  const tooLarge = asking.readings.find(({ requested, capacity }) => requested > capacity)
  if (tooLarge) {
    const { dimension, capacity, waitMs } = tooLarge
    const is400 = dimension === 'OTPM' && session.scenario.api.limits.outputTooLarge === 400
    const outcome = is400 ? OUTPUT_TOO_LARGE_400 : TOO_LARGE[dimension]
    const reason = `one request asks for more ${dimensions[dimension].says} than there are`
    return refusedBy(outcome, tooLarge, capacity, toldMs(waitMs, session.speed), reason)
  }
  const kept = longest(asking.readings)
  if (!kept) return null
  const reason = `the ${dimensions[kept.dimension].says} are used up`
  return refusedBy(EXHAUSTED[kept.dimension], kept, kept.limit, toldMs(kept.waitMs, session.speed), reason)
}
