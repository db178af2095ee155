/** The body of `POST /fine_tunings`. Documented: schema CreateFineTuningRequest, which requires nothing (docs/facts/groq-wire.md §3.11). */
export const fineTuningRequest = {
  type: 'object',
  properties: {
    base_model: { type: 'string' },
    input_file_id: { type: 'string' },
    name: { type: 'string' },
    type: { type: 'string' },
  },
} as const
