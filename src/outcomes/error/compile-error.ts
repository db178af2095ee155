import { STATUS_CODES } from 'node:http'
import { errorBody, fillTemplate } from '../../groq/error-body.ts'
import { errors, type JsonVariant, type PageVariant, type StatusFacts } from '../../groq/errors.ts'
import { goDuration, goJson } from '../../groq/go.ts'
import { commonHeaders, injectedLimits, jsonHeaders } from '../../groq/headers.ts'
import { type LimitNumbers, limitNumbers } from '../../groq/limit-numbers.ts'
import { rateLimitList } from '../../groq/rate-limit-headers.ts'
import { change, type HeaderList, listOf } from '../../wire/header-list.ts'
import type { ErrorSpec } from './error-spec.ts'
import { type ErrorContext, fillLater, marks, refusalMarks } from './fill-later.ts'

/** An error, prepared as far as possible without the request. */
export interface CompiledError {
  readonly status: number
  readonly reason: string
  /** The catalogue's name of the body, or null where the catalogue has none for the status. */
  readonly variant: string | null
  /** All but the request id and what is left of limits. */
  readonly headers: readonly string[]
  /** The `x-ratelimit-*` headers where nothing is limited, or where the error has numbers of its own; empty for none. */
  readonly limitHeaders: readonly string[]
  /** Whether headers show what is left of limits where there are any. */
  readonly showsLimits: boolean
  /** Whether the answer comes from Groq's servers (with a request id), not from the edge before them. */
  readonly fromGroq: boolean
  readonly retryAfterMs: number | null
  /** Whether `retry-after` is a date so far ahead, which is written when the answer is sent. */
  readonly waitsUntilDate: boolean
  body(context: ErrorContext): string
  /** What answers instead where the request names no model; null for this one. */
  readonly withoutModel: CompiledError | null
}

const DEFAULT_RETRY_AFTER_MS = 1000

/** What the catalogue knows of a status; undefined for one it does not have. */
export const factsOf = (status: number): StatusFacts | undefined =>
  (errors as Readonly<Record<number, StatusFacts>>)[status]

/** The reason phrase of a status: the documented one (docs/facts/groq-wire.md §1.1), else HTTP's. */
export const reasonOf = (status: number): string => factsOf(status)?.title ?? STATUS_CODES[status] ?? 'Status'

const inJson = (value: string): string => goJson(value).slice(1, -1)

// a 413 is about one request alone: its numbers do not follow from a wait
const numbersOf = (status: number, variant: JsonVariant, waitMs: number | null): LimitNumbers | null =>
  status === 429 && variant.dimension && waitMs !== null ? limitNumbers(variant.dimension, waitMs) : null

const limitHeaders = (variant: JsonVariant, numbers: LimitNumbers | null): HeaderList => {
  if (!variant.rateLimitHeaders) return []
  const { requestsPerDay, tokensPerMinute } = injectedLimits
  return rateLimitList(
    (variant.dimension === 'RPD' ? numbers : null) ?? { limit: requestsPerDay, used: 1 },
    (variant.dimension === 'TPM' ? numbers : null) ?? { limit: tokensPerMinute, used: 0 },
  )
}

const numbersIn = (numbers: LimitNumbers, waitMs: number): Readonly<Record<string, string>> => ({
  limit: String(numbers.limit),
  used: String(numbers.used),
  requested: String(numbers.requested),
  tryAgainIn: goDuration(waitMs),
})

/** The variant with what the rule says instead; a text of the rule's is no template. */
const overridden = ({ type, code, param, message }: ErrorSpec, variant: JsonVariant): JsonVariant => ({
  ...variant,
  message: message === undefined ? variant.message : '{ownMessage}',
  type: type ?? variant.type,
  ...(code === undefined ? {} : { code }),
  ...(param === undefined ? {} : { param: '{ownParam}' }),
})

const jsonBody = (
  spec: ErrorSpec,
  variant: JsonVariant,
  numbers: LimitNumbers | null,
  waitMs: number | null,
): ((context: ErrorContext) => string) => {
  const fill = {
    ...marks,
    ...(spec.live ? refusalMarks : {}),
    ...(numbers ? numbersIn(numbers, waitMs ?? 0) : {}),
    ...spec.fill,
    ownMessage: spec.message ?? '',
    ownParam: spec.param ?? '',
  }
  return fillLater(errorBody(overridden(spec, variant), fill), variant.sample, inJson)
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
  if (spec.status === 429 && variant.kind === 'json') return DEFAULT_RETRY_AFTER_MS
  const usual = variant.headers?.['retry-after']
  return usual === undefined ? null : Number(usual) * 1000
}

const compileJson = (spec: ErrorSpec, variant: JsonVariant, waitMs: number | null) => {
  const numbers = numbersOf(spec.status, variant, waitMs)
  return {
    fromGroq: true,
    headers: [...listOf(jsonHeaders), ...listOf(commonHeaders)],
    limitHeaders: limitHeaders(variant, numbers),
    // an injected 429 has numbers of its own
    showsLimits: variant.rateLimitHeaders === true && (spec.live === true || variant.dimension === undefined),
    body: jsonBody(spec, variant, numbers, waitMs),
  }
}

const escapeHtml = (value: string): string => value.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`)

const compilePage = (page: PageVariant) => ({
  fromGroq: false,
  headers: ['content-type', page.contentType],
  limitHeaders: [],
  showsLimits: false,
  body: fillLater(fillTemplate(page.html, marks, page.sample), page.sample, escapeHtml),
})

const waitHeaders = ({ retryAfterAs }: ErrorSpec, waitMs: number | null): Readonly<Record<string, string>> => {
  if (waitMs === null || retryAfterAs === 'date') return {}
  if (retryAfterAs === 'ms') return { 'retry-after-ms': String(waitMs) }
  return { 'retry-after': String(Math.ceil(waitMs / 1000)) }
}

/** Prepares an error; what is left to do for a request is to fill in its model and path. */
export const compileError = (spec: ErrorSpec): CompiledError => {
  const facts = factsOf(spec.status)
  const reason = reasonOf(spec.status)
  const name = spec.variant ?? facts?.defaultVariant ?? null
  const variant = (name === null ? undefined : facts?.variants[name]) ?? plainVariant(spec.status, reason)
  const retryAfterMs = waitOf(spec, variant)
  const { fromGroq, headers, body, ...limits } =
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
    ...limits,
    fromGroq,
    retryAfterMs,
    waitsUntilDate: spec.retryAfterAs === 'date' && spec.headers?.['retry-after'] === undefined,
    body,
    // a 404 without a model to name is one of the URL
    withoutModel:
      spec.status === 404 && spec.variant === undefined ? compileError({ ...spec, variant: 'unknown-url' }) : null,
  }
}
