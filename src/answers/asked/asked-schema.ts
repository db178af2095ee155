import type { JsonObject } from '../../json-value.ts'
import { asSchema } from './as-schema.ts'
import { type FoundObject, foundObjects } from './found-objects.ts'
import { type NamedField, namedFields } from './named-fields.ts'
import type { PromptText } from './prompt-texts.ts'
import type { Effort } from './read-loosely.ts'
import { schemaOfExample } from './schema-of-example.ts'
import { schemaOfWords } from './schema-of-words.ts'

/** How much is read in search of JSON: some steps a value. */
const EFFORT = 20_000

/** What leads up to an object that shows the form of the answer. */
const SHOWS_FORM =
  /\b(?:schema|format|structure|shape|template|example|like|following|form|keys|fields|such as|json|output|return|respond with|interface|type)\b[^{}]{0,60}$/i

/** An object that is read by itself and has this before it is the first of a list. */
const STANDS_IN_LIST = /\[\s*$/

/** What a prompt says of the values of fields: `{name}        # note: …`, on a line or within the text of an example. */
const noteOf = (name: string, texts: readonly PromptText[], objects: readonly FoundObject[]): string => {
  const shown = objects.map(({ value }) => (Object.hasOwn(value, name) ? value[name] : undefined))
  const text = shown.find(one => typeof one === 'string' && one.includes('# note:'))
  if (typeof text === 'string') return text.slice(text.indexOf('# note:'))
  const start = `{${name}}`
  for (const { text: prompt } of texts) {
    const at = prompt.indexOf(start)
    const line = at === -1 ? '' : (prompt.slice(at + start.length).split('\n', 1)[0] ?? '')
    if (/^\s{1,20}# note:/.test(line)) return line.trim()
  }
  return ''
}

/** The schema of an object with these fields. */
export const schemaOfFields = (
  fields: readonly NamedField[],
  texts: readonly PromptText[],
  objects: readonly FoundObject[] = [],
): JsonObject => ({
  type: 'object',
  properties: Object.fromEntries(
    fields.map(({ name, hint }) => [
      name,
      schemaOfWords(noteOf(name, texts, objects)) ?? schemaOfWords(hint) ?? { type: 'string' },
    ]),
  ),
  required: fields.map(({ name }) => name),
  additionalProperties: false,
})

const JSON_FIELDS = /<json_fields>\s*\[([^\]]{1,5000})\]/

/** The fields that stand in a tag of their own. */
const taggedFields = (text: string): readonly NamedField[] =>
  [...(JSON_FIELDS.exec(text)?.[1] ?? '').matchAll(/"([^"]{1,60})"/g)].map(([, name = '']) => ({ name, hint: '' }))

const exampleIn = (objects: readonly FoundObject[]): JsonObject | null => {
  const example = objects.filter(({ before }) => SHOWS_FORM.test(before)).at(-1)
  if (!example) return null
  const schema = schemaOfExample(example.value)
  return STANDS_IN_LIST.test(example.before) ? { type: 'array', items: schema, minItems: 1 } : schema
}

/**
 * What the JSON of an answer should be like: the last schema in the newest message that has one, else the fields that a
 * message names, else the last object that shows a form; null where the messages say nothing.
 */
export const askedSchema = (texts: readonly PromptText[]): JsonObject | null => {
  const effort: Effort = { left: EFFORT }
  const objects = texts.map(({ text }) => foundObjects(text, effort))
  for (const found of objects) {
    const schema = found.map(({ value }) => asSchema(value)).findLast(one => one !== null)
    if (schema) return schema
  }
  for (const { text } of texts) {
    const tagged = taggedFields(text)
    const fields = tagged.length > 0 ? tagged : namedFields(text)
    if (fields.length > 0) return schemaOfFields(fields, texts, objects.flat())
  }
  for (const found of objects) {
    const example = exampleIn(found)
    if (example) return example
  }
  return null
}
