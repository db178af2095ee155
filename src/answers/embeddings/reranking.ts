import type { Call } from '../../call.ts'
import { defaultEmbeddingModel, embeddingModel, mostDocuments } from '../../groq/embeddings.ts'
import { goJson } from '../../groq/go.ts'
import { isObject, list, member } from '../../json-value.ts'
import { estimateTokens } from '../../tokens.ts'
import type { Answer, AnswerContext } from '../answer.ts'
import { cutToTokens } from '../chat/cut-to-tokens.ts'
import { spaceOf, unit } from './vector.ts'

const isText = (value: unknown): value is string => typeof value === 'string'

const textOf = (value: unknown): string => (isText(value) ? value : '')

interface Result {
  readonly doc: string
  readonly score: number
}

const queryOf = (body: unknown): string =>
  `${textOf(member(body, 'query'))} ${textOf(member(body, 'instruction'))}`.trim()

/**
 * How near two vectors are: 1 for equal ones, 0 where nothing is shared; two digits, as documented examples have
 * (docs/facts/groq-wire.md §3.7).
 */
const scoreOf = (one: Float32Array, other: Float32Array): number => {
  const product = one.reduce((sum, value, i) => sum + value * (other[i] ?? 0), 0)
  return Math.round(Math.min(1, Math.max(0, product)) * 100) / 100
}

const docsOf = (body: unknown): readonly string[] => list(member(body, 'docs')).filter(isText).slice(0, mostDocuments)

/** The scores of documents, one after the other. */
function* scored({ body, model: asked }: Pick<Call, 'body' | 'model'>): Generator<Result, void> {
  const model = asked ?? defaultEmbeddingModel
  const { dimensions, contextWindow } = embeddingModel(model)
  const space = spaceOf(model, dimensions)
  const vectorOf = (text: string): Float32Array => unit(space(cutToTokens(text, contextWindow)))
  const wanted = vectorOf(queryOf(body))
  for (const doc of docsOf(body)) yield { doc, score: scoreOf(wanted, vectorOf(doc)) }
}

const ahead = new WeakMap<object, readonly Result[]>()
/** A long text takes three milliseconds. */
const MOST_AT_ONCE = 8

/** Scores many documents before they are asked for, some a step; null for few. */
export const rerankingAhead = (call: Pick<Call, 'body' | 'model'>): Generator<void, void> | null => {
  const { body } = call
  if (!isObject(body) || docsOf(body).length <= MOST_AT_ONCE) return null
  return (function* () {
    const made: Result[] = []
    for (const one of scored(call)) if (made.push(one) % MOST_AT_ONCE === 0) yield
    ahead.set(body, made)
  })()
}

/** Documents by how much they have in common with the query and the instruction; of equal ones the first stays first. */
export const reranking = ({ call }: AnswerContext): Answer => {
  const { body } = call
  const made = (isObject(body) ? ahead.get(body) : undefined) ?? [...scored(call)]
  const results = made.toSorted((one, other) => other.score - one.score)
  const prompt = [queryOf(body), ...docsOf(body)].reduce((sum, text) => sum + estimateTokens(text), 0)
  return {
    kind: 'whole',
    contentType: 'application/json',
    body: `${goJson({ results })}\n`,
    tokens: { prompt, completion: 0 },
  }
}
