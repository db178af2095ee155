import { embeddingModel } from '../../groq/embeddings.ts'
import type { Check } from './check.ts'

const problemWith = (dimensions: unknown, most: number): string | null => {
  if (!Number.isInteger(dimensions)) return 'value must be an integer'
  if (Number(dimensions) < 1) return 'number must be at least 1'
  return Number(dimensions) > most ? `number must be at most ${most}` : null
}

/**
 * Refuses a number of dimensions that the model's vectors can't be cut to. Inferred: Groq's document has no `dimensions`, which
 * clients send all the same (docs/facts/groq-wire.md §3.7); the words are those of the request grammar.
 */
export const wrongDimensions: Check = ({ body }) => {
  const dimensions = Object.hasOwn(body, 'dimensions') ? (body.dimensions ?? null) : null
  if (dimensions === null) return null
  const problem = problemWith(dimensions, embeddingModel(String(body.model)).dimensions)
  return problem === null ? null : { variant: 'invalid-body', fill: { message: `'dimensions' : ${problem}` } }
}

/** Refuses an empty text. Documented: the input "cannot be an empty string" (schema CreateEmbeddingRequest); inferred: the words. */
export const emptyText: Check = ({ body: { input } }) => {
  if (input === '') return { variant: 'invalid-body', fill: { message: "'input' : minimum string length is 1" } }
  const index = Array.isArray(input) ? input.indexOf('') : -1
  return index < 0
    ? null
    : { variant: 'invalid-body', fill: { message: `'input.${index}' : minimum string length is 1` } }
}
