import type { JsonSchema } from '../../json-schema.ts'
import type { CriterionKind } from './criterion-kind.ts'
import { type Pattern, textPattern } from './pattern.ts'

/** What the value of a name must be; null for a name that is not there. */
export type NamedValues = Readonly<Record<string, string | number | boolean | null>>

interface Wanted {
  readonly name: string
  readonly pattern: Pattern | null
}

const wantedOf = (raw: NamedValues, nameOf: (name: string) => string): readonly Wanted[] =>
  Object.entries(raw).map(([name, value]) => ({
    name: nameOf(name),
    pattern: value === null ? null : textPattern(String(value)),
  }))

/** Whether the values of a name are as they are wanted: one of them, or none at all. */
const fits = ({ pattern }: Wanted, seen: readonly string[]): boolean =>
  pattern === null ? seen.length === 0 : seen.some(one => pattern.test(one))

/** `match.header`. */
export const header: CriterionKind<Readonly<Record<string, string | null>>> = {
  schema: {
    type: 'object',
    minProperties: 1,
    description:
      'Headers of the request; each value is text, a glob, or /regex/, or null for a header that is not there.',
    examples: [{ 'x-team': 'red', 'x-trace': null }],
    propertyNames: { type: 'string', format: 'asked-header-name' },
    additionalProperties: {
      expects: 'text, a glob, /regex/, or null for none',
      anyOf: [{ type: 'string', format: 'pattern' }, { type: 'null' }],
    } as JsonSchema,
  },
  compile: raw => {
    const wanted = wantedOf(raw, name => name.toLowerCase())
    return ({ call: { headers } }) =>
      wanted.every(one => {
        const seen = Object.hasOwn(headers, one.name) ? headers[one.name] : undefined
        return fits(one, seen === undefined ? [] : [Array.isArray(seen) ? seen.join(', ') : seen])
      })
  },
}

/** `match.query`. */
export const query: CriterionKind<NamedValues> = {
  schema: {
    type: 'object',
    minProperties: 1,
    description:
      'Parameters of the query; each value is text, a glob, or /regex/, a number, true or false, or null for one that is not there. Of one that comes several times, one must fit.',
    examples: [{ limit: 20, after: null }],
    additionalProperties: {
      expects: 'text, a glob, /regex/, a number, true, false, or null for none',
      anyOf: [{ type: 'string', format: 'pattern' }, { type: 'number' }, { type: 'boolean' }, { type: 'null' }],
    } as JsonSchema,
  },
  compile: raw => {
    const wanted = wantedOf(raw, name => name)
    return ({ call }) => {
      const seen = new URLSearchParams(call.query)
      return wanted.every(one => fits(one, seen.getAll(one.name)))
    }
  },
}
