/**
 * The body of `POST /audio/speech`. Documented: schema CreateSpeechRequest (docs/facts/groq-wire.md §3.6); the form is that of
 * `chat-request.ts`.
 */
export const speechRequest = {
  type: 'object',
  closed: true,
  required: ['model', 'input', 'voice'],
  properties: {
    model: { type: 'string' },
    input: { type: 'string' },
    voice: { type: 'string' },
    response_format: { type: 'string', enum: ['flac', 'mp3', 'mulaw', 'ogg', 'wav'] },
    sample_rate: { type: 'integer', enum: [8000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000] },
    speed: { type: 'number', minimum: 0.5, maximum: 5 },
  },
} as const
