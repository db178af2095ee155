import type { Call } from '../call.ts'
import type { JsonSchema } from '../json-schema.ts'
import { shortText } from '../short-text.ts'

/** What keeps the counters of a rule apart. */
export interface Per {
  /** As near misses name it: `key`, `model`, `x-team`. */
  readonly what: string
  /** Equal for requests of one value; those without one are one value of their own. Short, and never shown: it may be a key. */
  readonly groupOf: (call: Call) => string
}

/** `key`, `model`, `header x-team`. */
export interface ParsedPer {
  readonly of: 'key' | 'model' | 'header'
  /** Of a header, in small letters. */
  readonly name: string
}

const PER = /^(?:(key|model)|header ([!#$%&'*+.^_`|~0-9A-Za-z-]+))$/

/** What stands behind `per:`; null for anything else. */
export const parsePer = (text: string): ParsedPer | null => {
  const [, word, header] = PER.exec(text) ?? []
  if (header !== undefined) return { of: 'header', name: header.toLowerCase() }
  return word === undefined ? null : { of: word as 'key' | 'model', name: '' }
}

export const perSchema: JsonSchema = {
  description:
    'Keeps the counters of `after`, `every`, `times` and `sequence` apart for each API key, model or value of a header; with `drawBy: order` the draws too.',
  examples: ['key', 'model', 'header x-team'],
  expects: 'key, model, or a header such as header x-team',
  // words by themselves, so that editors offer them
  anyOf: [{ enum: ['key', 'model'] }, { type: 'string', format: 'per' }],
}

const valueIn = (call: Call, { of, name }: ParsedPer): string | null => {
  if (of !== 'header') return call[of]
  const value = Object.hasOwn(call.headers, name) ? call.headers[name] : undefined
  return value === undefined ? null : String(value)
}

export const readPer = (raw: string): Per => {
  const parsed = parsePer(raw) ?? { of: 'key', name: '' }
  return {
    what: parsed.of === 'header' ? parsed.name : parsed.of,
    groupOf: call => {
      const value = valueIn(call, parsed)
      return value === null ? '' : `=${shortText(value)}`
    },
  }
}
