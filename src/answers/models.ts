import { goJson } from '../groq/go.ts'
import { type Pricing, models as shipped } from '../groq/models.ts'
import type { Answer, AnswerContext } from './answer.ts'
import { defaultModel, modelFacts } from './model-facts.ts'

const pricingOf = ({ prompt, completion, cachedPrompt }: Pricing) => ({
  prompt,
  ...(completion === undefined ? {} : { completion }),
  image: '0',
  request: '0',
  input_cache_read: cachedPrompt,
})

/** One model as both operations show it. What a model does not have is left out, never null or empty. */
const modelJson = (id: string): string => {
  const facts = modelFacts(id)
  return goJson({
    id,
    object: 'model',
    created: facts.created,
    owned_by: facts.ownedBy,
    active: true,
    context_window: facts.contextWindow,
    public_apps: null,
    max_completion_tokens: facts.maxCompletionTokens,
    ...(facts.huggingFaceId === null ? {} : { hugging_face_id: facts.huggingFaceId }),
    name: facts.name,
    input_modalities: facts.inputModalities,
    output_modalities: facts.outputModalities,
    context_length: facts.contextWindow,
    max_output_length: facts.maxCompletionTokens,
    ...(facts.pricing === null ? {} : { pricing: pricingOf(facts.pricing) }),
    ...(facts.samplingParameters.length === 0 ? {} : { supported_sampling_parameters: facts.samplingParameters }),
    ...(facts.features.length === 0 ? {} : { supported_features: facts.features }),
  })
}

const shippedIds: readonly string[] = shipped.map(model => model.id)
/** A list is made once for each scenario: the array of ids is the scenario's own. */
const lists = new WeakMap<readonly string[], string>()

const listBody = (ids: readonly string[]): string => {
  const kept = lists.get(ids)
  if (kept !== undefined) return kept
  const body = `{"object":"list","data":[${ids.map(modelJson).join()}]}\n`
  lists.set(ids, body)
  return body
}

const whole = (body: string): Answer => ({ kind: 'whole', contentType: 'application/json', body, tokens: null })

/** The models that the scenario has, or the shipped ones. */
export const listModels = ({ models }: AnswerContext): Answer => whole(listBody(models ?? shippedIds))

/** One model. Whether it exists was decided before: any id gets an object. */
export const retrieveModel = ({ call: { model } }: AnswerContext): Answer =>
  whole(`${modelJson(model ?? defaultModel)}\n`)

/** A model that is deleted: its id, and that it is gone. The list stays as it is. */
export const deleteModel = ({ call: { model } }: AnswerContext): Answer =>
  whole(`${goJson({ id: model ?? defaultModel, object: 'model', deleted: true })}\n`)
