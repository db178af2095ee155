import { STATUS_CODES } from 'node:http'
import type { Call } from '../call.ts'
import { errorBody, fillTemplate } from '../groq/error-body.ts'
import { errors, type JsonVariant, type PageVariant, type StatusFacts } from '../groq/errors.ts'
import { goDuration, goJson } from '../groq/go.ts'
import { commonHeaders, injectedLimits, jsonHeaders } from '../groq/headers.ts'
import { type LimitNumbers, limitNumbers } from '../groq/limit-numbers.ts'
import { rateLimitList } from '../groq/rate-limit-headers.ts'
import type { ErrorSpec } from './error-spec.ts'
import { change, type HeaderList, listOf } from './header-list.ts'
import { organizationOf } from './organization.ts'

/** An error with everything done that can be done before the request is there. */
export interface CompiledError {
  readonly status: number
  readonly reason: string
  /** The catalogue's name of the body, or null where the catalogue has none for the status. */
  readonly variant: string | null
  /** All but the request id. */
  readonly headers: readonly string[]
  /** Whether the answer comes from Groq's servers (with a request id), not from the edge before them. */
  readonly fromGroq: boolean
  readonly retryAfterMs: number | null
  body(call: Call): string
  /** What answers instead where the request names no model; null for this one. */
  readonly withoutModel: CompiledError | null
}

const DEFAULT_RETRY_AFTER_MS = 1000

/** What the catalogue knows of a status; undefined for one it does not have. */
export const factsOf = (status: number): StatusFacts | undefined =>
  (errors as Readonly<Record<number, StatusFacts>>)[status]

/** The reason phrase of a status: the documented one, else HTTP's. */
export const reasonOf = (status: number): string => factsOf(status)?.title ?? STATUS_CODES[status] ?? 'Status'

// what comes from the request is marked with characters of the private use area, so that no text of a user's is taken for a template
const OPEN = '\ue000'
const CLOSE = '\ue001'
const MARKED = /\ue000([a-zA-Z]+)\ue001/

const fromRequest: Readonly<Record<string, (call: Call) => string | null>> = {
  model: call => call.model,
  encodedModel: call => call.model && encodeURIComponent(call.model),
  tier: call => call.tier,
  organization: call => organizationOf(call.key),
  method: call => call.method,
  path: call => call.path,
}

const marks = Object.fromEntries(Object.keys(fromRequest).map(name => [name, OPEN + name + CLOSE]))

/** A text whose marked parts come from the request; the others are fixed. */
const fillLater = (
  text: string,
  sample: Readonly<Record<string, string>>,
  encode: (value: string) => string,
): ((call: Call) => string) => {
  const parts = text.split(MARKED)
  if (parts.length === 1) return () => text
  return call => {
    let filled = ''
    for (let i = 0; i < parts.length; i += 1) {
      const part = parts[i] ?? ''
      filled += i % 2 === 0 ? part : encode(fromRequest[part]?.(call) ?? sample[part] ?? '')
    }
    return filled
  }
}

const inJson = (value: string): string => goJson(value).slice(1, -1)

// a 413 is about one request alone: its numbers do not follow from a wait
const numbersOf = (status: number, variant: JsonVariant, waitMs: number | null): LimitNumbers | null =>
  status === 429 && variant.dimension && waitMs !== null ? limitNumbers(variant.dimension, waitMs) : null

const limitHeaders = (variant: JsonVariant, numbers: LimitNumbers | null): HeaderList => {
  if (!variant.rateLimitHeaders) return []
  const daily = variant.dimension === 'RPD' ? numbers : null
  const perMinute = variant.dimension === 'TPM' ? numbers : null
  return rateLimitList({
    limitRequests: daily?.limit ?? injectedLimits.requestsPerDay,
    usedRequests: daily?.used ?? 1,
    limitTokens: perMinute?.limit ?? injectedLimits.tokensPerMinute,
    usedTokens: perMinute?.used ?? 0,
  })
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
): ((call: Call) => string) => {
  const fill = {
    ...marks,
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
  if (spec.retryAfterMs !== undefined) return spec.retryAfterMs
  if (spec.status === 429 && variant.kind === 'json') return DEFAULT_RETRY_AFTER_MS
  const usual = variant.headers?.['retry-after']
  return usual === undefined ? null : Number(usual) * 1000
}

const compileJson = (spec: ErrorSpec, variant: JsonVariant, waitMs: number | null) => {
  const numbers = numbersOf(spec.status, variant, waitMs)
  return {
    fromGroq: true,
    headers: [...listOf(jsonHeaders), ...limitHeaders(variant, numbers), ...listOf(commonHeaders)],
    body: jsonBody(spec, variant, numbers, waitMs),
  }
}

const escapeHtml = (value: string): string => value.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`)

const compilePage = (page: PageVariant) => ({
  fromGroq: false,
  headers: ['content-type', page.contentType],
  body: fillLater(fillTemplate(page.html, marks, page.sample), page.sample, escapeHtml),
})

/** Prepares an error; what is left to do for a request is to fill in its model and path. */
export const compileError = (spec: ErrorSpec): CompiledError => {
  const facts = factsOf(spec.status)
  const reason = reasonOf(spec.status)
  const name = spec.variant ?? facts?.defaultVariant ?? null
  const variant = (name === null ? undefined : facts?.variants[name]) ?? plainVariant(spec.status, reason)
  const retryAfterMs = waitOf(spec, variant)
  const { fromGroq, headers, body } =
    variant.kind === 'json' ? compileJson(spec, variant, retryAfterMs) : compilePage(variant)
  change(headers, {
    ...variant.headers,
    ...(retryAfterMs === null ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }),
    ...spec.headers,
  })
  return {
    status: spec.status,
    reason,
    // a text of the rule's own is no variant of the catalogue
    variant: spec.message !== undefined && spec.variant === undefined ? null : name,
    headers,
    fromGroq,
    retryAfterMs,
    body,
    // a 404 without a model to name is one of the URL
    withoutModel:
      spec.status === 404 && spec.variant === undefined ? compileError({ ...spec, variant: 'unknown-url' }) : null,
  }
}
