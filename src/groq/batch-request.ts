/**
 * The body of `POST /batches`. Documented: the operation's own schema (docs/facts/groq-wire.md §3.9); the form is that of
 * `chat-request.ts`. Documented too: batches do not take `service_tier`; that they take no other name beside these is inferred.
 */
export const batchRequest = {
  type: 'object',
  closed: true,
  required: ['input_file_id', 'endpoint', 'completion_window'],
  properties: {
    input_file_id: { type: 'string' },
    endpoint: { type: 'string', enum: ['/v1/chat/completions'] },
    completion_window: { type: 'string' },
    metadata: { type: 'object', nullable: true, additionalProperties: { type: 'string' } },
  },
} as const
