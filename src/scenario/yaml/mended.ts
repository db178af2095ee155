import type { JsonSchema } from '../../json-schema.ts'
import { nearest } from '../../nearest.ts'
import { type FormatName, formats, isFormat } from '../language/formats.ts'

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/ *(?:milliseconds?|millis|msecs?)/gi, 'ms'],
  [/ *(?:minutes?|mins?)/gi, 'm'],
  [/ *(?:seconds?|secs?)/gi, 's'],
  [/ *(?:hours?|hrs?)/gi, 'h'],
]

const duration = (text: string): readonly string[] => {
  const short = UNITS.reduce((all, [word, unit]) => all.replace(word, unit), text)
  const tight = short.replaceAll(' ', '').toLowerCase()
  return /^\d+(?:\.\d+)?$/.test(tight) ? [`${tight}s`] : [tight]
}

const SIZE_UNITS: ReadonlyMap<string, string> = new Map(Object.entries({ '': 'B', b: 'B', k: 'KB', m: 'MB', g: 'GB' }))

const size = (text: string): readonly string[] => {
  const [, number = '', unit = ''] = /^([\d.]+) *([a-z]*)$/i.exec(text.trim()) ?? []
  const [first = '', ...rest] = unit.toLowerCase()
  const known = SIZE_UNITS.get(first + rest.join(''))
  return [number + (known ?? first.toUpperCase() + rest.join('').replace('b', 'B')), `${number}B`]
}

const COUNT = /^(\d+(?:\.\d+)?|\d{1,3}(?:[,_ ]\d{3})+) *([km])?(?: *[a-z]+)*$/i

/** `8k`, `8,000`, `8000 tokens`. */
const count = (text: string): readonly string[] => {
  const [, number = '', unit = ''] = COUNT.exec(text.trim()) ?? []
  return [number.replaceAll(/[,_ ]/g, '') + unit.toUpperCase()]
}

const share = (text: string): readonly string[] => {
  const number = Number(text.replace(/ *(?:%|percent|per cent)$/i, ''))
  if (!Number.isFinite(number) || text.trim() === '') return []
  return /^0?\.\d/.test(text) ? [`${Number((number * 100).toFixed(6))}%`] : [`${number}%`]
}

/** Both ends of what is probably a range, the smaller first in the second try. */
const range = (text: string, end: (part: string) => readonly string[]): readonly string[] => {
  const ends = text.split(/ *(?:\.{2,}|…|–|-| to |,) */)
  const [first, second, more] = ends.map(part => end(part)[0] ?? part)
  if (first !== undefined && second === undefined) return [`0s..${first}`]
  if (first === undefined || second === undefined || more !== undefined) return []
  // `1-3s`: the unit stands behind both
  const unit = /[a-z]+$/.exec(second)?.[0] ?? ''
  return [`${first}..${second}`, `${second}..${first}`, `${Number.parseFloat(ends[0] ?? '')}${unit}..${second}`]
}

const bound = (text: string): readonly string[] => {
  const [, sign = '', rest = ''] = /^([<>]?)[=\s]*(.*)$/.exec(text.trim()) ?? []
  return size(rest).map(bytes => `${sign || '>'}${bytes}`)
}

const chunks = (text: string): readonly string[] => {
  const [, number = ''] = /^ *(\d+) *(?:chunks?|events?|tokens?)? *$/i.exec(text) ?? []
  return [`${number} chunks`]
}

const amount = (text: string): readonly string[] =>
  /%|percent|per cent/i.test(text) ? share(text) : [...chunks(text), ...size(text)]

const pace = (text: string): readonly string[] => {
  const [, number = '', unit = ''] = /^ *([\d.]+) *(.*)$/.exec(text) ?? []
  return /^t|^$/i.test(unit) ? [`${number} tokens/s`] : duration(text)
}

/** `keys`, `header: X_Team`, `x-team`. */
const per = (text: string): readonly string[] => {
  const header = text
    .trim()
    .replace(/^headers?[\s:=.]*/i, '')
    .replaceAll(/[\s_]+/g, '-')
  const word = nearest(text, ['key', 'model'])
  return [...(word === null ? [] : [word]), ...(/^headers?\b|^x-/i.test(text) && header ? [`header ${header}`] : [])]
}

const tries: { readonly [Name in FormatName]?: (text: string) => readonly string[] } = {
  duration,
  'duration-range': text => range(text, duration),
  size,
  count,
  share,
  'byte-bound': bound,
  'count-range': text => range(text, part => [part.trim()]),
  'turn-range': text => range(text, part => [part.trim()]),
  chunks,
  amount,
  pace,
  per,
  'json-path': text => [`$.${text}`, `$${text}`],
  'header-name': text => [text.trim().replaceAll(/[\s_]+/g, '-')],
  'asked-header-name': text => [text.trim().replaceAll(/[\s_]+/g, '-')],
}

/** What a value of a format was probably meant to be; null where nobody can tell. */
export const mended = (schema: JsonSchema, value: unknown): string | null => {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  for (const { format } of schema.anyOf ?? [schema]) {
    if (!isFormat(format)) continue
    const { whyNot } = formats[format]
    const found = tries[format]?.(String(value)).find(text => text !== value && whyNot(text) === null)
    if (found !== undefined) return found
  }
  return null
}
