/** Text, a token, or a text as tokens: the description of the input allows tokens, its type does not; SDKs send them. */
const part = {
  oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'array', minItems: 1, items: { type: 'integer' } }],
} as const

/**
 * The body of `POST /embeddings`. Documented: schema CreateEmbeddingRequest (docs/facts/groq-wire.md §3.7); the form is that of
 * `chat-request.ts`.
 */
export const embeddingRequest = {
  type: 'object',
  closed: true,
  required: ['model', 'input'],
  properties: {
    input: { oneOf: [{ type: 'string' }, { type: 'array', minItems: 1, maxItems: 2048, items: part }] },
    model: { type: 'string' },
    encoding_format: { type: 'string', enum: ['float', 'base64'] },
    user: { type: 'string', nullable: true },
  },
} as const
