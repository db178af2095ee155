import { member } from '../../json-value.ts'
import { formatOf, hasTools, isJson, partsOf, saidIn } from './asked.ts'
import type { Check, Checked, CheckRefusal } from './check.ts'
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

/** JSON and tools at once (docs/facts/groq-wire.md §1.3.2). That a response is refused for it as a chat is inferred. */
export const jsonWithTools: Check = checked =>
  hasTools(checked.body) && isJson(formatOf(checked)) ? { variant: 'json-mode-with-tools' } : null

const JSON_WORD = /json/i

const saysJson = (message: unknown): boolean => {
  const content = member(message, 'content')
  if (typeof content === 'string') return JSON_WORD.test(content)
  return partsOf(message).some(part => JSON_WORD.test(String(member(part, 'text') ?? '')))
}

const asksForObject = (checked: Checked): boolean => formatOf(checked)?.type === 'json_object'

const missing: CheckRefusal = { variant: 'json-word-missing' }

/** Letters that are looked at in one step. */
const STEP_LETTERS = 1_048_576
const WORD_LETTERS = 4
const STEP_MESSAGES = 2000

function* saysJsonInSteps(message: unknown): Generator<void, boolean> {
  const content = member(message, 'content')
  if (typeof content !== 'string' || content.length <= STEP_LETTERS) return saysJson(message)
  for (let from = 0; from < content.length; from += STEP_LETTERS) {
    if (JSON_WORD.test(content.slice(from, from + STEP_LETTERS + WORD_LETTERS - 1))) return true
    yield
  }
  return false
}

function* jsonWordInSteps(checked: Checked): Generator<void, CheckRefusal | null> {
  if (!asksForObject(checked)) return null
  for (const [index, message] of saidIn(checked).entries()) {
    if (yield* saysJsonInSteps(message)) return null
    if (index % STEP_MESSAGES === STEP_MESSAGES - 1) yield
  }
  return missing
}

/** JSON that nobody in the conversation speaks of. That a response is refused for it as a chat is inferred. */
export const jsonWord: Check = Object.assign(
  (checked: Checked): CheckRefusal | null =>
    asksForObject(checked) && !saidIn(checked).some(saysJson) ? missing : null,
  { inSteps: jsonWordInSteps },
)
