import { exampleOf } from '../../json-example/example-of.ts'
import { isObject, member } from '../../json-value.ts'
import type { Luck } from '../../luck.ts'
import { askedList } from './asked-list.ts'
import { askedSchema, schemaOfFields } from './asked-schema.ts'
import { asksForFence, asksForJson } from './asks-for-json.ts'
import { namedFields } from './named-fields.ts'
import { type PromptText, promptTexts } from './prompt-texts.ts'

/** What is in every prompt that asks for one of these forms. */
const CONCERNED = /json|\[\[ ## /i
/** How a request for an answer in fields begins to name them, and ends. */
const FIRST_FIELD = 'starting with the field '
const LAST_FIELD = 'ending with the marker for'

/** The part of a message that asks for an answer in fields, each below its mark. */
const askedMarks = ({ role, text }: PromptText): string => {
  const end = text.lastIndexOf(LAST_FIELD)
  const start = end === -1 || role !== 'user' ? -1 : text.lastIndexOf(FIRST_FIELD, end)
  return start === -1 ? '' : text.slice(start, end)
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** An answer in fields, each below a mark, as the newest message asks for them. */
const markedAnswer = (texts: readonly PromptText[], luck: Luck): string | null => {
  const [newest] = texts
  const fields = newest === undefined ? [] : namedFields(askedMarks(newest))
  if (fields.length === 0) return null
  const values = Object.entries(exampleOf(schemaOfFields(fields, texts), luck) as object)
  return [...values, ['completed', ''] as const]
    .map(([name, value]) => `[[ ## ${name} ## ]]\n${asText(value)}`)
    .join('\n\n')
}

/** JSON for a request in JSON mode, like what its messages show; null where they show nothing. Of a list, which no object is, one item. */
export const jsonModeAnswer = (body: unknown, luck: Luck): string | null => {
  const schema = askedSchema(promptTexts(body))
  const value = schema && exampleOf(schema.type === 'array' && isObject(schema.items) ? schema.items : schema, luck)
  return isObject(value) ? JSON.stringify(value) : null
}

/**
 * The text for a request that asks in words for JSON, or for fields below marks, as many libraries do: such an answer, in a
 * fenced block where that is wanted. Null for a request that asks for no form, or only in ways that are not understood.
 */
export const askedAnswer = (body: unknown, luck: Luck): string | null => {
  if (member(body, 'messages') === undefined) return null
  const texts = promptTexts(body)
  if (!texts.some(({ text }) => CONCERNED.test(text))) return null
  const marked = markedAnswer(texts, luck)
  if (marked !== null) return marked
  const telling = texts.filter(({ role }, i) => role === 'system' || i === 0)
  if (!telling.some(({ text }) => asksForJson(text))) return null
  const shown = askedSchema(texts)
  const schema = askedList(telling, shown) ?? shown
  if (schema === null) return null
  const json = JSON.stringify(exampleOf(schema, luck))
  return telling.some(({ text }) => asksForFence(text)) ? `\`\`\`json\n${json}\n\`\`\`` : json
}
