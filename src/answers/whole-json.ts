import { goJson } from '../groq/go.ts'
import type { WholeAnswer } from './answer.ts'

/** An answer of JSON that counts no tokens. */
export const wholeJson = (value: object): WholeAnswer => ({
  kind: 'whole',
  contentType: 'application/json',
  body: `${goJson(value)}\n`,
  tokens: null,
})
