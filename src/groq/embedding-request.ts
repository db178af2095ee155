/** The body of `POST /embeddings`. Documented: schema CreateEmbeddingRequest; the form is that of `chat-request.ts`. */
export const embeddingRequest = {
  type: 'object',
  required: ['model', 'input'],
  properties: {
    input: {
      oneOf: [{ type: 'string' }, { type: 'array', minItems: 1, maxItems: 2048, items: { type: 'string' } }],
    },
    model: { type: 'string' },
    encoding_format: { type: 'string', enum: ['float', 'base64'] },
    user: { type: 'string', nullable: true },
  },
} as const
