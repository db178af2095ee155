import type { JsonSchema } from '../json-schema.ts'
import type { PathDiagnostic } from '../path-diagnostic.ts'
import { isCoded } from './is-coded.ts'

/** A header as a scenario says it; a lie is one that is said to be meant. */
export type SaidHeader = string | { readonly lie: string }

/** Headers of an answer, by name. */
export type SaidHeaders = Readonly<Record<string, SaidHeader>>

const text = { type: 'string', format: 'header-value' } as const

/** The schemas that a value of a header may have. */
export const headerValueSchemas: readonly JsonSchema[] = [
  text,
  {
    type: 'object',
    expects: 'a mapping with lie',
    additionalProperties: false,
    required: ['lie'],
    properties: {
      lie: {
        ...text,
        description: 'A `content-encoding` that the body does not have, and is not meant to.',
        examples: ['gzip'],
      },
    },
  },
]

/** `headers:` of one answer. */
export const headersSchema: JsonSchema = {
  type: 'object',
  description: 'Headers of this answer.',
  examples: [{ 'x-should-retry': 'false' }],
  propertyNames: { type: 'string', format: 'header-name' },
  additionalProperties: { expects: 'text', anyOf: headerValueSchemas },
}

const textOf = (said: SaidHeader): string => (typeof said === 'string' ? said : said.lie)

/** The headers as they are sent, names in lower case. */
export const headersOf = <Value extends SaidHeader | null>(said: Readonly<Record<string, Value>>) =>
  Object.fromEntries(
    Object.entries(said).map(([name, value]) => [name.toLowerCase(), value === null ? null : textOf(value)]),
  ) as Readonly<Record<string, Exclude<Value, SaidHeader> | string>>

const wrong = (path: PathDiagnostic['path'], message: string, hint: string): PathDiagnostic => ({
  path,
  severity: 'error',
  message,
  hint,
})

const diagnoseEncoding = (name: string, said: SaidHeader, body: Uint8Array | null): readonly PathDiagnostic[] => {
  const value = textOf(said)
  const isTrue = isCoded(value, body)
  if (typeof said === 'string' && !isTrue)
    return [
      wrong(
        [name],
        `content-encoding says "${value}", and the body is ${body === null ? 'not compressed' : 'something else'}`,
        'Take it out; api: { compression: true } compresses answers as clients ask for it. If it is meant, write { lie: … }.',
      ),
    ]
  return typeof said === 'object' && isTrue
    ? [wrong([name, 'lie'], `"${value}" is no lie here: the body is so`, `Write ${name}: ${value}.`)]
    : []
}

/** Encodings that are not those of the body, and lies about what is no encoding. `body` is null for one that the server makes. */
export const diagnoseHeaders = (
  headers: Readonly<Record<string, SaidHeader | null>> = {},
  body: Uint8Array | null = null,
): readonly PathDiagnostic[] =>
  Object.entries(headers).flatMap(([name, said]) => {
    if (said === null) return []
    if (name.toLowerCase() === 'content-encoding') return diagnoseEncoding(name, said, body)
    return typeof said === 'object'
      ? [wrong([name, 'lie'], `only content-encoding can lie, and this is ${name}`, `Write ${name}: ${said.lie}.`)]
      : []
  })
