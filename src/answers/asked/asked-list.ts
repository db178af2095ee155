import type { JsonObject } from '../../json-value.ts'
import { asksForJson } from './asks-for-json.ts'
import type { PromptText } from './prompt-texts.ts'
import { schemaOfWords } from './schema-of-words.ts'

/** `JSON array of exactly three integers`, `list of JSON objects`: how many, and of what. */
const LIST =
  /\b(?:json[- ](?:array|list)s?\b(?:(?: of|,? (?:containing|with))\b(?: (exactly|up to|at most|at least))?(?: (?:the )?(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten))?( [a-z][a-z -]{0,60})?)?|(?:array|list) of json objects\b)/gi
const MOST_PLACES = 50
const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const MOST_ITEMS = 100

/** Behind one of these it is what the answer is; elsewhere it may be a part of it, or something that the prompt has. */
const IS_ANSWER =
  /(?:^|\b(?:as|with|only|be|in|is|return|output|respond|reply|produce|generate|give|write|provide|create|me|us)):?\s+(?:(?:a|an|the|valid|raw|single|flat|simple|strict|only|just)\s+){0,3}$/i
const OF_A_PART = /\b(?:keys?|fields?|propert(?:y|ies)|attributes?|columns?|given|following|input)\b/i
const IS_OBJECT = /\bjson object\b/i

interface List {
  readonly least: number
  readonly most: number | null
  readonly of: string
}

const listIn = (text: string): List | null => {
  if (IS_OBJECT.test(text)) return null
  const found = [...text.matchAll(LIST)].slice(-MOST_PLACES).findLast(({ index }) => {
    const before = text.slice(Math.max(0, index - 60), index)
    return IS_ANSWER.test(before) && !OF_A_PART.test(before)
  })
  if (!found) return null
  const [, how = '', number, of = ''] = found
  if (number === undefined) return { least: 1, most: null, of }
  const word = NUMBERS.indexOf(number.toLowerCase())
  const count = Math.min(MOST_ITEMS, word === -1 ? Number(number) : word)
  if (/least/i.test(how)) return { least: count, most: null, of }
  return { least: /up to|most/i.test(how) ? Math.min(1, count) : count, most: count, of }
}

/** What people call many of: `integers`, `strings`. */
const singular = (words: string): string => words.trim().replace(/^(\S+?)s\b/, '$1')

/**
 * The schema of a list, where a prompt asks for one and not for an object: of what the prompt shows (`shown`), else of what
 * it names, else of texts. Null where it asks for none.
 */
export const askedList = (texts: readonly PromptText[], shown: JsonObject | null): JsonObject | null => {
  if (shown?.type === 'array') return shown
  for (const { text } of texts) {
    const list = asksForJson(text) ? listIn(text) : null
    if (list === null) continue
    const items = shown ?? schemaOfWords(singular(list.of)) ?? { type: 'string' }
    return { type: 'array', items, minItems: list.least, ...(list.most === null ? {} : { maxItems: list.most }) }
  }
  return null
}
