import type { JsonSchema } from '../../json-schema.ts'
import { suggest } from '../../nearest.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { formatDuration } from '../../units.ts'
import { toldBy } from '../../wire/told.ts'
import { toldInWords } from '../../wire/told-in-words.ts'
import type { OutcomeForm } from '../outcome-form.ts'
import { type CompiledError, compileError, factsOf } from './compile-error.ts'
import type { ErrorSpec } from './error-spec.ts'
import { diagnoseRetryAfter, type RawRetryAfter, readRetryAfter, retryAfterSchema } from './retry-after.ts'

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
      readonly retryAfter?: RawRetryAfter
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
        retryAfter: retryAfterSchema,
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

const diagnose = (raw: RawError): readonly PathDiagnostic[] => {
  const found = diagnoseStatus(raw)
  const { retryAfter = undefined } = typeof raw === 'number' ? {} : raw
  const wait = retryAfter === undefined ? [] : diagnoseRetryAfter(retryAfter)
  return [...found, ...wait.map(one => ({ ...one, path: ['retryAfter', ...one.path] }))]
}

const diagnoseStatus = (raw: RawError): readonly PathDiagnostic[] => {
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
  const lower =
    headers && Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return {
    ...rest,
    ...(retryAfter === undefined ? {} : readRetryAfter(retryAfter)),
    ...(lower ? { headers: lower } : {}),
  }
}

/** The error without what it tells of waiting. */
const nameOf = (spec: ErrorSpec): string => {
  const { status: code, reason, variant } = compiledErrorOf(spec)
  return `${code} ${reason}${variant ? ` (${variant})` : ''}`
}

const waitInWords = ({ headers, waitsUntilDate, retryAfterMs }: CompiledError): string => {
  const date = waitsUntilDate ? `, retry after a date in ${formatDuration(retryAfterMs ?? 0)}` : ''
  return date + toldInWords(toldBy({ headers: [...headers], removed: [], text: '', sentAtMs: 0 }))
}

/** What users write behind `error:`, what it becomes, and how it reads. */
export const errorForm = {
  schema,
  diagnose,
  read,
  nameOf,
  describe: (spec: ErrorSpec): string => `${nameOf(spec)}${waitInWords(compiledErrorOf(spec))}`,
} satisfies OutcomeForm<RawError, ErrorSpec> & { readonly nameOf: typeof nameOf }
