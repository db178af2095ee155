import { promptTokens, TOKENS_PER_IMAGE } from '../../tokens.ts'
import type { Check } from './check.ts'

const isAbove = (asked: unknown, maximum: number): boolean => typeof asked === 'number' && asked > maximum

/** More tokens for the answer than the model ever gives. */
export const maxTokens: Check = ({ model, body: { max_completion_tokens, max_tokens, max_output_tokens } }) => {
  if (!model) return null
  const most = model.maxCompletionTokens
  const refused = (property: string) => ({ variant: 'max-tokens-too-large', fill: { property, maximum: String(most) } })
  if (isAbove(max_completion_tokens, most)) return refused('max_completion_tokens')
  if (isAbove(max_tokens, most)) return refused('max_tokens')
  return isAbove(max_output_tokens, most) ? refused('max_output_tokens') : null
}

/** What images add to a prompt at most: five of them. */
const IMAGES = 5 * TOKENS_PER_IMAGE

/** A prompt that is longer than what the model reads, by the mock's estimate. A body has never more tokens than bytes, but for images. */
export const contextLength: Check = ({ model, body, bodyBytes = Infinity }) => {
  if (!model || bodyBytes + IMAGES <= model.contextWindow) return null
  return promptTokens(body) > model.contextWindow ? { variant: 'context-length-exceeded' } : null
}
