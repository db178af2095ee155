import type { Fresh } from '../../fresh.ts'
import { member } from '../../json-value.ts'
import { type Luck, luckOf } from '../../luck.ts'
import type { AnswerContext, Complete } from '../answer.ts'
import { systemFingerprintOf } from '../ids.ts'
import { defaultModel, isCompound } from '../model-facts.ts'
import { compoundUsage } from './compound-usage.ts'
import { type Said, saidOf } from './said.ts'
import { timedUsage, type Usage } from './timed-usage.ts'

/** What of a completion follows from request, scenario and seed alone: the same whenever these are. */
interface Draft {
  readonly model: string
  readonly fingerprint: string
  /** Of the session. */
  readonly of: number
  readonly said: Said
  /** Null for compound systems. */
  readonly systemFingerprint: string | null
  readonly seed: number
  /** Texts that were made of it, so that they need not be made again. */
  readonly texts: CompletionTexts
}

/** What stands in every whole answer of a draft, and in every chunk; absent until it is asked for. */
export interface CompletionTexts {
  middle?: string
  chunks?: readonly string[]
}

/** A scenario may say very much; longer texts are made each time. */
export const mostKeptLetters = 32 * 1024

/** One completion before it takes its form on the wire: what is said, and all that stands around it. */
export interface Completion {
  /** The one that was asked for: what is said, and in which form, follows from it. */
  readonly model: string
  /** The one that the answer names. */
  readonly namedModel: string
  /** An id from the scenario, for all parts of the answer; null for the usual one. */
  readonly ownId: string | null
  readonly said: Said
  readonly texts: CompletionTexts
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

const draftOf = (context: AnswerContext, body: unknown, complete: Complete): Draft => {
  const { call, seed } = context
  const model = call.model ?? defaultModel
  const luck = luckOf({ fingerprint: call.fingerprint, seed })
  return {
    model,
    fingerprint: call.fingerprint,
    of: seed,
    said: saidOf(body, complete, luck, model),
    systemFingerprint: isCompound(model) ? null : systemFingerprintOf(model, seed),
    seed: seedOf(body, luck),
    texts: {},
  }
}

/** So many drafts are kept of one body: sessions and URLs may have one each. */
const MOST_DRAFTS = 8

/** The draft for a body; for one that came before, the one that was made then. */
const draftFor = (context: AnswerContext, body: unknown, complete: Complete): Draft => {
  const { call, seed } = context
  const made = body === call.body ? call.known?.made : undefined
  const before = made?.get(complete) as Draft | undefined
  if (before?.fingerprint === call.fingerprint && before.of === seed) return before
  const draft = draftOf(context, body, complete)
  if (made && made.size >= MOST_DRAFTS) made.clear()
  made?.set(complete, draft)
  return draft
}

/** Brings together what is said, its usage, and what identifies it. The body is in the words of a chat request. */
export const completionOf = (context: AnswerContext, body: unknown, complete: Complete, fresh: Fresh): Completion => {
  const { model, said, systemFingerprint, seed, texts } = draftFor(context, body, complete)
  const { usage, breakdownJson } = isCompound(model)
    ? compoundUsage(said, fresh.jitter, complete.usage)
    : { usage: timedUsage(said.counts, fresh.jitter, complete.usage), breakdownJson: null }
  return {
    model,
    namedModel: complete.model ?? model,
    ownId: complete.id ?? null,
    said,
    usage,
    breakdownJson,
    systemFingerprint,
    seed,
    texts,
    created: Math.floor(fresh.nowMs / 1000),
    fresh,
  }
}
