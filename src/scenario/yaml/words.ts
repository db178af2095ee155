import type { JsonSchema } from '../../json-schema.ts'
import { listed } from '../../listed.ts'
import { formats, isFormat } from '../language/formats.ts'
import { isMap, isScalar, isSeq, type Node } from './yaml.ts'

const TYPE_WORDS = {
  object: 'a mapping (key: value)',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
} as const

/** What belongs in a place, in words. */
export const expected = (schema: JsonSchema): string => {
  if (schema.expects) return schema.expects
  if (schema.anyOf) return listed(schema.anyOf.map(expected))
  if (schema.enum) return listed(schema.enum.map(String))
  if ('const' in schema) return String(schema.const)
  if (isFormat(schema.format)) return formats[schema.format].expects
  return schema.type ? TYPE_WORDS[schema.type] : 'something else'
}

// what would move the cursor or turn the direction of a terminal's text; JSON escapes the rest
const UNSAFE = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** A scalar as messages show it, cut where it is long, without what a terminal would obey. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? JSON.stringify(value.slice(0, 200)) : String(value)
  const safe = text.replace(UNSAFE, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return safe.length > 80 ? `${safe.slice(0, 77)}…` : safe
}

/** A key in the path to a value: without quotes if it is plain. */
export const shownKey = (key: string): string => (/^[\w$*@[\].-]{1,60}$/.test(key) ? key : shown(key))

/** What stands in a place, in words. */
export const seen = (node: Node | null): string => {
  if (isMap(node)) return 'a mapping'
  if (isSeq(node)) return 'a list'
  const value = isScalar(node) ? node.value : null
  return value === null ? 'empty' : shown(value)
}
