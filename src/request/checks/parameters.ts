import type { Check } from './check.ts'

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

/**
 * Parameters that no model takes. A name in a message is not refused: documentation disagrees with itself, and it was seen
 * suggested (docs/facts/groq-wire.md §1.3.4, §1.2).
 */
export const unsupportedParameter: Check = ({ body: { logprobs, logit_bias, top_logprobs } }) => {
  if (logprobs === true) return { variant: 'logprobs-not-supported' }
  if (isGiven(logit_bias)) return { variant: 'parameter-not-supported', fill: { property: 'logit_bias' } }
  return isGiven(top_logprobs) ? { variant: 'parameter-not-supported', fill: { property: 'top_logprobs' } } : null
}
