import { STATUS_CODES } from 'node:http'
import type { Call } from '../call.ts'
import { errors, type JsonVariant, type PageVariant, type StatusFacts } from '../groq/errors.ts'
import { goDuration, goJson } from '../groq/go.ts'
import { injectedLimits, jsonHeaders } from '../groq/headers.ts'
import { type LimitNumbers, limitNumbers } from '../groq/limit-numbers.ts'
import { rateLimitHeaders } from '../groq/rate-limit-headers.ts'
import type { ErrorSpec } from './error-spec.ts'
import { organizationOf } from './organization.ts'

/** An error with everything done that can be done before the request is there. */
export interface CompiledError {
  readonly status: number
  readonly reason: string
  /** The catalogue's name of the body, or null where the catalogue has none for the status. */
  readonly variant: string | null
  readonly headers: Readonly<Record<string, string>>
  /** Whether the answer comes from Groq's servers (with a request id), not from the edge before them. */
  readonly fromGroq: boolean
  readonly retryAfterMs: number | null
  body(call: Call): string
}

const DEFAULT_RETRY_AFTER_MS = 1000

/** What the catalogue knows of a status; undefined for one it does not have. */
export const factsOf = (status: number): StatusFacts | undefined =>
  (errors as Readonly<Record<number, StatusFacts>>)[status]

// filled-in parts of a template are marked with characters of the private use area, so that a text from a user is never taken for a template
const OPEN = '\ue000'
const CLOSE = '\ue001'
const MARKED = /\ue000([a-zA-Z]+)\ue001/

const fromRequest: Readonly<Record<string, (call: Call) => string | null>> = {
  model: call => call.model,
  tier: call => call.tier ?? 'on_demand',
  organization: call => organizationOf(call.key),
  method: call => call.method,
  path: call => call.path,
}

const mark = (template: string, known: Readonly<Record<string, string>>): string =>
  template.replace(/\{([a-zA-Z]+)\}/g, (_all, name: string) =>
    name in fromRequest ? OPEN + name + CLOSE : (known[name] ?? ''),
  )

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

const numbersOf = (variant: JsonVariant, waitMs: number | null): LimitNumbers | null =>
  variant.dimension && waitMs !== null ? limitNumbers(variant.dimension, waitMs) : null

const limitHeaders = (variant: JsonVariant, numbers: LimitNumbers | null): Record<string, string> => {
  if (!variant.rateLimitHeaders) return {}
  const daily = variant.dimension === 'RPD' ? numbers : null
  const perMinute = variant.dimension === 'TPM' ? numbers : null
  return rateLimitHeaders({
    limitRequests: daily?.limit ?? injectedLimits.requestsPerDay,
    usedRequests: daily?.used ?? 1,
    limitTokens: perMinute?.limit ?? injectedLimits.tokensPerMinute,
    usedTokens: perMinute?.used ?? 0,
  })
}

const jsonBody = (
  spec: ErrorSpec,
  variant: JsonVariant,
  numbers: LimitNumbers | null,
  waitMs: number | null,
): ((call: Call) => string) => {
  const known: Record<string, string> = { ...variant.sample }
  if (numbers) {
    for (const name of ['limit', 'used', 'requested'] as const) known[name] = String(numbers[name])
    known.tryAgainIn = goDuration(waitMs ?? 0)
  }
  const param = spec.param ?? variant.param
  const code = spec.code ?? variant.code
  const error: Record<string, string> = {
    message: spec.message ?? mark(variant.message, known),
    type: spec.type ?? variant.type,
  }
  if (param !== undefined) error.param = spec.param ?? mark(param, known)
  if (code !== undefined) error.code = code
  if (variant.failedGeneration !== undefined) error.failed_generation = variant.failedGeneration
  return fillLater(`${goJson({ error })}\n`, variant.sample, inJson)
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
  return spec.status === 429 && variant.kind === 'json' ? DEFAULT_RETRY_AFTER_MS : null
}

const compileJson = (spec: ErrorSpec, variant: JsonVariant, waitMs: number | null) => {
  const numbers = numbersOf(variant, waitMs)
  return {
    fromGroq: true,
    headers: { ...jsonHeaders, ...limitHeaders(variant, numbers), ...variant.headers },
    body: jsonBody(spec, variant, numbers, waitMs),
  }
}

const escapeHtml = (value: string): string => value.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`)

const compilePage = (page: PageVariant) => ({
  fromGroq: false,
  headers: { 'content-type': page.contentType, ...page.headers },
  body: fillLater(mark(page.html, page.sample), page.sample, escapeHtml),
})

/** Prepares an error; what is left to do for a request is to fill in its model and path. */
export const compileError = (spec: ErrorSpec): CompiledError => {
  const facts = factsOf(spec.status)
  const reason = facts?.title ?? STATUS_CODES[spec.status] ?? 'Error'
  const name = spec.variant ?? facts?.defaultVariant ?? null
  const variant = (name === null ? undefined : facts?.variants[name]) ?? plainVariant(spec.status, reason)
  const retryAfterMs = waitOf(spec, variant)
  const { fromGroq, headers, body } =
    variant.kind === 'json' ? compileJson(spec, variant, retryAfterMs) : compilePage(variant)
  const retryAfter = retryAfterMs === null ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }
  return {
    status: spec.status,
    reason,
    variant: name,
    headers: { ...headers, ...retryAfter, ...spec.headers },
    fromGroq,
    retryAfterMs,
    body,
  }
}
