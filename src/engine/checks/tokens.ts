import { promptTokens, TOKENS_PER_IMAGE } from '../../tokens.ts'
import type { Check } from './check.ts'

const LIMITS = ['max_completion_tokens', 'max_tokens', 'max_output_tokens'] as const

/** More tokens for the answer than the model ever gives. */
export const maxTokens: Check = ({ model, body }) => {
  if (!model) return null
  const { maxCompletionTokens } = model
  for (const property of LIMITS) {
    const asked = body[property]
    if (typeof asked === 'number' && asked > maxCompletionTokens)
      return { variant: 'max-tokens-too-large', fill: { property, maximum: String(maxCompletionTokens) } }
  }
  return null
}

/** What images add to a prompt at most: five of them. */
const IMAGES = 5 * TOKENS_PER_IMAGE

/** A prompt that is longer than what the model reads, by the mock's estimate. A body has never more tokens than bytes, but for images. */
export const contextLength: Check = ({ model, body, bodyBytes = Infinity }) => {
  if (!model || bodyBytes + IMAGES <= model.contextWindow) return null
  return promptTokens(body) > model.contextWindow ? { variant: 'context-length-exceeded' } : null
}
