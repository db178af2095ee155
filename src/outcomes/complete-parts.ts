import type { Complete } from '../answers/answer.ts'
import type { EndpointName } from '../groq/endpoints.ts'

/** A part of `complete:`, by its key; `usage.prompt_tokens` is one of its own. */
export type CompletePart = string

const talk: readonly CompletePart[] = [
  'text',
  'reasoning',
  'toolCalls',
  'json',
  'finish',
  'usage.prompt_tokens',
  'usage.cached_tokens',
  'usage.completion_tokens',
  'usage.total_tokens',
]
const spoken: readonly CompletePart[] = ['text', 'json']
const nothing: readonly CompletePart[] = []

/** The parts of `complete:` that an endpoint's answers can show. */
export const shownParts: Readonly<Record<EndpointName, readonly CompletePart[]>> = {
  'chat.completions': talk,
  responses: [...talk, 'status', 'reason', 'error'],
  embeddings: ['usage.prompt_tokens', 'usage.total_tokens'],
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

/** As much of a `complete:` as an endpoint's answers show, and the parts that they do not. */
export const shownBy = (
  endpoint: EndpointName,
  complete: Complete,
): { readonly shown: Complete; readonly hidden: readonly CompletePart[] } => {
  const hidden = completeParts(complete).filter(part => !shownParts[endpoint].includes(part))
  const shown = Object.fromEntries(Object.entries(complete).filter(([key]) => !hidden.includes(key)))
  return { shown, hidden }
}
