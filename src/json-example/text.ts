import type { JsonObject } from '../json-value.ts'
import { finds } from './finds.ts'
import { type Making, type Place, spendLetters } from './making.ts'
import { numberOf } from './numbers.ts'
import { type Lengths, patternText } from './pattern-text.ts'

const LONGEST = 1000
const LONGEST_NAME = 40

const two = (number: number): string => String(number).padStart(2, '0')
const day = (turn: number): string => `2026-01-${two(1 + ((14 + turn) % 28))}`
const time = (turn: number): string => `09:${two((30 + turn) % 60)}:00Z`

/** A text of each format, another one at each try; `extra` letters longer where a format has room for them. */
const formats: Readonly<Record<string, (turn: number, extra: number) => string>> = {
  'date-time': turn => `${day(turn)}T${time(turn)}`,
  date: day,
  time,
  duration: turn => `PT${30 + turn}M`,
  email: (turn, extra) => `someone${turn || ''}${'x'.repeat(Math.min(extra, 50))}@example.com`,
  'idn-email': turn => `someone${turn || ''}@example.com`,
  hostname: turn => `${turn ? `host${turn}.` : ''}example.com`,
  'idn-hostname': turn => `${turn ? `host${turn}.` : ''}example.com`,
  ipv4: turn => `192.0.2.${1 + (turn % 254)}`,
  ipv6: turn => `2001:db8::${(1 + turn).toString(16)}`,
  uri: (turn, extra) => `https://example.com/${turn || ''}${'x'.repeat(extra)}`,
  'uri-reference': (turn, extra) => `/${turn || 'example'}${'x'.repeat(extra)}`,
  iri: (turn, extra) => `https://example.com/${turn || ''}${'x'.repeat(extra)}`,
  'iri-reference': (turn, extra) => `/${turn || 'example'}${'x'.repeat(extra)}`,
  'uri-template': (turn, extra) => `/${turn || 'example'}${'x'.repeat(extra)}/{id}`,
  uuid: turn => `5b0f7a44-3c5e-4d0a-9a51-6f1f3c2d${(0x8e70 + turn).toString(16)}`,
  'json-pointer': (turn, extra) => `/example${turn || ''}${'x'.repeat(extra)}`,
  'relative-json-pointer': turn => `${turn}/example`,
  regex: (turn, extra) => `example${turn || ''}${'x'.repeat(extra)}`,
}

const formatted = (format: unknown, { least }: Lengths, turn: number): string | null => {
  if (typeof format !== 'string' || !Object.hasOwn(formats, format)) return null
  const shortest = formats[format]?.(turn, 0) ?? ''
  return least > shortest.length ? (formats[format]?.(turn, least - shortest.length) ?? null) : shortest
}

/** A text that names the property it is an example for; further tries begin with their number. */
const plain = ({ name }: Place, { least, most }: Lengths, turn: number): string => {
  const letters = [...`${turn === 0 ? '' : `${turn} `}example ${name.slice(0, 2 * LONGEST_NAME)}`.trim()]
  const kept = letters.slice(0, Math.max(least, Math.min(most, LONGEST_NAME + 12))).join('')
  return kept + '.'.repeat(Math.max(0, least - letters.length))
}

const fittingText = (schema: JsonObject, making: Making, place: Place): string => {
  const least = Math.min(numberOf(schema, 'minLength') ?? 0, LONGEST)
  const lengths = { least, most: Math.max(0, numberOf(schema, 'maxLength') ?? LONGEST) }
  const { pattern } = schema
  const isWell = (text: string | null): text is string =>
    text !== null &&
    text.length >= least &&
    text.length <= lengths.most &&
    (typeof pattern !== 'string' || finds(pattern, text, making) !== false)
  const usual = formatted(schema.format, lengths, making.turn)
  if (isWell(usual)) return usual
  const fitting = typeof pattern === 'string' ? patternText(pattern, lengths, making, place) : null
  return fitting ?? plain(place, lengths, making.turn)
}

/** A text of the length, the format and the pattern that a schema asks for. */
export const textOf = (schema: JsonObject, making: Making, place: Place): string => {
  const text = fittingText(schema, making, place)
  spendLetters(making, text.length)
  return text
}
