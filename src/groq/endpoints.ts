/** One operation of the API: which method on which path, and what kind of body it takes. */
export interface Operation {
  /** The name that scenarios use in `match.endpoint`; operations on one resource share it. */
  readonly endpoint: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below `/openai/v1`. `{model}` may hold slashes and is the rest of the path. */
  readonly path: string
  readonly body: 'json' | 'none'
}

/** Every operation that is served. Source: Groq's OpenAPI document (`paths`), operation ids as there. */
export const operations = {
  createChatCompletion: { endpoint: 'chat.completions', method: 'POST', path: '/chat/completions', body: 'json' },
  listModels: { endpoint: 'models', method: 'GET', path: '/models', body: 'none' },
  retrieveModel: { endpoint: 'models', method: 'GET', path: '/models/{model}', body: 'none' },
} as const satisfies Record<string, Operation>

export type OperationId = keyof typeof operations
export type EndpointName = (typeof operations)[OperationId]['endpoint']

/** The names that `match.endpoint` may say. */
export const endpointNames: readonly EndpointName[] = [
  ...new Set(Object.values(operations).map(operation => operation.endpoint)),
]

/**
 * Where the API lives: `/openai/v1` is Groq's own place; `/v1` is what an OpenAI SDK asks for when the
 * `/openai` of the base URL was forgotten, and is served so that a forgotten word is not the first error.
 */
export const apiRoots = ['/openai/v1', '/v1'] as const
