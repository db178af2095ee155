import type { Call } from '../../call.ts'
import type { StatusFacts } from '../../groq/errors.ts'
import type { JsonSchema } from '../../json-schema.ts'
import { suggest } from '../../nearest.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { formatDuration } from '../../units.ts'
import { toldBy } from '../../wire/told.ts'
import { toldInWords } from '../../wire/told-in-words.ts'
import type { OutcomeForm } from '../outcome-form.ts'
import { diagnoseHeaders, headersOf, headersSchema, type SaidHeaders } from '../said-headers.ts'
import { textOrTemplate } from '../text-or-template.ts'
import { type CompiledError, compileError, factsOf } from './compile-error.ts'
import { detailSchemas, diagnoseDetails } from './error-details.ts'
import type { ErrorSpec, SaidDetails } from './error-spec.ts'
import { fittingVariant } from './fitting-variant.ts'
import { diagnoseRetryAfter, type RawRetryAfter, readRetryAfter, retryAfterSchema } from './retry-after.ts'

/** What stands behind `error:` in a scenario. */
export type RawError =
  | number
  | ({
      readonly status: number
      readonly variant?: string
      readonly message?: string
      readonly type?: string
      readonly retryAfter?: RawRetryAfter
      readonly headers?: SaidHeaders
    } & SaidDetails)

const status = {
  type: 'integer',
  minimum: 400,
  maximum: 599,
  offers: 'statuses',
  expects: 'a status from 400 to 599',
} as const

/** A message that is the same for every request. */
export const messageSchema: JsonSchema = {
  type: 'string',
  minLength: 1,
  description: 'Replaces `error.message`.',
  examples: ['Out to lunch'],
}

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
          offers: 'variants',
          description: 'Which body of the catalogue; by default that of the status.',
          examples: ['over-capacity'],
        },
        message: textOrTemplate(messageSchema),
        type: { type: 'string', minLength: 1, description: 'Replaces `error.type`.', examples: ['tokens'] },
        ...detailSchemas,
        retryAfter: retryAfterSchema,
        headers: headersSchema,
      },
    },
  ],
}

const compiled = new WeakMap<ErrorSpec, Map<string | undefined, CompiledError>>()

/** The error prepared, once for each spec and each variant that is its usual one. */
export const compiledErrorOf = (spec: ErrorSpec, usual?: string): CompiledError => {
  const all = compiled.get(spec) ?? new Map<string | undefined, CompiledError>()
  compiled.set(spec, all)
  const known = all.get(usual)
  if (known) return known
  const fresh = compileError(spec, usual)
  all.set(usual, fresh)
  return fresh
}

/** The error as a request meets it: without a variant of its own it is about what the request has. */
export const errorFor = (spec: ErrorSpec, call: Call): CompiledError =>
  compiledErrorOf(spec, (spec.variant === undefined ? fittingVariant(spec.status, call) : null) ?? undefined)

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
    ...('retryAfter' in said && said.retryAfter !== undefined
      ? belowKey('retryAfter', diagnoseRetryAfter(said.retryAfter))
      : []),
    ...('headers' in said ? belowKey('headers', diagnoseHeaders(said.headers)) : []),
  ]
}

const read = (raw: RawError): ErrorSpec => {
  if (typeof raw === 'number') return { status: raw }
  const { retryAfter, headers, ...rest } = raw
  return {
    ...rest,
    ...(retryAfter === undefined ? {} : readRetryAfter(retryAfter)),
    ...(headers ? { headers: headersOf(headers) } : {}),
  }
}

/** A prepared error without what it tells of waiting. */
export const errorNamed = ({ status: code, reason, variant }: CompiledError): string =>
  `${code} ${reason}${variant ? ` (${variant})` : ''}`

const waitInWords = ({ headers, waitsUntilDate, retryAfterMs }: CompiledError): string => {
  const date = waitsUntilDate ? `, retry after a date in ${formatDuration(retryAfterMs ?? 0)}` : ''
  return date + toldInWords(toldBy({ headers: [...headers], removed: [], text: '', sentAtMs: 0 }))
}

/** A prepared error as the second half of "rule x: …". */
export const errorInWords = (error: CompiledError): string => `${errorNamed(error)}${waitInWords(error)}`

/** What users write behind `error:`, what it becomes, and how it reads. */
export const errorForm = {
  schema,
  diagnose,
  read,
  nameOf: (spec: ErrorSpec): string => errorNamed(compiledErrorOf(spec)),
  describe: (spec: ErrorSpec): string => errorInWords(compiledErrorOf(spec)),
} satisfies OutcomeForm<RawError, ErrorSpec> & { readonly nameOf: (spec: ErrorSpec) => string }
