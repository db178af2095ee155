/** How long the vectors of an embedding model are, and how much of a text it looks at. */
interface EmbeddingModel {
  readonly id: string
  readonly dimensions: number
  readonly contextWindow: number
}

/**
 * Documented: named by Groq's OpenAPI document (schema CreateEmbeddingRequest); its maker tells dimensions and context
 * (docs/facts/groq-wire.md §3.7).
 */
const nomic: EmbeddingModel = { id: 'nomic-embed-text-v1_5', dimensions: 768, contextWindow: 8192 }

/** Not in the list of models: that was never seen to have one (§3.5). */
export const embeddingModels: readonly EmbeddingModel[] = [nomic]

/** The model that answers where a request that was not validated names none. */
export const defaultEmbeddingModel = nomic.id

/** Documented (schemas CreateEmbeddingRequest and RerankingRequest): no more than these in one request. */
export const mostInputs = 2048
export const mostDocuments = 100

/** The facts of an embedding model. Inferred: an id that is not listed is taken for one like Nomic's. */
export const embeddingModel = (id: string): EmbeddingModel =>
  embeddingModels.find(model => model.id === id) ?? { ...nomic, id }
