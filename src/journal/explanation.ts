import type { Draw, Trace } from '../engine/trace.ts'
import type { Dimension } from '../groq/errors.ts'
import type { LimitReading } from '../limits/limit-reading.ts'
import { formatDuration } from '../units.ts'
import type { Entry } from './entry.ts'
import type { Held } from './held.ts'

/** A rule that was asked. */
export interface AskedRule {
  readonly name: string
  /** Whether it decided, or passed on with what it changes; null where it did not speak. */
  readonly spoke: 'decided' | 'passed' | null
  /** The first criterion or gate that failed, as it stands in the file, or the reason in words; null where it spoke. */
  readonly missed: string | null
}

/** A number that was drawn. */
export interface ShownDraw {
  /** Null is the API itself. */
  readonly rule: string | null
  readonly what: Draw['what']
  /** From 0 up to, not including, 1. */
  readonly number: number
  /** What it was held against, in words. */
  readonly needed: string
}

/** A bucket as the request found it. */
export interface FoundBucket {
  readonly dimension: Dimension
  /** What it holds when it is full. */
  readonly holds: number
  /** Whole units, as texts count them. */
  readonly used: number
  readonly requested: number
  readonly hasRoom: boolean
}

/** Why an exchange got what it got: what its decision looked at. */
export interface Explanation {
  readonly entry: Entry
  readonly because: string
  /** In the order in which they were asked. Rules after the one that decided were not. */
  readonly rules: readonly AskedRule[]
  readonly draws: readonly ShownDraw[]
  /** The buckets of the organization and model; null where the limiter was not asked. */
  readonly limiter: readonly FoundBucket[] | null
}

type OneOf = Extract<Draw['against'], { readonly kind: 'oneOf' }>
type Delay = Exclude<Draw['against'], OneOf | number>

const short = (share: number): number => Number(share.toFixed(8))

const optionsInWords = ({ options }: OneOf): string => {
  let below = 0
  const bounds = options.map(({ share }, i) => {
    below += share
    return `below ${short(below)} option ${i + 1}`
  })
  return [...bounds, ...(short(below) < 1 ? ['else none'] : [])].join(', ')
}

const delayInWords = (delay: Delay): string => {
  switch (delay.kind) {
    case 'fixed':
      return `always ${formatDuration(delay.ms)}`
    case 'uniform':
      return `from ${formatDuration(delay.fromMs)} at 0 to ${formatDuration(delay.toMs)} at 1`
    case 'lognormal':
      return `${formatDuration(delay.medianMs)} at 0.5, ${formatDuration(delay.p99Ms)} at 0.99`
    case 'loaded':
      return `${delayInWords(delay.base)}, and ${formatDuration(delay.perConcurrentMs)} for each other request under way`
  }
}

const neededBy = (against: Draw['against']): string => {
  if (typeof against === 'number') return `below ${short(against)}`
  return against.kind === 'oneOf' ? optionsInWords(against) : delayInWords(against)
}

const askedRules = ({ rules, missed }: Trace, decided: boolean): readonly AskedRule[] =>
  missed.map((miss, i) => {
    const name = rules[i]?.name ?? ''
    if (miss !== null) return { name, spoke: null, missed: typeof miss === 'string' ? miss : miss.says }
    return { name, spoke: decided && i === missed.length - 1 ? 'decided' : 'passed', missed: null }
  })

const foundBucket = ({ dimension, capacity, used, requested, waitMs }: LimitReading): FoundBucket => ({
  dimension,
  holds: capacity,
  used,
  requested,
  hasRoom: waitMs === 0,
})

/** Puts into words what the decision of an entry looked at. */
export const explanationOf = ({ entry, trace }: Held): Explanation => ({
  entry,
  because: entry.because,
  rules: trace ? askedRules(trace, entry.rule !== null) : [],
  draws: (trace?.draws ?? []).map(({ rule, what, number, against }) => ({
    rule: rule?.name ?? null,
    what,
    number,
    needed: neededBy(against),
  })),
  limiter: trace?.limits?.map(foundBucket) ?? null,
})
