import type { Complete } from '../answers/answer.ts'
import { batchEnds } from '../groq/batch-facts.ts'
import { type EndpointName, type OperationId, operations } from '../groq/endpoints.ts'
import { responseEnds } from '../groq/response-ends.ts'

/** A part of `complete:`, by its key; `usage.prompt_tokens` is one of its own. */
export type CompletePart = string

const talk: readonly CompletePart[] = [
  'text',
  'chunks',
  'reasoning',
  'toolCalls',
  'json',
  'finish',
  'model',
  'id',
  'usage.prompt_tokens',
  'usage.cached_tokens',
  'usage.completion_tokens',
  'usage.total_tokens',
]
const spoken: readonly CompletePart[] = ['text', 'chunks', 'json']
const nothing: readonly CompletePart[] = []

/** The parts of `complete:` that an endpoint's answers can show. */
export const shownParts: Readonly<Record<EndpointName, readonly CompletePart[]>> = {
  'chat.completions': [...talk, 'logprobs'],
  responses: [...talk, 'status', 'reason', 'error'],
  embeddings: ['embedding', 'model', 'usage.prompt_tokens', 'usage.total_tokens'],
  reranking: nothing,
  'audio.transcriptions': spoken,
  'audio.translations': spoken,
  'audio.speech': spoken,
  files: nothing,
  'files.content': nothing,
  batches: ['status', 'errors'],
  models: nothing,
  fine_tunings: nothing,
}

/** The parts that a `complete:` gives. */
export const completeParts = ({ usage = {}, ...said }: Complete): readonly CompletePart[] => [
  ...Object.keys(said),
  ...Object.keys(usage).map(key => `usage.${key}`),
]

/** How else than well the objects of an endpoint can end. */
const ends: readonly (readonly [EndpointName, readonly string[]])[] = [
  ['responses', responseEnds],
  ['batches', batchEnds],
]

const END_PARTS: readonly CompletePart[] = ['reason', 'error', 'errors']

/** The endpoints whose objects can end as a `complete:` says, with all that it says of the end. */
export const endpointsEndingAs = ({ status, ...said }: Complete): readonly EndpointName[] => {
  const parts = completeParts(said).filter(part => END_PARTS.includes(part))
  return ends.flatMap(([name, statuses]) =>
    (status === undefined || statuses.includes(status)) && parts.every(part => shownParts[name].includes(part))
      ? name
      : [],
  )
}

const isShown = (operation: OperationId, { status }: Complete, part: CompletePart): boolean => {
  const { endpoint } = operations[operation]
  if (!shownParts[endpoint].includes(part)) return false
  if (part !== 'status' && !END_PARTS.includes(part)) return true
  // where a batch comes to is settled when it is created
  if (endpoint === 'batches' && operation !== 'createBatch') return false
  return ends.some(([name, statuses]) => name === endpoint && statuses.some(one => one === status))
}

/** As much of a `complete:` as the answers to an operation show, and the parts that they do not. */
export const shownBy = (
  operation: OperationId,
  complete: Complete,
): { readonly shown: Complete; readonly hidden: readonly CompletePart[] } => {
  const hidden = completeParts(complete).filter(part => !isShown(operation, complete, part))
  if (hidden.length === 0) return { shown: complete, hidden }
  const shown = Object.fromEntries(Object.entries(complete).filter(([key]) => !hidden.includes(key)))
  return { shown, hidden }
}
