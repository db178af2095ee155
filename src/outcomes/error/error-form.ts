import type { StatusFacts } from '../../groq/errors.ts'
import type { JsonSchema } from '../../json-schema.ts'
import { suggest } from '../../nearest.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { formatDuration, parseDuration } from '../../units.ts'
import type { OutcomeForm } from '../outcome-form.ts'
import { diagnoseHeaders, headersOf, headersSchema, type SaidHeaders } from '../said-headers.ts'
import { type CompiledError, compileError, factsOf } from './compile-error.ts'
import { detailSchemas, diagnoseDetails } from './error-details.ts'
import type { ErrorSpec, SaidDetails } from './error-spec.ts'

/** What stands behind `error:` in a scenario. */
export type RawError =
  | number
  | ({
      readonly status: number
      readonly variant?: string
      readonly message?: string
      readonly type?: string
      readonly retryAfter?: string
      readonly headers?: SaidHeaders
    } & SaidDetails)

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
        ...detailSchemas,
        retryAfter: {
          type: 'string',
          format: 'duration',
          description: 'What `retry-after` says (in whole seconds, rounded up) and, on a 429, the text too.',
          examples: ['2s'],
        },
        headers: headersSchema,
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

const belowKey = (key: string, found: readonly PathDiagnostic[]): readonly PathDiagnostic[] =>
  found.map(one => ({ ...one, path: [key, ...one.path] }))

const unknownVariant = (status: number, variant: string, names: readonly string[]): PathDiagnostic => ({
  path: ['variant'],
  severity: 'error',
  message: `${status} has no variant "${variant}"`,
  hint: names.length === 0 ? `The catalogue has no variants of ${status}.` : suggest(variant, names),
})

const undocumented = (raw: RawError, facts: StatusFacts | undefined): readonly PathDiagnostic[] => {
  if (facts && facts.documented !== 'no') return []
  const [status, path] = typeof raw === 'number' ? [raw, []] : [raw.status, ['status']]
  return [{ path, severity: 'warning', message: `Groq does not document status ${status}`, hint: 'It is sent anyway.' }]
}

const diagnose = (raw: RawError): readonly PathDiagnostic[] => {
  const said = typeof raw === 'number' ? { status: raw } : raw
  const facts = factsOf(said.status)
  const variants = facts?.variants ?? {}
  const { variant } = said
  if (variant !== undefined && !Object.hasOwn(variants, variant))
    return [unknownVariant(said.status, variant, Object.keys(variants))]
  const usual = variants[variant ?? facts?.defaultVariant ?? '']
  return [
    ...(usual?.kind === 'page' ? [] : diagnoseDetails(said, usual ?? {})),
    ...undocumented(raw, facts),
    ...('headers' in said ? belowKey('headers', diagnoseHeaders(said.headers)) : []),
  ]
}

const read = (raw: RawError): ErrorSpec => {
  if (typeof raw === 'number') return { status: raw }
  const { retryAfter, headers, ...rest } = raw
  const retryAfterMs = retryAfter === undefined ? null : parseDuration(retryAfter)
  return {
    ...rest,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    ...(headers ? { headers: headersOf(headers) } : {}),
  }
}

/** What users write behind `error:`, what it becomes, and how it reads. */
export const errorForm = {
  schema,
  diagnose,
  read,
  describe: (spec: ErrorSpec): string => {
    const { status: code, reason, variant, retryAfterMs } = compiledErrorOf(spec)
    const wait = retryAfterMs === null ? '' : `, retry after ${formatDuration(retryAfterMs)}`
    return `${code} ${reason}${variant ? ` (${variant})` : ''}${wait}`
  },
} satisfies OutcomeForm<RawError, ErrorSpec>
