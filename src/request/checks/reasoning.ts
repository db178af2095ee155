import { effortsOf, hasNoFormat, hasNoReasoning } from '../../groq/reasoning-efforts.ts'
import { member } from '../../json-value.ts'
import { formatOf, hasTools, isJson } from './asked.ts'
import type { Check, Checked } from './check.ts'

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

/** Raw reasoning stands in the content, where tools and JSON leave no room for it (docs/facts/groq-wire.md §1.3.4). */
export const rawReasoning: Check = checked => {
  if (checked.body.reasoning_format !== 'raw') return null
  return hasTools(checked.body) || isJson(formatOf(checked)) ? { variant: 'raw-reasoning-conflict' } : null
}

const inWords = (efforts: readonly string[]): string => {
  const quoted = efforts.map(effort => `\`${effort}\``)
  return quoted.length === 2 ? quoted.join(' or ') : `${quoted.slice(0, -1).join(', ')}, or ${quoted.at(-1)}`
}

const effortIn = ({ operation, body }: Checked): unknown =>
  operation === 'createResponse' ? member(body.reasoning, 'effort') : body.reasoning_effort

/** A parameter about reasoning for a model that does not reason, of a chat or of a response. */
export const reasoningParameters: Check = checked => {
  const { model, reasoning_format } = checked.body
  const refused = (property: string) => ({ variant: 'reasoning-parameter-not-supported', fill: { property } })
  if (isGiven(reasoning_format) && hasNoFormat(String(model))) return refused('reasoning_format')
  return isGiven(effortIn(checked)) && hasNoReasoning(String(model)) ? refused('reasoning_effort') : null
}

/** An effort that the model does not know, of a chat or of a response. */
export const effortOnModel: Check = checked => {
  const effort = effortIn(checked)
  const efforts = isGiven(effort) ? effortsOf(String(checked.body.model)) : null
  return efforts === null || efforts.includes(String(effort))
    ? null
    : { variant: 'invalid-reasoning-effort', fill: { allowed: inWords(efforts) } }
}

/** The two ways to say where reasoning goes exclude each other. */
export const twoReasoningFormats: Check = ({ body }) =>
  isGiven(body.include_reasoning) && isGiven(body.reasoning_format) ? { variant: 'include-reasoning-conflict' } : null
