import { parseByteBound } from '../../units.ts'
import { compares, parseComparison } from './comparison.ts'
import type { CriterionKind } from './criterion-kind.ts'
import { takeSteps } from './effort.ts'
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
    return ({ call, effort }) => {
      const text = lastUserText(call.body)
      if (text === null || pattern === null) return text?.includes(raw) ?? false
      return takeSteps(effort, pattern.cost?.(text.length) ?? 0, `says: ${raw}`) && pattern.test(text)
    }
  },
}

type BodyValue = string | number | boolean | null

type Take = (steps: number) => boolean

const bodyTest = (wanted: BodyValue): ((seen: unknown, take: Take) => boolean) => {
  if (typeof wanted !== 'string') return seen => seen === wanted
  const comparison = parseComparison(wanted)
  if (comparison !== null) return seen => typeof seen === 'number' && compares(comparison, seen)
  const pattern = textPattern(wanted)
  return (seen, take) => typeof seen === 'string' && take(pattern.cost?.(seen.length) ?? 0) && pattern.test(seen)
}

/** `match.body`. */
export const body: CriterionKind<Readonly<Record<string, BodyValue>>> = {
  schema: {
    type: 'object',
    minProperties: 1,
    description:
      'A JSONPath (RFC 9535), and what one of the values that it selects must be: text, a glob, /regex/, a number, a comparison such as >1000, true, false or null.',
    examples: [{ '$.tools[*].function.name': 'get_weather' }, { '$.max_completion_tokens': '>1000' }],
    propertyNames: { type: 'string', format: 'json-path' },
    additionalProperties: {
      expects: 'text, a glob, /regex/, a number, a comparison such as >1000, true, false or null',
      anyOf: [{ type: 'string', format: 'pattern' }, { type: 'number' }, { type: 'boolean' }, { type: 'null' }],
    },
  },
  compile: raw => {
    const wanted = Object.entries(raw).map(([text, value]) => ({
      text,
      path: compilePath(text),
      test: bodyTest(value),
    }))
    return ({ call, effort }) =>
      call.body !== undefined &&
      wanted.every(({ text, path: place, test }) => {
        const take: Take = steps => takeSteps(effort, steps, `body: ${text}`)
        return selected(place, call.body, take).some(one => test(one, take))
      })
  },
}
