import type { Dimension, Provenance } from './errors.ts'

/** What one dimension counts, in which window, and how its exhaustion answers. */
export interface DimensionFacts {
  readonly windowMs: number
  readonly counts: 'requests' | 'tokens' | 'prompt' | 'completion' | 'seconds'
  /** As the middle of "… are used up". */
  readonly says: string
  /** The variant of 429 that answers. */
  readonly exhausted: string
  /** What answers a request that is more than a full bucket; null where none can be. */
  readonly tooLarge: { readonly status: 413 | 429; readonly variant: string } | null
}

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/**
 * Every dimension of the documented limits (docs/facts/groq-wire.md §5.1, §5.4). Windows: observed for minute and day, inferred
 * for the hour (§1.10). A request that is more than several of them hold is told the first: input tokens were seen to come
 * before all tokens.
 */
export const dimensions: Readonly<Record<Dimension, DimensionFacts>> = {
  RPM: {
    windowMs: MINUTE_MS,
    counts: 'requests',
    says: 'requests per minute',
    exhausted: 'requests-per-minute',
    tooLarge: null,
  },
  RPD: {
    windowMs: DAY_MS,
    counts: 'requests',
    says: 'requests per day',
    exhausted: 'requests-per-day',
    tooLarge: null,
  },
  ITPM: {
    windowMs: MINUTE_MS,
    counts: 'prompt',
    says: 'input tokens per minute',
    exhausted: 'input-tokens-per-minute',
    tooLarge: { status: 413, variant: 'input-tokens-per-minute' },
  },
  OTPM: {
    windowMs: MINUTE_MS,
    counts: 'completion',
    says: 'output tokens per minute',
    exhausted: 'output-tokens-per-minute',
    tooLarge: { status: 429, variant: 'output-tokens-too-large' },
  },
  TPM: {
    windowMs: MINUTE_MS,
    counts: 'tokens',
    says: 'tokens per minute',
    exhausted: 'tokens-per-minute',
    tooLarge: { status: 413, variant: 'tokens-per-minute' },
  },
  TPD: {
    windowMs: DAY_MS,
    counts: 'tokens',
    says: 'tokens per day',
    exhausted: 'tokens-per-day',
    tooLarge: { status: 413, variant: 'tokens-per-day' },
  },
  ASH: {
    windowMs: HOUR_MS,
    counts: 'seconds',
    says: 'seconds of audio per hour',
    exhausted: 'audio-seconds-per-hour',
    tooLarge: { status: 413, variant: 'audio-seconds-per-hour' },
  },
  ASD: {
    windowMs: DAY_MS,
    counts: 'seconds',
    says: 'seconds of audio per day',
    exhausted: 'audio-seconds-per-day',
    tooLarge: { status: 413, variant: 'audio-seconds-per-day' },
  },
}

/**
 * The other answer to a request that asks for more output than a minute has: one report has this, eight have 429 (§5.4).
 * Scenarios can choose it.
 */
export const outputTooLargeAs400 = { status: 400, variant: 'output-tokens-too-large' } as const

export const dimensionNames = Object.keys(dimensions) as readonly Dimension[]

/** Documented: an audio request is billed for ten seconds at least (§4.2). */
export const LEAST_AUDIO_SECONDS = 10

/** What a plan allows for the models that a glob names. */
export interface PlanRow {
  readonly model: string
  readonly limits: Readonly<Partial<Record<Dimension, number>>>
  readonly provenance: Provenance
  readonly source: string
}

const page = { provenance: 'documented', source: 'documentation: rate limits of the free plan, Feb 2026' } as const

/** The free plan, model by model (§5.1); a model that is not here has no limit. */
export const freePlan: readonly PlanRow[] = [
  { model: 'allam-2-7b', limits: { RPM: 30, RPD: 7000, TPM: 6000, TPD: 500_000 }, ...page },
  { model: 'canopylabs/orpheus-*', limits: { RPM: 10, RPD: 100, TPM: 1200, TPD: 3600 }, ...page },
  { model: 'groq/compound*', limits: { RPM: 30, RPD: 250, TPM: 70_000 }, ...page },
  { model: 'llama-3.1-8b-instant', limits: { RPM: 30, RPD: 14_400, TPM: 6000, TPD: 500_000 }, ...page },
  { model: 'llama-3.3-70b-versatile', limits: { RPM: 30, RPD: 1000, TPM: 12_000, TPD: 100_000 }, ...page },
  { model: 'meta-llama/llama-4-maverick-*', limits: { RPM: 30, RPD: 1000, TPM: 6000, TPD: 500_000 }, ...page },
  { model: 'meta-llama/llama-4-scout-*', limits: { RPM: 30, RPD: 1000, TPM: 30_000, TPD: 500_000 }, ...page },
  { model: 'meta-llama/llama-guard-4-12b', limits: { RPM: 30, RPD: 14_400, TPM: 15_000, TPD: 500_000 }, ...page },
  { model: 'meta-llama/llama-prompt-guard-2-*', limits: { RPM: 30, RPD: 14_400, TPM: 15_000, TPD: 500_000 }, ...page },
  { model: 'moonshotai/kimi-k2-instruct*', limits: { RPM: 60, RPD: 1000, TPM: 10_000, TPD: 300_000 }, ...page },
  { model: 'openai/gpt-oss-*', limits: { RPM: 30, RPD: 1000, TPM: 8000, TPD: 200_000 }, ...page },
  { model: 'qwen/qwen3-32b', limits: { RPM: 60, RPD: 1000, TPM: 6000, TPD: 500_000 }, ...page },
  {
    model: 'qwen/qwen3.8-27b',
    limits: { RPM: 30, RPD: 1000, ITPM: 7000, OTPM: 1000, TPM: 8000, TPD: 200_000 },
    provenance: 'documented',
    source:
      'documentation: rate limits of the free plan, Sep 2026; one client saw 2M tokens a day; input and output tokens are in many recorded refusals',
  },
  {
    model: 'qwen/qwen3.6-27b',
    limits: { RPM: 30, RPD: 1000, OTPM: 1000, TPM: 8000, TPD: 200_000 },
    provenance: 'observed',
    source: 'the page of limits of an account and refusals by output tokens, Sep 2026; input tokens were not seen',
  },
  { model: 'whisper-large-v3*', limits: { RPM: 20, RPD: 2000, ASH: 7200, ASD: 28_800 }, ...page },
]

/** Observed: an organization of the free plan is refused `flex` and `auto` (§1.3.1). */
export const freeTiers = ['on_demand'] as const

/** Documented: the tiers that a request may be served by; `auto` asks for the best that there is (§4.1). */
export const serviceTiers = ['on_demand', 'flex', 'performance'] as const
