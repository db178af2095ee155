import { batchRequest } from '../../groq/batch-request.ts'
import { chatRequest } from '../../groq/chat-request.ts'
import { embeddingRequest } from '../../groq/embedding-request.ts'
import { type Operation, operations } from '../../groq/endpoints.ts'
import { fileRequest } from '../../groq/file-request.ts'
import { fineTuningRequest } from '../../groq/fine-tuning-request.ts'
import { rerankingRequest } from '../../groq/reranking-request.ts'
import { responseRequest } from '../../groq/response-request.ts'
import { speechRequest } from '../../groq/speech-request.ts'
import { transcriptionRequest } from '../../groq/transcription-request.ts'
import { translationRequest } from '../../groq/translation-request.ts'

/** As much of a body's schema as a path through it needs. */
export interface BodyShape {
  readonly type?: string
  readonly nullable?: boolean
  readonly enum?: readonly unknown[]
  readonly items?: BodyShape
  readonly properties?: Readonly<Record<string, BodyShape>>
  readonly additionalProperties?: unknown
  readonly oneOf?: readonly BodyShape[]
  readonly then?: BodyShape
  readonly else?: BodyShape
  readonly open?: true
}

/** A form holds texts where its schema has numbers, so that anything may stand behind its names. */
const formOf = (names: object): BodyShape => ({
  type: 'object',
  properties: Object.fromEntries(Object.keys(names).map(name => [name, {}])),
})

const shapes = new Map<Operation, BodyShape>([
  [operations.createChatCompletion, chatRequest as BodyShape],
  [operations.createResponse, responseRequest as BodyShape],
  [operations.createEmbedding, embeddingRequest as BodyShape],
  [operations.createReranking, rerankingRequest as BodyShape],
  [operations.createSpeech, speechRequest as BodyShape],
  [operations.createBatch, batchRequest as BodyShape],
  [operations.createFineTuning, fineTuningRequest as BodyShape],
  [operations.createTranscription, formOf(transcriptionRequest.properties)],
  [operations.createTranslation, formOf(translationRequest.properties)],
  [operations.uploadFile, formOf(fileRequest.properties)],
])

/** What the bodies of operations look like. */
export const bodyShapes = (all: readonly Operation[]): readonly BodyShape[] =>
  all.flatMap(operation => shapes.get(operation) ?? [])

/** The shapes that one may be, its options written out. */
const options = (shape: BodyShape): readonly BodyShape[] => {
  const inner = [...(shape.oneOf ?? []), shape.then, shape.else].filter(one => one !== undefined)
  return inner.length === 0 ? [shape] : [...(shape.properties ? [shape] : []), ...inner.flatMap(options)]
}

/** Whether an object may have properties that are not listed. */
const isLoose = ({ type, properties, additionalProperties, open, enum: values }: BodyShape): boolean =>
  open === true ||
  (additionalProperties !== undefined && additionalProperties !== false) ||
  (properties === undefined && values === undefined && (type === 'object' || type === undefined))

/** What a path of names and items leads to: shapes, the name that no object has, or null where anything may be. */
export const shapesAt = (
  whole: readonly BodyShape[],
  steps: readonly string[],
): readonly BodyShape[] | { readonly unknown: string; readonly known: readonly string[] } | null => {
  let at = whole.flatMap(options)
  for (const step of steps) {
    if (at.some(isLoose)) return null
    const known = at.flatMap(({ properties }) => Object.keys(properties ?? {}))
    const next = at.flatMap(({ properties, items }) => {
      const inner = step === '[]' ? items : properties && Object.hasOwn(properties, step) ? properties[step] : undefined
      return inner ? options(inner) : []
    })
    if (next.length === 0) return { unknown: step, known }
    at = next
  }
  return at.every(({ type, enum: values }) => type === undefined && values === undefined) || at.some(isLoose)
    ? null
    : at
}
