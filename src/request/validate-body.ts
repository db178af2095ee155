import { createRequire } from 'node:module'
import { batchRequest } from '../groq/batch-request.ts'
import { chatRequest } from '../groq/chat-request.ts'
import { embeddingRequest } from '../groq/embedding-request.ts'
import { type OperationId, operations } from '../groq/endpoints.ts'
import { fileRequest } from '../groq/file-request.ts'
import { fineTuningRequest } from '../groq/fine-tuning-request.ts'
import { rerankingRequest } from '../groq/reranking-request.ts'
import { responseRequest } from '../groq/response-request.ts'
import { speechRequest } from '../groq/speech-request.ts'
import { transcriptionRequest } from '../groq/transcription-request.ts'
import { translationRequest } from '../groq/translation-request.ts'
import { packageFile } from '../package-file.ts'
import type { Validation } from '../scenario/scenario.ts'
import { turnOfTheLoop } from '../turn-of-the-loop.ts'
import { type BodySchema, closed } from './body-schema.ts'
import { firstProblem, firstProblemInSteps } from './first-problem.ts'
import { formValues } from './form-values.ts'

/** How closely a body is looked at. */
export type Strictness = Exclude<Validation, 'off'>

/** The operations whose body is validated. A further one is a line here. */
export const bodySchemas: Readonly<Partial<Record<OperationId, BodySchema>>> = {
  createChatCompletion: chatRequest,
  createResponse: responseRequest,
  createEmbedding: embeddingRequest,
  createReranking: rerankingRequest,
  createSpeech: speechRequest,
  createTranscription: transcriptionRequest,
  createTranslation: translationRequest,
  uploadFile: fileRequest,
  createBatch: batchRequest,
  createFineTuning: fineTuningRequest,
}

/** The schema that a body is held against. */
export const bodySchemaOf = (operation: OperationId, strictness: Strictness): BodySchema | null => {
  const schema = bodySchemas[operation]
  if (!schema) return null
  return strictness === 'standard' ? closed(schema) : schema
}

interface Validator {
  readonly schema: BodySchema
  readonly isValid: (value: unknown) => boolean
}

/** The build made them of the schemas. */
const requireOurs = createRequire(packageFile)

const loaded: Readonly<Record<Strictness, Map<OperationId, Validator>>> = { lenient: new Map(), standard: new Map() }

const validatorOf = (operation: OperationId, strictness: Strictness): Validator | null => {
  const known = loaded[strictness].get(operation)
  if (known) return known
  const schema = bodySchemaOf(operation, strictness)
  if (!schema) return null
  const fresh = {
    schema,
    isValid: requireOurs(`./dist/validators/${operation}-${strictness}.cjs`) as Validator['isValid'],
  }
  loaded[strictness].set(operation, fresh)
  return fresh
}

/** Loads what the first request of each operation would wait for, one of them a turn of the event loop. */
export const prepareValidation = async (): Promise<void> => {
  for (const operation of Object.keys(bodySchemas) as OperationId[]) {
    await turnOfTheLoop()
    validatorOf(operation, 'standard')
  }
}

const meantIn = (operation: OperationId, schema: BodySchema, body: unknown): unknown =>
  operations[operation].body === 'multipart' ? formValues(schema, body) : body

/**
 * What is wrong with a parsed body, or with the fields of a form, in the words of Groq's 400; null when nothing is or the operation
 * takes no body that we know. Ajv alone tells valid from invalid; only a body that it refused is walked for the words.
 */
export const validateBody = (operation: OperationId, body: unknown, strictness: Strictness): string | null => {
  const validator = validatorOf(operation, strictness)
  if (!validator) return null
  const { schema, isValid } = validator
  const value = meantIn(operation, schema, body)
  // the second sentence is never said as long as the walk and Ajv agree, which a property test holds them to
  return isValid(value) ? null : (firstProblem(schema, value) ?? 'request body is invalid')
}

/** The same for a large body, in steps: only the walk, which can stop on its way, looks at it. */
export function* validateInSteps(
  operation: OperationId,
  body: unknown,
  strictness: Strictness,
): Generator<void, string | null> {
  const schema = bodySchemaOf(operation, strictness)
  return schema === null ? null : yield* firstProblemInSteps(schema, meantIn(operation, schema, body))
}
