import type { Dimension } from './errors.ts'
import { idleAudioLimits, idleLimits } from './headers.ts'
import { dimensions } from './limits.ts'

/** `Limit {limit}, Used {used}, Requested {requested}` of a refusal, and its wait in real time. Whole numbers but for the wait. */
export interface LimitNumbers {
  readonly limit: number
  readonly used: number
  readonly requested: number
  readonly waitMs: number
}

/**
 * The limits of an account that no plan bounds. Those that headers show are observed (docs/facts/groq-wire.md §2.2), and that
 * of output tokens (§5.4); the others are inferred: so that whole seconds give whole numbers.
 */
export const usualLimits: Readonly<Record<Dimension, number>> = {
  RPM: 60,
  RPD: idleLimits.requestsPerDay,
  ITPM: 6_000,
  OTPM: 1000,
  TPM: idleLimits.tokensPerMinute,
  TPD: 864_000,
  ASH: idleAudioLimits.secondsPerHour,
  ASD: 86_400,
}

/** What a request meets in a limit that refuses it. */
export interface Refused {
  readonly dimension: Dimension
  readonly limit: number
  /** What it asks of the limit. */
  readonly requested: number
  /** How many milliseconds of session time a real one is. */
  readonly speed: number
}

// what floating point adds to a count is less than this
const NOISE = 1e-9

const toldIn = (ms: number, stepMs: number): number => Math.ceil(ms / stepMs - NOISE)

/**
 * The numbers of a 429 whose `retry-after` says this wait, under an account whose limit is given: the request asks for what
 * it asks for, and what is used follows from Groq's formula, (used + requested − limit) / limit × window (§1.10), the other
 * way round. The text's wait is the nearest that whole numbers give and that rounds to the same seconds, or to the same
 * milliseconds where the client is told those (`stepMs`). Where one unit of
 * the limit takes longer than that to come back, it is the wait itself, as in the one recording where less than a request
 * was missing. A wait longer than the window has more used than there is: answers are counted when they have been given.
 */
export const exhaustedNumbers = (
  { dimension, limit, requested: asked, speed }: Refused,
  retryAfterMs: number,
  stepMs = 1000,
): LimitNumbers => {
  const unitMs = dimensions[dimension].windowMs / limit / speed
  const below = Math.floor(retryAfterMs / unitMs + NOISE)
  const told = toldIn(retryAfterMs, stepMs)
  const whole = [below, below + 1].find(units => units > 0 && toldIn(units * unitMs, stepMs) === told)
  const over = whole ?? Math.ceil(retryAfterMs / unitMs - NOISE)
  const requested = Math.min(asked, limit)
  return {
    limit,
    used: Math.max(0, limit + over - requested),
    requested,
    waitMs: whole === undefined ? retryAfterMs : whole * unitMs,
  }
}

/** Of what a request asks for, how much an account has that has too little, where no wait tells it. Inferred. */
const USUAL_PART = 0.8

/**
 * The numbers of a 413: the request asks for more than the account's limit, or else than one that is as much below it as the
 * wait tells. A request that asks for too little to be too large asks for so much more than its account has.
 */
export const tooLargeNumbers = (
  { dimension, limit: own, requested }: Refused,
  retryAfterMs: number | null,
): LimitNumbers => {
  const { windowMs } = dimensions[dimension]
  const part = retryAfterMs === null ? USUAL_PART : windowMs / (windowMs + retryAfterMs)
  if (requested < 2)
    return { limit: own, used: 0, requested: Math.max(own + 1, Math.floor(own / part)), waitMs: retryAfterMs ?? 0 }
  const below = Math.max(1, Math.min(requested - 1, Math.ceil(requested * part)))
  return { limit: own < requested ? own : below, used: 0, requested, waitMs: retryAfterMs ?? 0 }
}
