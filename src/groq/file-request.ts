/**
 * The fields of `POST /files`, a form. Documented: schema CreateFileRequest (docs/facts/groq-wire.md §3.8); the file itself, no
 * field, is left to a check.
 */
export const fileRequest = {
  type: 'object',
  closed: true,
  required: ['purpose'],
  properties: { file: { type: 'string' }, purpose: { type: 'string', enum: ['batch'] } },
} as const
