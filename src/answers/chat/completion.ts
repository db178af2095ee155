import type { Fresh } from '../../fresh.ts'
import { member } from '../../json-value.ts'
import { type Luck, luckOf } from '../../luck.ts'
import type { AnswerContext, Complete } from '../answer.ts'
import { systemFingerprintOf } from '../ids.ts'
import { defaultModel, isCompound } from '../model-facts.ts'
import { compoundUsage } from './compound-usage.ts'
import { type Said, saidOf } from './said.ts'
import { timedUsage, type Usage } from './timed-usage.ts'

/** One completion before it takes its form on the wire: what is said, and all that stands around it. */
export interface Completion {
  readonly model: string
  readonly said: Said
  readonly usage: Usage
  /** What compound systems report by model; null for plain models. */
  readonly breakdownJson: string | null
  /** Null for compound systems. */
  readonly systemFingerprint: string | null
  readonly seed: number
  readonly created: number
  readonly fresh: Fresh
}

/** The seed that an answer reports: the request's, else one by luck. */
const seedOf = (body: unknown, luck: Luck): number => {
  const seed = member(body, 'seed')
  return typeof seed === 'number' && Number.isSafeInteger(seed) ? seed : Math.floor(luck('seed') * 2 ** 30)
}

/** Brings together what is said, its usage, and what identifies it. The body is in the words of a chat request. */
export const completionOf = (
  { call, seed }: AnswerContext,
  body: unknown,
  complete: Complete,
  fresh: Fresh,
): Completion => {
  const model = call.model ?? defaultModel
  const luck = luckOf({ fingerprint: call.fingerprint, seed })
  const said = saidOf(body, complete, luck, model)
  const compound = isCompound(model)
  const { usage, breakdownJson } = compound
    ? compoundUsage(said, fresh.jitter, complete.usage)
    : { usage: timedUsage(said.counts, fresh.jitter, complete.usage), breakdownJson: null }
  return {
    model,
    said,
    usage,
    breakdownJson,
    systemFingerprint: compound ? null : systemFingerprintOf(model, seed),
    seed: seedOf(body, luck),
    created: Math.floor(fresh.nowMs / 1000),
    fresh,
  }
}
