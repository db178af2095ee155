import { isMap, isScalar, isSeq, type Node } from 'yaml'
import type { JsonSchema } from '../json-schema.ts'
import { formats, isFormat } from './formats.ts'

/** `a, b or c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

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

/** A scalar as messages show it, cut where it is long. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

/** What stands in a place, in words. */
export const seen = (node: Node | null): string => {
  if (isMap(node)) return 'a mapping'
  if (isSeq(node)) return 'a list'
  const value = isScalar(node) ? node.value : null
  return value === null ? 'nothing' : shown(value)
}
