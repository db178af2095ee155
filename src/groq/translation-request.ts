/**
 * The fields of `POST /audio/translations`, a form: numbers come as text and are read before they are judged. Documented:
 * schema CreateTranslationRequest (docs/facts/groq-wire.md §3.6); that `file` or `url` must be there is left to a check,
 * because the file is no field.
 */
export const translationRequest = {
  type: 'object',
  closed: true,
  required: ['model'],
  properties: {
    file: { type: 'string' },
    url: { type: 'string' },
    model: { type: 'string' },
    prompt: { type: 'string' },
    response_format: { type: 'string', enum: ['json', 'text', 'verbose_json'] },
    temperature: { type: 'number' },
  },
} as const
