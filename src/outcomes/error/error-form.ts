import type { JsonSchema } from '../../json-schema.ts'
import { suggest } from '../../nearest.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { formatDuration, parseDuration } from '../../units.ts'
import type { OutcomeForm } from '../outcome-form.ts'
import { type CompiledError, compileError, factsOf } from './compile-error.ts'
import type { ErrorSpec } from './error-spec.ts'

/** What stands behind `error:` in a scenario. */
export type RawError =
  | number
  | {
      readonly status: number
      readonly variant?: string
      readonly message?: string
      readonly type?: string
      readonly code?: string
      readonly param?: string
      readonly retryAfter?: string
      readonly headers?: Readonly<Record<string, string>>
    }

const status = { type: 'integer', minimum: 400, maximum: 599, expects: 'a status from 400 to 599' } as const

const schema: JsonSchema = {
  description: 'A documented status with a spec-conformant body. `groq-mock errors` lists statuses and variants.',
  examples: [429, { status: 503, variant: 'over-capacity' }],
  anyOf: [
    status,
    {
      type: 'object',
      expects: 'a mapping with a status',
      additionalProperties: false,
      required: ['status'],
      properties: {
        status: { ...status, description: 'The HTTP status.', examples: [429] },
        variant: {
          type: 'string',
          description: 'Which body of the catalogue; by default that of the status.',
          examples: ['over-capacity'],
        },
        message: { type: 'string', minLength: 1, description: 'Replaces `error.message`.', examples: ['Out to lunch'] },
        type: { type: 'string', minLength: 1, description: 'Replaces `error.type`.', examples: ['tokens'] },
        code: {
          type: 'string',
          minLength: 1,
          description: 'Replaces `error.code`.',
          examples: ['rate_limit_exceeded'],
        },
        param: { type: 'string', minLength: 1, description: 'Replaces `error.param`.', examples: ['messages'] },
        retryAfter: {
          type: 'string',
          format: 'duration',
          description: 'What `retry-after` says (in whole seconds, rounded up) and, on a 429, the text too.',
          examples: ['2s'],
        },
        headers: {
          type: 'object',
          description: 'Headers of this answer.',
          examples: [{ 'x-should-retry': 'false' }],
          propertyNames: { type: 'string', format: 'header-name' },
          additionalProperties: { type: 'string', format: 'header-value' },
        },
      },
    },
  ],
}

const compiled = new WeakMap<ErrorSpec, CompiledError>()

/** The error prepared, once for each spec. */
export const compiledErrorOf = (spec: ErrorSpec): CompiledError => {
  const known = compiled.get(spec)
  if (known) return known
  const fresh = compileError(spec)
  compiled.set(spec, fresh)
  return fresh
}

/** What an error will say in `retry-after`, in milliseconds; null for nothing. */
export const retryAfterOf = (spec: ErrorSpec): number | null => compiledErrorOf(spec).retryAfterMs

const diagnose = (raw: RawError): readonly PathDiagnostic[] => {
  const { status: code, variant } = typeof raw === 'number' ? { status: raw, variant: undefined } : raw
  const facts = factsOf(code)
  if (variant !== undefined && !(facts && Object.hasOwn(facts.variants, variant))) {
    const names = Object.keys(facts?.variants ?? {})
    const hint = names.length === 0 ? `The catalogue has no variants of ${code}.` : suggest(variant, names)
    return [{ path: ['variant'], severity: 'error', message: `${code} has no variant "${variant}"`, hint }]
  }
  if (facts?.documented === 'page') return []
  const message = `Groq does not document status ${code}${facts?.documented === 'later' ? ' on its errors page; newer documentation has it' : ''}`
  const path = typeof raw === 'number' ? [] : ['status']
  return facts?.documented === 'later' ? [] : [{ path, severity: 'warning', message, hint: 'It is sent anyway.' }]
}

const read = (raw: RawError): ErrorSpec => {
  if (typeof raw === 'number') return { status: raw }
  const { retryAfter, headers, ...rest } = raw
  const retryAfterMs = retryAfter === undefined ? null : parseDuration(retryAfter)
  const lower =
    headers && Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return { ...rest, ...(retryAfterMs === null ? {} : { retryAfterMs }), ...(lower ? { headers: lower } : {}) }
}

/** A prepared error as the second half of "rule x: …". */
export const errorInWords = ({ status: code, reason, variant, retryAfterMs }: CompiledError): string => {
  const wait = retryAfterMs === null ? '' : `, retry after ${formatDuration(retryAfterMs)}`
  return `${code} ${reason}${variant ? ` (${variant})` : ''}${wait}`
}

/** What users write behind `error:`, what it becomes, and how it reads. */
export const errorForm = {
  schema,
  diagnose,
  read,
  describe: (spec: ErrorSpec): string => errorInWords(compiledErrorOf(spec)),
} satisfies OutcomeForm<RawError, ErrorSpec>
