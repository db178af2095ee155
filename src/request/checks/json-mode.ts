import { member } from '../../json-value.ts'
import { formatOf, hasTools, isJson, messagesOf, partsOf } from './asked.ts'
import type { Check } from './check.ts'
import { schemaProblem } from './schema-problem.ts'
import { formatRefusal } from './schema-refusal.ts'
import { unsupportedKeyword } from './unsupported-keyword.ts'

const ROOT = 'response_format/json_schema'

/** A schema for a model that does not support one, or no schema where one is needed. */
export const jsonSchemaGiven: Check = checked => {
  const format = formatOf(checked)
  if (format?.type !== 'json_schema') return null
  const { model } = checked
  if (model && !model.features.includes('structured_outputs')) return { variant: 'json-schema-not-supported' }
  return format.schema === undefined ? { variant: 'json-schema-missing' } : null
}

/** A schema that is invalid, or that a strict answer can't follow. */
export const jsonSchemaFollowed: Check = checked => {
  const format = formatOf(checked)
  if (format?.type !== 'json_schema') return null
  const problem = schemaProblem(format.schema)
  if (problem !== null) return { variant: 'invalid-response-schema', fill: { property: ROOT, reason: problem } }
  if (!format.strict) return null
  const refused = formatRefusal(format.name, format.schema)
  if (refused) return refused
  const found = unsupportedKeyword(format.schema, ROOT)
  return found && { variant: 'schema-keyword-not-supported', fill: { property: found.place, keyword: found.keyword } }
}

/** JSON and tools at once (docs/facts/groq-wire.md §1.3.2). */
export const jsonWithTools: Check = checked =>
  hasTools(checked.body) && isJson(formatOf(checked)) ? { variant: 'json-mode-with-tools' } : null

const JSON_WORD = /json/i

const saysJson = (message: unknown): boolean => {
  const content = member(message, 'content')
  if (typeof content === 'string') return JSON_WORD.test(content)
  return partsOf(message).some(part => JSON_WORD.test(String(member(part, 'text') ?? '')))
}

/** JSON that nobody in the conversation speaks of. */
export const jsonWord: Check = checked =>
  formatOf(checked)?.type === 'json_object' && !messagesOf(checked.body).some(saysJson)
    ? { variant: 'json-word-missing' }
    : null
