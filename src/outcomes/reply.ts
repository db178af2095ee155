import type { Call } from '../call.ts'
import { commonHeaders, jsonHeaders } from '../groq/headers.ts'
import type { JsonSchema } from '../json-schema.ts'
import type { PathDiagnostic } from '../path-diagnostic.ts'
import { change, listOf } from '../wire/header-list.ts'
import { answerTo, successHeaders } from './complete.ts'
import { deliver, type Given } from './deliver.ts'
import { reasonOf } from './error/compile-error.ts'
import { eventsIn } from './events-in.ts'
import { injectedPart } from './injected-part.ts'
import type { OutcomeKind } from './outcome-kind.ts'
import { type Performance, type Performed, withChanges } from './performance.ts'
import { diagnoseHeaders, headersOf, headersSchema, type SaidHeaders } from './said-headers.ts'
import { templateSchema } from './text-or-template.ts'

/** What stands behind `reply:` in a scenario. */
export interface RawReply {
  readonly status?: number
  readonly headers?: SaidHeaders
  readonly body?: unknown
  readonly file?: string
  /** A body that is made from the request; where it is filled, what it came to. */
  readonly template?: string
}

/** A literal response; without a body, and with 206, a part of what success would give. */
export interface ReplySpec {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
}

const schema: JsonSchema = {
  type: 'object',
  description: 'A literal response. 206 without a body is a part of the answer that success would give.',
  examples: [{ status: 206 }, { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>hello</p>' }],
  additionalProperties: false,
  minProperties: 1,
  properties: {
    status: {
      type: 'integer',
      minimum: 200,
      maximum: 599,
      description: 'The HTTP status; by default 200.',
      examples: [206],
    },
    headers: headersSchema,
    body: { description: 'Text as it is, or anything else as JSON.', examples: ['hello', { ok: true }] },
    file: {
      type: 'string',
      minLength: 1,
      description: 'A file next to the scenario; its bytes are the body.',
      examples: ['page.html'],
    },
    template: templateSchema,
  },
}

/** Whether a content type is that of events, whatever its parameters. */
export const isEventStream = (contentType: string | undefined): boolean =>
  /^\s*text\/event-stream\s*(?:;|$)/i.test(contentType ?? '')

/** Where a body may stand. */
const BODIES = ['body', 'file', 'template'] as const

const BODILESS = new Set([204, 304])

const diagnose: OutcomeKind<RawReply, ReplySpec>['diagnose'] = (raw, place) => {
  const found: PathDiagnostic[] = []
  const [first, second] = BODIES.filter(key => raw[key] !== undefined)
  if (second !== undefined)
    found.push({
      path: [second],
      severity: 'error',
      message: `the body is given twice, as "${first}" and as "${second}"`,
      hint: 'Keep one of them.',
    })
  if (raw.status !== undefined && BODILESS.has(raw.status) && first !== undefined)
    found.push({
      path: ['status'],
      severity: 'error',
      message: `an answer with status ${raw.status} has no body`,
      hint: 'Leave the body out, or use another status.',
    })
  const bytes = raw.file === undefined ? null : place.readFile(raw.file)
  if (typeof bytes === 'string') found.push({ path: ['file'], severity: 'error', message: bytes })
  else
    for (const one of diagnoseHeaders(raw.headers, bytes ?? bytesOf(raw, place.readFile)))
      found.push({ ...one, path: ['headers', ...one.path] })
  return found
}

const bytesOf = (
  { file, template, body = template }: RawReply,
  readFile: (name: string) => Uint8Array | string,
): Uint8Array | null => {
  if (file !== undefined) {
    const bytes = readFile(file)
    return typeof bytes === 'string' ? null : bytes
  }
  if (body === undefined) return null
  return Buffer.from(typeof body === 'string' ? body : `${JSON.stringify(body)}\n`)
}

const read: OutcomeKind<RawReply, ReplySpec>['read'] = (raw, place) => {
  const body = bytesOf(raw, place.readFile)
  const text = typeof (raw.body ?? raw.template) === 'string' || raw.file !== undefined
  const form = body === null ? {} : text ? { 'content-type': 'text/plain; charset=UTF-8' } : jsonHeaders
  return { status: raw.status ?? 200, headers: { ...form, ...headersOf(raw.headers ?? {}) }, body }
}

/** The call without what may ask for a part: the part is cut here, also of an answer that knows ranges by itself. */
const forTheWhole = (call: Call): Call => {
  const { range: _range, 'if-range': _ifRange, 'if-none-match': _ifNoneMatch, ...headers } = call.headers
  return { ...call, headers }
}

const performPart = (spec: ReplySpec, performance: Performance): Performed => {
  const given = answerTo({}, { ...performance, call: forTheWhole(performance.call) })
  const whole = Buffer.from(given.kind === 'stream' ? [...given.events].join('') : given.body)
  const { bytes, contentRange } = injectedPart(whole, performance.call.headers.range)
  const headers = successHeaders(given, performance)
  change(headers, { 'content-range': contentRange, ...spec.headers })
  const head = { status: 206, reason: 'Partial Content', headers: withChanges(headers, performance) }
  return deliver(head, { kind: 'whole', body: bytes }, performance)
}

/** A literal stream goes out as it stands in one piece, or event by event where something happens to it. */
const givenBy = ({ headers, body }: ReplySpec, { stream, breaks }: Performance): Given => {
  const isChanged = stream !== null || breaks !== undefined
  return isChanged && body !== null && isEventStream(headers['content-type'])
    ? { kind: 'literal', events: eventsIn(body) }
    : { kind: 'whole', body: body ?? '' }
}

/** A literal response. */
export const reply: OutcomeKind<RawReply, ReplySpec> = {
  schema,
  diagnose,
  read,
  describe: ({ status, body }) =>
    status === 206 && body === null
      ? '206 Partial Content, a part of the answer'
      : `the literal answer ${status} ${reasonOf(status)}`,
  perform: (spec, performance) => {
    if (spec.status === 206 && spec.body === null) return performPart(spec, performance)
    const headers = [...listOf(commonHeaders), 'x-request-id', performance.fresh.requestId]
    change(headers, spec.headers)
    const head = { status: spec.status, reason: reasonOf(spec.status), headers: withChanges(headers, performance) }
    return deliver(head, givenBy(spec, performance), performance)
  },
}
