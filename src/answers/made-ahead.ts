import type { Call } from '../call.ts'
import type { OperationId } from '../groq/endpoints.ts'
import { embeddingAhead } from './embeddings/embedding.ts'
import { rerankingAhead } from './embeddings/reranking.ts'
import { echoesAhead } from './responses/echoed.ts'

type Maker = (call: Call) => Generator<void, void> | null

const makers: ReadonlyMap<OperationId, Maker> = new Map<OperationId, Maker>([
  ['createEmbedding', embeddingAhead],
  ['createReranking', rerankingAhead],
  ['createResponse', echoesAhead],
])

/**
 * What an answer is made of that takes long to make: in steps of a few milliseconds each, before the answer is asked for, which
 * then finds it. Null where the answer may be made at once.
 */
export const madeAhead = (call: Call): Generator<void, void> | null =>
  (call.operation === null ? undefined : makers.get(call.operation))?.(call) ?? null
