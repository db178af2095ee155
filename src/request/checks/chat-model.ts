import { hasOwnReasoningField } from '../../groq/reasoning.ts'
import { member } from '../../json-value.ts'
import { hasTools, messagesOf } from './asked.ts'
import type { Check } from './check.ts'

/** Tools for a model that calls none. */
export const toolsOnModel: Check = ({ model, body }) =>
  model && !model.features.includes('tools') && hasTools(body) ? { variant: 'tools-not-supported' } : null

/** Reasoning that is sent back to a model that does not reason. Compound systems tell of theirs, so that it comes back. */
export const reasoningOnModel: Check = ({ model, body }) => {
  if (!model || model.features.includes('reasoning') || hasOwnReasoningField(model.id)) return null
  const index = messagesOf(body).findIndex(message => typeof member(message, 'reasoning') === 'string')
  return index === -1 ? null : { variant: 'reasoning-not-supported', fill: { index: String(index) } }
}

/** A classifier reads one message, and that is the user's. */
export const classifierMessages: Check = ({ model, body }) => {
  if (model?.kind !== 'classifier') return null
  const [first, ...more] = messagesOf(body)
  return more.length === 0 && member(first, 'role') === 'user' ? null : { variant: 'classifier-needs-one-message' }
}
