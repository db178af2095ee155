/**
 * The body of `POST /reranking`. Documented: schema RerankingRequest (docs/facts/groq-wire.md §3.7); the form is that of
 * `chat-request.ts`.
 */
export const rerankingRequest = {
  type: 'object',
  closed: true,
  required: ['model', 'query', 'docs'],
  properties: {
    model: { type: 'string' },
    query: { type: 'string' },
    docs: { type: 'array', minItems: 1, maxItems: 100, items: { type: 'string', minLength: 1 } },
    instruction: { type: 'string', nullable: true },
  },
} as const
