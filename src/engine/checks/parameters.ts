import type { Check } from './check.ts'

/** Parameters that are documented, and documented to be refused where they are given. */
const REFUSED = ['logit_bias', 'top_logprobs'] as const

/** Parameters that no model takes. A name in a message is not refused: documentation disagrees with itself, and it was seen suggested. */
export const unsupportedParameter: Check = ({ body }) => {
  if (body.logprobs === true) return { variant: 'logprobs-not-supported' }
  for (const property of REFUSED) {
    if (body[property] !== undefined && body[property] !== null)
      return { variant: 'parameter-not-supported', fill: { property } }
  }
  return null
}
