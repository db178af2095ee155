import { defaultEmbeddingModel, embeddingModel, mostDocuments } from '../../groq/embeddings.ts'
import { goJson } from '../../groq/go.ts'
import { list, member } from '../../json-value.ts'
import { estimateTokens } from '../../tokens.ts'
import type { Answer, AnswerContext } from '../answer.ts'
import { cutToTokens } from '../chat/cut-to-tokens.ts'
import { spaceOf, unit } from './vector.ts'

const isText = (value: unknown): value is string => typeof value === 'string'

const textOf = (value: unknown): string => (isText(value) ? value : '')

/**
 * How near two vectors are: 1 for equal ones, 0 where nothing is shared; two digits, as documented examples have
 * (docs/facts/groq-wire.md §3.7).
 */
const scoreOf = (one: Float32Array, other: Float32Array): number => {
  const product = one.reduce((sum, value, i) => sum + value * (other[i] ?? 0), 0)
  return Math.round(Math.min(1, Math.max(0, product)) * 100) / 100
}

/** Documents by how much they have in common with the query and the instruction; of equal ones the first stays first. */
export const reranking = ({ call }: AnswerContext): Answer => {
  const { body } = call
  const model = call.model ?? defaultEmbeddingModel
  const { dimensions, contextWindow } = embeddingModel(model)
  const space = spaceOf(model, dimensions)
  const vectorOf = (text: string): Float32Array => unit(space(cutToTokens(text, contextWindow)))
  const query = `${textOf(member(body, 'query'))} ${textOf(member(body, 'instruction'))}`.trim()
  const docs = list(member(body, 'docs')).filter(isText).slice(0, mostDocuments)
  const wanted = vectorOf(query)
  const results = docs
    .map(doc => ({ doc, score: scoreOf(wanted, vectorOf(doc)) }))
    .sort((one, other) => other.score - one.score)
  const prompt = [query, ...docs].reduce((sum, text) => sum + estimateTokens(text), 0)
  return {
    kind: 'whole',
    contentType: 'application/json',
    body: `${goJson({ results })}\n`,
    tokens: { prompt, completion: 0 },
  }
}
