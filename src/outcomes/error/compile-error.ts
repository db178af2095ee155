import { STATUS_CODES } from 'node:http'
import { errorBody, fillTemplate } from '../../groq/error-body.ts'
import { errors, type JsonVariant, type PageVariant, type StatusFacts } from '../../groq/errors.ts'
import { goJson } from '../../groq/go.ts'
import { commonHeaders, jsonHeaders } from '../../groq/headers.ts'
import { change, listOf } from '../../wire/header-list.ts'
import { withoutSecrets } from '../../without-secrets.ts'
import { withDetails } from './error-details.ts'
import type { ErrorSpec } from './error-spec.ts'
import { failureFillers } from './failure-fillers.ts'
import { type ErrorContext, fillLater, marks, marksOf, refusalMarks, unmarked } from './fill-later.ts'
import { type InjectedRefusal, withRefusal } from './injected-refusal.ts'

/** An error, prepared as far as possible without the request. */
export interface CompiledError {
  readonly status: number
  readonly reason: string
  /** The catalogue's name of the body, or null where the catalogue has none for the status. */
  readonly variant: string | null
  /** The code in its body; null for none. */
  readonly code: string | null
  /** All but the request id and what is left of limits. */
  readonly headers: readonly string[]
  /** Whether headers show what is left of limits. */
  readonly showsLimits: boolean
  /** The limit that refuses, where it does because a rule or a header wants it; null else. */
  readonly injected: InjectedRefusal | null
  /** Whether the answer comes from Groq's servers (with a request id), not from the edge before them. */
  readonly fromGroq: boolean
  readonly retryAfterMs: number | null
  /** Whether `retry-after` is a date so far ahead, which is written when the answer is sent. */
  readonly waitsUntilDate: boolean
  body(context: ErrorContext): string
}

const DEFAULT_RETRY_AFTER_MS = 1000

/** What the catalogue knows of a status; undefined for one it does not have. */
export const factsOf = (status: number): StatusFacts | undefined =>
  (errors as Readonly<Record<number, StatusFacts>>)[status]

/** The reason phrase of a status: the documented one (docs/facts/groq-wire.md §1.1), else HTTP's. */
export const reasonOf = (status: number): string => factsOf(status)?.title ?? STATUS_CODES[status] ?? 'Status'

const inJson = (value: string): string => goJson(value).slice(1, -1)

const injectedBy = (
  { live, retryAfterAs }: ErrorSpec,
  { dimension, sample }: JsonVariant,
  retryAfterMs: number | null,
): InjectedRefusal | null =>
  live || dimension === undefined
    ? null
    : {
        dimension,
        isTooLarge: sample.used === undefined,
        retryAfterMs,
        stepMs: retryAfterAs === 'ms' ? 1 : 1000,
      }

/** The variant with what the rule says instead; a text of the rule's is no template. */
const overridden = (spec: ErrorSpec, variant: JsonVariant): JsonVariant => ({
  ...withDetails(variant, spec),
  message: spec.message === undefined ? variant.message : '{ownMessage}',
  type: spec.type ?? variant.type,
  ...(spec.param ? { param: '{ownParam}' } : {}),
  ...(spec.schemaPath ? { schemaPath: '{ownSchemaPath}' } : {}),
})

/** A variant whose generation failed: what was generated follows from the request, where the rule does not say it. */
const failing = (variant: JsonVariant, spec: ErrorSpec): JsonVariant => ({
  ...variant,
  ...(spec.failedGeneration === undefined ? { failedGeneration: marksOf(['failedGeneration']).failedGeneration } : {}),
  sample: { ...variant.sample, failedGeneration: String(variant.failedGeneration) },
})

/** What a problem says of its request, without secrets: clients log the errors that they get. */
const shownFill = (fill: ErrorSpec['fill'] = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fill).map(([name, value]) => [name, withoutSecrets(value)]))

