import { isObject, type JsonObject } from '../../json-value.ts'
import { PLACEHOLDER } from './read-loosely.ts'
import { schemaOfWords } from './schema-of-words.ts'

const MOST_ITEMS = 20

/** Text that stands for a value: in brackets, with a note, a type alone, or choices. */
const STANDS_FOR =
  /^[<{(][\s\S]*[>})]|# note:|^(?:\w+)(?:\[[\w, ]+\])?$|^['"]?[\w-]+['"]?(?:\s*\|\s*['"]?[\w-]+['"]?)+$/

const ofText = (text: string): JsonObject => {
  const told = STANDS_FOR.test(text.slice(0, 2000)) ? schemaOfWords(text) : null
  if (told) return told
  return /^(?:[<{(].*[>})]|\.{3}|…)$/s.test(text) ? { type: 'string' } : { const: text }
}

const ofList = (items: readonly unknown[]): JsonObject =>
  items.length === 0
    ? { const: [] }
    : {
        type: 'array',
        prefixItems: items.slice(0, MOST_ITEMS).map(schemaOfExample),
        minItems: Math.min(items.length, MOST_ITEMS),
        maxItems: Math.min(items.length, MOST_ITEMS),
      }

/** The schema of values like this one: of its form, with what stands for a value replaced, and the rest as it is. */
export const schemaOfExample = (value: unknown): JsonObject => {
  if (typeof value === 'string') return ofText(value)
  if (Array.isArray(value)) return ofList(value)
  if (!isObject(value)) return { const: value }
  const word = value[PLACEHOLDER]
  if (typeof word === 'string') return schemaOfWords(word) ?? { type: 'string' }
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(value).map(([name, one]) => [name, schemaOfExample(one)])),
    required: Object.keys(value),
    additionalProperties: false,
  }
}
