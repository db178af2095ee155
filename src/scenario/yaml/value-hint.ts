import type { JsonSchema } from '../../json-schema.ts'
import { nearest, suggest } from '../../nearest.ts'
import { formats, isFormat } from '../language/formats.ts'
import { isExpression } from '../match/pattern.ts'
import { mended } from './mended.ts'
import { shown } from './words.ts'
import { isMap, isScalar, isSeq, type Node } from './yaml.ts'

const optionsOf = (schema: JsonSchema): readonly JsonSchema[] => schema.anyOf ?? [schema]
const takes = (schema: JsonSchema, ...types: readonly JsonSchema['type'][]): boolean =>
  optionsOf(schema).some(({ type }) => type !== undefined && types.includes(type))

const wordsOf = (schema: JsonSchema): readonly string[] =>
  optionsOf(schema)
    .flatMap(option => option.enum ?? ('const' in option ? [option.const] : []))
    .map(String)

const SPOKEN: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['no', false],
  ['off', false],
])

/** What a text without its quotes would be. */
const unquoted = (schema: JsonSchema, text: string): string | null => {
  const number = text.trim() === '' ? Number.NaN : Number(text)
  if (takes(schema, 'integer', 'number') && Number.isFinite(number)) return `Write ${number} without quotes.`
  const spoken = SPOKEN.get(text.toLowerCase())
  return takes(schema, 'boolean') && spoken !== undefined ? `Write ${spoken}, without quotes.` : null
}

const quoted = (schema: JsonSchema, value: unknown): string | null => {
  const fits = optionsOf(schema).some(
    ({ type, format }) => type === 'string' && !(isFormat(format) && formats[format].whyNot(String(value)) !== null),
  )
  return fits ? `Put it in quotes: "${String(value)}".` : null
}

const asWritten = (text: string): string => (/^[>*&%@`|!]|[[\]{},]|: | #/.test(text) ? JSON.stringify(text) : text)

const scalarHint = (schema: JsonSchema, value: unknown): string | null => {
  if (value === null) return 'Write a value after the colon or, indented, below it; or take the key out.'
  const words = wordsOf(schema)
  if (typeof value === 'string' && nearest(value, words)) return suggest(value, words)
  const plain = typeof value === 'string' ? unquoted(schema, value) : quoted(schema, value)
  if (plain) return plain
  const meant = mended(schema, value)
  if (meant !== null) return `Did you mean ${asWritten(meant)}?`
  const list = optionsOf(schema).find(({ type }) => type === 'array')
  if (list?.items?.type === 'string' || (list?.items?.type === 'integer' && Number.isInteger(value)))
    return `For one, write a list of one: [${asWritten(String(value)).slice(0, 60)}].`
  return typeof value === 'string' && words.length > 0 ? suggest(value, words) : null
}

/** What to do about a value that does not fit its schema; nothing where nobody can tell. */
export const valueHint = (schema: JsonSchema, node: Node | null): string | undefined => {
  if (isMap(node) && takes(schema, 'array') && !takes(schema, 'object'))
    return 'Begin each item with a hyphen and a space: - key: value.'
  if (isSeq(node) && takes(schema, 'object') && !takes(schema, 'array'))
    return 'Take the hyphens or brackets out: it is one mapping, not a list.'
  if (isMap(node) || isSeq(node)) return undefined
  return scalarHint(schema, isScalar(node) ? node.value : null) ?? undefined
}

/** The same for a number out of bounds. */
export const numberHint = ({ minimum }: JsonSchema, value: number): string | undefined =>
  minimum === 400 && value >= 200
    ? `For success write complete: {}, for any other answer reply: { status: ${value} }.`
    : undefined

/** The same for a text whose format is not right. */
export const formatHint = (schema: JsonSchema, text: string): string | undefined => {
  if (isExpression(text)) return 'Regular expressions are those of RE2: no lookahead, lookbehind or backreferences.'
  const meant = mended(schema, text)
  return meant === null
    ? undefined
    : `Did you mean ${schema.format?.endsWith('header-name') ? shown(meant) : asWritten(meant)}?`
}
