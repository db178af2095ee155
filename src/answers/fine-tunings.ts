import { hash32 } from '../chance.ts'
import type { Fresh } from '../fresh.ts'
import { member } from '../json-value.ts'
import type { FineTuning } from '../session/fine-tuning.ts'
import type { Answer, AnswerContext, Complete } from './answer.ts'
import { uuidFrom } from './ids.ts'
import { defaultModel } from './model-facts.ts'
import { prefixedUlid } from './prefixed-ulid.ts'
import { wholeJson } from './whole-json.ts'

/** Longer names are cut, so that what a session keeps stays small whatever it is sent. */
const LONGEST = 200
/** 2025 began. */
const THEN = 1_735_689_600
const YEAR = 31_536_000

/** Keys in the order of the documented examples (docs/facts/groq-wire.md §3.11). */
const dataOf = (tuning: FineTuning): object => ({
  id: tuning.id,
  name: tuning.name,
  base_model: tuning.baseModel,
  type: tuning.type,
  input_file_id: tuning.inputFile,
  created_at: tuning.createdAt,
  fine_tuned_model: tuning.fineTunedModel,
})

/** `object` as the example of the LoRA page has it; the one of the reference has placeholders. */
const one = (tuning: FineTuning): Answer => wholeJson({ id: tuning.id, object: 'fine_tuning', data: dataOf(tuning) })

/** Documented (LoRA page): `ft:`, the base model, the organization, the name and twelve hex digits (§3.11). */
const tunedModel = (id: string, baseModel: string, name: string, seed: number): string =>
  `ft:${baseModel}:${prefixedUlid('org', { uuid: String(seed), nowMs: THEN * 1000 })}/${name}-${uuidFrom(id).slice(-12)}`

/** What was asked for, under an id. What was not said is empty. */
const tuningOf = (id: string, createdAt: number, body: unknown, seed: number): FineTuning => {
  const text = (name: string): string => {
    const value = member(body, name)
    if (typeof value !== 'string') return ''
    // a slice would hold on to the whole
    return value.length > LONGEST ? Buffer.from(value.slice(0, LONGEST)).toString() : value
  }
  const name = text('name')
  const baseModel = text('base_model')
  const fineTunedModel = tunedModel(id, baseModel, name, seed)
  return { id, name, baseModel, type: text('type'), inputFile: text('input_file_id'), createdAt, fineTunedModel }
}

/** A plausible fine tuning for an id that was never created, if the scenario accepts any id. */
const plausible = (id: string, seed: number): FineTuning => {
  const createdAt = THEN + (hash32(id, 0) % YEAR)
  const input_file_id = prefixedUlid('file', { uuid: id, nowMs: createdAt * 1000 })
  return tuningOf(id, createdAt, { name: 'mock-adapter', base_model: defaultModel, type: 'lora', input_file_id }, seed)
}

/** Registers a fine tuning, which is ready at once, and shows it. */
export const createFineTuning = (
  { call: { body }, resources, seed }: AnswerContext,
  _complete: Complete,
  fresh: Fresh,
): Answer => {
  const tuning = tuningOf(prefixedUlid('ft', fresh), Math.floor(fresh.nowMs / 1000), body, seed)
  resources.fineTunings.put(tuning)
  return one(tuning)
}

/** All fine tunings of the session, the oldest first. */
export const listFineTunings = ({ resources }: AnswerContext): Answer =>
  wholeJson({ object: 'list', data: resources.fineTunings.all().map(dataOf) })

/** One fine tuning. Whether it exists was decided before: any id gets an object. */
export const getFineTuning = ({ call: { resource }, resources, seed }: AnswerContext): Answer => {
  const id = resource ?? ''
  return one(resources.fineTunings.get(id) ?? plausible(id, seed))
}

/** A fine tuning that is deleted: its id, and that it is gone. */
export const deleteFineTuning = ({ call: { resource }, resources }: AnswerContext): Answer => {
  const id = resource ?? ''
  resources.fineTunings.delete(id)
  return wholeJson({ id, object: 'fine_tuning', deleted: true })
}
