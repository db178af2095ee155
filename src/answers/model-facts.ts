import { hash32 } from '../chance.ts'
import { type Model, models, modelsById, samplingParameters } from '../groq/models.ts'
import { isOfReasoningFamily } from '../groq/reasoning.ts'

/** The model that answers where a request that was not validated names none. */
export const defaultModel: string = (models.find(model => model.kind === 'chat') ?? models[0])?.id ?? 'mock'

const family = (id: string): Pick<Model, 'features' | 'toolCallIds'> =>
  id.startsWith('openai/gpt-oss')
    ? { features: ['tools', 'json_mode', 'structured_outputs', 'reasoning'], toolCallIds: 'fc_uuid' }
    : {
        features: isOfReasoningFamily(id) ? ['tools', 'json_mode', 'reasoning'] : ['tools', 'json_mode'],
        toolCallIds: 'nine',
      }

/** Any day of 2025. */
const createdOf = (id: string): number => 1_735_689_600 + (hash32(id, 0) % 31_536_000)

/** Plausible facts for an id that only the scenario lists. */
const plausible = (id: string): Model => {
  const slash = id.indexOf('/')
  return {
    id,
    created: createdOf(id),
    ownedBy: slash > 0 ? id.slice(0, slash) : 'Groq',
    contextWindow: 131_072,
    maxCompletionTokens: 32_768,
    huggingFaceId: null,
    name: id.slice(slash + 1),
    inputModalities: ['text'],
    outputModalities: ['text'],
    pricing: null,
    samplingParameters,
    kind: 'chat',
    provenance: 'inferred',
    source: 'made up from the id, which only the scenario knows',
    ...family(id),
  }
}

/** The facts of a model, or, for an id that is not listed, likely ones that follow from it. */
export const modelFacts = (id: string): Model => modelsById.get(id) ?? plausible(id)

/** Compound systems answer in a form of their own, also under the names of their beta. */
export const isCompound = (id: string): boolean => id.startsWith('groq/compound') || id.startsWith('compound-beta')
