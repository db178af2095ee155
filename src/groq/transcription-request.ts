import { translationRequest } from './translation-request.ts'

const { file, url, model, prompt, response_format, temperature } = translationRequest.properties

/**
 * The fields of `POST /audio/transcriptions`: those of a translation and two more. Documented: schema
 * CreateTranscriptionRequest (docs/facts/groq-wire.md §3.6), whose list of languages excludes no other text.
 */
export const transcriptionRequest = {
  ...translationRequest,
  properties: {
    file,
    url,
    model,
    language: { type: 'string' },
    prompt,
    response_format,
    temperature,
    timestamp_granularities: { type: 'array', items: { type: 'string', enum: ['word', 'segment'] } },
  },
} as const
