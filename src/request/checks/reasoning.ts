import { formatOf, hasTools, isJson } from './asked.ts'
import type { Check } from './check.ts'

/** Raw reasoning stands in the content, where tools and JSON leave no room for it (docs/facts/groq-wire.md §1.3.4). */
export const rawReasoning: Check = checked => {
  if (checked.body.reasoning_format !== 'raw') return null
  return hasTools(checked.body) || isJson(formatOf(checked)) ? { variant: 'raw-reasoning-conflict' } : null
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

/** The two ways to say where reasoning goes exclude each other. */
export const twoReasoningFormats: Check = ({ body }) =>
  isGiven(body.include_reasoning) && isGiven(body.reasoning_format) ? { variant: 'include-reasoning-conflict' } : null
