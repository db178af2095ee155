import { errorBody } from '../groq/error-body.ts'
import type { JsonVariant } from '../groq/errors.ts'
import type { WholeAnswer } from './answer.ts'

/** An answer that says no: what only the session's own things can tell, after everything else was found right. */
export const refusal = (
  status: number,
  variant: JsonVariant,
  fill: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): WholeAnswer => ({
  kind: 'whole',
  status,
  contentType: 'application/json',
  headers,
  body: errorBody(variant, fill),
  tokens: null,
})
