/** One operation of the API: which method on which path, what kind of body it takes, which limits its success shows. */
export interface Operation {
  /** The name that scenarios use in `match.endpoint`; operations on one resource share it. */
  readonly endpoint: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below `/openai/v1`. `{model}` may hold slashes and is the rest of the path; any other parameter is one segment. */
  readonly path: string
  readonly body: 'json' | 'multipart' | 'none'
  /**
   * The `x-ratelimit-*` headers of its success: requests and tokens, requests and seconds of audio, or none. Observed for chat,
   * audio and the list of models (docs/facts/groq-wire.md §2.1, §2.2); inferred for the others.
   */
  readonly limits: 'tokens' | 'audio' | 'none'
  /** Whether HEAD is answered as well, as GET without its body. */
  readonly head?: true
}

const json = { method: 'POST', body: 'json' } as const
const form = { method: 'POST', body: 'multipart' } as const
const get = { method: 'GET', body: 'none', limits: 'none' } as const
const remove = { method: 'DELETE', body: 'none', limits: 'none' } as const

/** Every operation that is served. Source: Groq's OpenAPI document (`paths`), operation ids as there (§3.1). */
export const operations = {
  createChatCompletion: { endpoint: 'chat.completions', path: '/chat/completions', ...json, limits: 'tokens' },
  createResponse: { endpoint: 'responses', path: '/responses', ...json, limits: 'tokens' },
  createEmbedding: { endpoint: 'embeddings', path: '/embeddings', ...json, limits: 'tokens' },
  createReranking: { endpoint: 'reranking', path: '/reranking', ...json, limits: 'tokens' },
  createTranscription: {
    endpoint: 'audio.transcriptions',
    path: '/audio/transcriptions',
    ...form,
    limits: 'audio',
  },
  createTranslation: { endpoint: 'audio.translations', path: '/audio/translations', ...form, limits: 'audio' },
  createSpeech: { endpoint: 'audio.speech', path: '/audio/speech', ...json, limits: 'tokens' },
  uploadFile: { endpoint: 'files', path: '/files', ...form, limits: 'none' },
  listFiles: { endpoint: 'files', path: '/files', ...get },
  retrieveFile: { endpoint: 'files', path: '/files/{file_id}', ...get },
  deleteFile: { endpoint: 'files', path: '/files/{file_id}', ...remove },
  downloadFile: { endpoint: 'files.content', path: '/files/{file_id}/content', ...get, head: true },
  createBatch: { endpoint: 'batches', path: '/batches', ...json, limits: 'none' },
  listBatches: { endpoint: 'batches', path: '/batches', ...get },
  retrieveBatch: { endpoint: 'batches', path: '/batches/{batch_id}', ...get },
  cancelBatch: {
    endpoint: 'batches',
    path: '/batches/{batch_id}/cancel',
    method: 'POST',
    body: 'none',
    limits: 'none',
  },
  listModels: { endpoint: 'models', path: '/models', ...get },
  retrieveModel: { endpoint: 'models', path: '/models/{model}', ...get },
  deleteModel: { endpoint: 'models', path: '/models/{model}', ...remove },
  createFineTuning: { endpoint: 'fine_tunings', path: '/fine_tunings', ...json, limits: 'none' },
  listFineTunings: { endpoint: 'fine_tunings', path: '/fine_tunings', ...get },
  getFineTuning: { endpoint: 'fine_tunings', path: '/fine_tunings/{id}', ...get },
  deleteFineTuning: { endpoint: 'fine_tunings', path: '/fine_tunings/{id}', ...remove },
} as const satisfies Record<string, Operation>

export type OperationId = keyof typeof operations
export type EndpointName = (typeof operations)[OperationId]['endpoint']

/** The names that `match.endpoint` may say. */
export const endpointNames: readonly EndpointName[] = [
  ...new Set(Object.values(operations).map(operation => operation.endpoint)),
]

/**
 * Where the API lives: `/openai/v1` is Groq's own place; `/v1` is where it has fine tunings, and what an OpenAI SDK asks
 * for when the `/openai` of the base URL was forgotten: it is served so that a forgotten word is not the first error.
 */
export const apiRoots = ['/openai/v1', '/v1'] as const