const jsonBody = (spec: ErrorSpec, usual: JsonVariant): ((context: ErrorContext) => string) => {
  const { failure } = usual
  const variant = failure === undefined ? usual : failing(usual, spec)
  const fill = {
    ...marks,
    ...(failure === undefined ? {} : marksOf(['tool', 'reason'])),
    ...(usual.dimension === undefined ? {} : refusalMarks),
    ...shownFill(spec.fill),
    ownMessage: unmarked(spec.message),
    ownParam: unmarked(spec.param ?? ''),
    ownSchemaPath: unmarked(spec.schemaPath ?? ''),
  }
  const own = failure === undefined ? {} : failureFillers(failure)
  return fillLater(errorBody(overridden(spec, variant), fill), variant.sample, inJson, own)
}

/** The body for a status that is in no documentation: the documented envelope around its reason phrase. */
const plainVariant = (status: number, reason: string): JsonVariant => ({
  kind: 'json',
  message: reason,
  type: status < 500 ? 'invalid_request_error' : 'internal_server_error',
  sample: {},
  provenance: 'inferred',
  source: 'the documented error object around the reason phrase',
})

const waitOf = (spec: ErrorSpec, variant: JsonVariant | PageVariant): number | null => {
  if (spec.live) return null
  if (spec.retryAfterMs !== undefined) return spec.retryAfterMs
  const usual = variant.headers?.['retry-after']
  if (usual !== undefined) return Number(usual) * 1000
  return spec.status === 429 && variant.kind === 'json' ? DEFAULT_RETRY_AFTER_MS : null
}

const compileJson = (spec: ErrorSpec, variant: JsonVariant, waitMs: number | null) => {
  const injected = injectedBy(spec, variant, waitMs)
  const body = jsonBody(spec, variant)
  return {
    fromGroq: true,
    code: withDetails(variant, spec).code ?? null,
    headers: [...listOf(jsonHeaders), ...listOf(commonHeaders)],
    showsLimits: variant.rateLimitHeaders === true,
    injected,
    body: injected ? (context: ErrorContext) => body(withRefusal(injected, context)) : body,
  }
}

const escapeHtml = (value: string): string => value.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`)

const compilePage = (page: PageVariant) => ({
  fromGroq: false,
  code: null,
  headers: ['content-type', page.contentType],
  showsLimits: false,
  injected: null,
  body: fillLater(fillTemplate(page.html, marks, page.sample), page.sample, escapeHtml),
})

const waitHeaders = ({ retryAfterAs }: ErrorSpec, waitMs: number | null): Readonly<Record<string, string>> => {
  if (waitMs === null || retryAfterAs === 'date') return {}
  if (retryAfterAs === 'ms') return { 'retry-after-ms': String(waitMs) }
  return { 'retry-after': String(Math.ceil(waitMs / 1000)) }
}

/**
 * Prepares an error; what is left to do for a request is to fill in its model and path. `usual` is the variant where none is
 * named; by default the status's.
 */
export const compileError = (spec: ErrorSpec, usual?: string): CompiledError => {
  const facts = factsOf(spec.status)
  const reason = reasonOf(spec.status)
  const name = spec.variant ?? usual ?? facts?.defaultVariant ?? null
  const known = facts && name !== null && Object.hasOwn(facts.variants, name) ? facts.variants[name] : undefined
  const variant = known ?? plainVariant(spec.status, reason)
  const retryAfterMs = waitOf(spec, variant)
  const { headers, ...prepared } =
    variant.kind === 'json' ? compileJson(spec, variant, retryAfterMs) : compilePage(variant)
  change(headers, {
    ...variant.headers,
    ...waitHeaders(spec, retryAfterMs),
    ...spec.headers,
  })
  return {
    status: spec.status,
    reason,
    // a text of the rule's own is no variant of the catalogue
    variant: spec.message !== undefined && spec.variant === undefined ? null : name,
    headers,
    ...prepared,
    retryAfterMs,
    waitsUntilDate: spec.retryAfterAs === 'date' && spec.headers?.['retry-after'] === undefined,
  }
}
