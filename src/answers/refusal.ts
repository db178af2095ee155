import { errorBody } from '../groq/error-body.ts'
import type { JsonVariant } from '../groq/errors.ts'
import type { WholeAnswer } from './answer.ts'

/** A refusal that depends on what the session keeps, after all other checks have passed. */
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
