import { hasOwnReasoningField, reasonsOnDemand } from '../../groq/reasoning.ts'
import { list, member } from '../../json-value.ts'
import { isCompound, modelFacts } from '../model-facts.ts'

/** Where reasoning is shown: in a field of its own, in think tags before the content, or nowhere. */
export type ReasoningForm = 'parsed' | 'raw' | 'hidden'

/** Observed: all compound systems show what they thought, though the list of models does not say so (docs/facts/groq-wire.md §3.2). */
const reasons = (model: string): boolean => isCompound(model) || modelFacts(model).features.includes('reasoning')

const asksForJson = (body: unknown): boolean => {
  const type = member(member(body, 'response_format'), 'type')
  return type === 'json_object' || type === 'json_schema'
}

/** The form that a request asks for, or the usual one of its model. */
export const reasoningForm = (body: unknown, model: string): ReasoningForm => {
  const [format, include] = [member(body, 'reasoning_format'), member(body, 'include_reasoning')]
  if (format === 'hidden' || include === false) return 'hidden'
  if (format === 'parsed' || include === true || hasOwnReasoningField(model)) return 'parsed'
  if (format === 'raw') return 'raw'
  if (!reasons(model)) return 'parsed'
  return asksForJson(body) || list(member(body, 'tools')).length > 0 ? 'parsed' : 'raw'
}

/** How much a model thinks before it answers. */
export type Effort = 'none' | 'low' | 'medium' | 'high'

/** The effort that a request asks for, or the usual one of its model; none where it does not reason. */
export const effortOf = (body: unknown, model: string): Effort => {
  if (!reasons(model)) return 'none'
  const asked = member(body, 'reasoning_effort') ?? member(body, 'reasoning_format') ?? null
  if (asked === 'none' || asked === 'low' || asked === 'high') return asked
  return asked === null && reasonsOnDemand.has(model) ? 'none' : 'medium'
}
