import { parseByteBound } from '../../units.ts'
import type { CriterionKind } from './criterion-kind.ts'
import { compilePath, selected } from './json-path.ts'
import { lastUserText } from './last-user-text.ts'
import { isExpression, textPattern } from './pattern.ts'

/** `match.bytes`. */
export const bytes: CriterionKind<string> = {
  schema: {
    type: 'string',
    format: 'byte-bound',
    description: 'The size of the body: more or less than this.',
    examples: ['>1MiB', '<10KiB'],
  },
  compile: raw => {
    const bound = parseByteBound(raw) ?? { than: 'more', bytes: 0 }
    return ({ call }) => (bound.than === 'more' ? call.bodyBytes > bound.bytes : call.bodyBytes < bound.bytes)
  },
}

/** `match.says`. */
export const says: CriterionKind<string> = {
  schema: {
    type: 'string',
    minLength: 1,
    format: 'expression-or-text',
    description: 'Text that the last user message contains, or a /regex/ on it.',
    examples: ['weather', '/\\bweather in \\w+/i'],
  },
  compile: raw => {
    const pattern = isExpression(raw) ? textPattern(raw) : null
    return ({ call }) => {
      const text = lastUserText(call.body)
      return text !== null && (pattern ? pattern.test(text) : text.includes(raw))
    }
  },
}

type BodyValue = string | number | boolean | null

const bodyTest = (wanted: BodyValue): ((seen: unknown) => boolean) => {
  if (typeof wanted !== 'string') return seen => seen === wanted
  const pattern = textPattern(wanted)
  return seen => typeof seen === 'string' && pattern.test(seen)
}

/** `match.body`. */
export const body: CriterionKind<Readonly<Record<string, BodyValue>>> = {
  schema: {
    type: 'object',
    minProperties: 1,
    description:
      'A JSONPath (RFC 9535), and what one of the values that it selects must be: text, a glob, /regex/, a number, true, false or null.',
    examples: [{ '$.tools[*].function.name': 'get_weather' }],
    propertyNames: { type: 'string', format: 'json-path' },
    additionalProperties: {
      expects: 'text, a glob, /regex/, a number, true, false or null',
      anyOf: [{ type: 'string', format: 'pattern' }, { type: 'number' }, { type: 'boolean' }, { type: 'null' }],
    },
  },
  compile: raw => {
    const wanted = Object.entries(raw).map(([text, value]) => ({ path: compilePath(text), test: bodyTest(value) }))
    return ({ call }) =>
      call.body !== undefined && wanted.every(({ path: place, test }) => selected(place, call.body).some(test))
  },
}
