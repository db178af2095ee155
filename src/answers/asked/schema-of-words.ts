import { isObject, type JsonObject } from '../../json-value.ts'
import { type Effort, readLoosely } from './read-loosely.ts'

/** Words that people write for types, in the order in which they are looked for. */
const TYPES: readonly (readonly [words: RegExp, schema: JsonObject])[] = [
  [/^(?:list|array|sequence|set|tuple)\b/i, { type: 'array', items: { type: 'string' }, minItems: 1 }],
  [/^(?:dict|object|map|mapping|record|json)\b/i, { type: 'object' }],
  [/\bbool(?:ean)?\b|\btrue\b.{1,8}\bfalse\b/i, { type: 'boolean' }],
  [/\bint(?:eger)?\b|\bwhole number\b/i, { type: 'integer', minimum: 0, maximum: 100 }],
  [/\b(?:float|number|numeric|double|decimal)\b/i, { type: 'number', minimum: 0, maximum: 1 }],
  [/\bdate-?time\b|\btimestamp\b/i, { type: 'string', format: 'date-time' }],
  [/^date\b|\bYYYY-MM-DD\b/i, { type: 'string', format: 'date' }],
  [/\b(?:str|string|text)\b/i, { type: 'string' }],
]

const RANGE = /(?<![\w.-])(-?\d{1,9}(?:\.\d{1,9})?)\s?(?:-|–|to|and|\.\.)\s?(-?\d{1,9}(?:\.\d{1,9})?)(?![\w.])/
const NUMERIC = new Set<unknown>(['integer', 'number'])

/** Numbers within the range that the words tell, if they tell one: `number 1-10`, `float between 0 and 1`. */
const inRange = (schema: JsonObject, words: string): JsonObject => {
  const [, minimum, maximum] = RANGE.exec(words) ?? []
  if (!NUMERIC.has(schema.type) || minimum === undefined || Number(minimum) >= Number(maximum)) return schema
  return { type: schema.type, minimum: Number(minimum), maximum: Number(maximum) }
}

const LONGEST = 2000
const MOST_OPTIONS = 50

/** What leads up to a type in a note or a hint. */
const LEADS_UP =
  /^(?:# note: )?(?:the value (?:you produce )?)?(?:(?:must|should) )?(?:be )?(?:formatted as )?(?:a |an )?(?:single )?(?:valid )?(?:Python )?/i

const unquoted = (text: string): string => text.trim().replace(/^['"`](.*)['"`]$/s, '$1')

const optionsOf = (texts: readonly string[]): JsonObject => {
  const options = texts
    .map(unquoted)
    .filter(text => text !== '')
    .slice(0, MOST_OPTIONS)
  // an agent that can finish does, so that its loop ends
  return { enum: options.includes('finish') ? ['finish'] : options }
}

const listOfTexts = (text: string): readonly string[] => text.split(/\s*[,;|]\s*/)

/** `Literal['a', 'b']`, `one of: a; b`, `a | b`, `"a" or "b"`. */
const choicesIn = (text: string): JsonObject | null => {
  const literal = /\bLiteral\[([^\]]{1,1000})\]/.exec(text)?.[1] ?? /\bone of:?\s+([^\n]{1,1000})/i.exec(text)?.[1]
  if (literal !== undefined) return optionsOf(listOfTexts(literal))
  const parts = text.split(/\s*\|\s*/)
  const isUnion = parts.length > 1 && parts.every(part => /^['"`]?[\w-]{1,40}['"`]?$/.test(part))
  return isUnion && !TYPES.some(([words]) => words.test(text)) ? optionsOf(parts) : null
}

/** What lists hold: `list[int]`, `[string]`, `string[]`. */
const itemsIn = (text: string): string | null =>
  /^(?:list|array|sequence|set)(?:\[| of | )\s*([^\]]{1,200})\]?$/i.exec(text)?.[1] ??
  /^([\w ]{1,40})\[\]$/.exec(text)?.[1] ??
  null

const given = (text: string): JsonObject | null => {
  const start = /JSON schema:?\s*(?=\{)/i.exec(text)
  if (!start) return null
  const effort: Effort = { left: LONGEST }
  const read = readLoosely(text, start.index + start[0].length, effort)
  return read && isObject(read.value) ? read.value : null
}

/**
 * The schema of a value that a prompt describes in words: a JSON Schema in it, choices, types of Python and TypeScript, or
 * what people say; null where the words name none.
 */
export const schemaOfWords = (words: string): JsonObject | null => {
  const schema = given(words)
  if (schema) return schema
  const text = words
    .slice(0, LONGEST)
    .trim()
    .replace(LEADS_UP, '')
    .replace(/^[<({]\s*(.*?)\s*[>)}]$/s, '$1')
    .replace(/^Optional\[(.*)\]$/s, '$1')
  const choices = choicesIn(text)
  if (choices) return choices
  const items = itemsIn(text)
  if (items !== null)
    return { type: 'array', items: schemaOfWords(items.slice(0, 100)) ?? { type: 'string' }, minItems: 1 }
  const named = TYPES.find(([pattern]) => pattern.test(text))?.[1]
  return named === undefined ? null : inRange(named, text)
}
