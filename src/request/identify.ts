import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import type { Call, KnownBody, Problem } from '../call.ts'
import { type OperationId, operations } from '../groq/endpoints.ts'
import { bodyProblem, problemAhead } from './body-problem.ts'
import { fingerprintOf } from './fingerprint-of.ts'
import { inquiryOf } from './inquiry.ts'
import { KnownBodies, readAgain } from './known-bodies.ts'
import { isKnownPath, isNameless, pathNames } from './operations.ts'
import { SLICE_BYTES } from './parse-in-slices.ts'
import { readFormBody } from './read-form-body.ts'
import type { BodyRead, ReadBody, Received, WholeBody } from './received.ts'
import { tooLarge } from './too-large.ts'

const NOTHING: ReadBody = { value: undefined, problem: null }
const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i

const INVALID: ReadBody = { value: undefined, problem: { name: 'invalid-json' } }
const LONG_NAME: ReadBody = {
  value: undefined,
  problem: {
    name: 'body-too-large',
    message: `The request body has a name of more than ${SLICE_BYTES} bytes, which is more than is read of one.`,
  },
}

const parse = (body: WholeBody): ReadBody => {
  const { content, json } = body
  if (json?.isJson) return { value: json.value, problem: null }
  if (json) return json.tooLong ? LONG_NAME : INVALID
  try {
    if (isUtf8(content)) return { value: JSON.parse(content.toString()), problem: null }
  } catch {
    // told below, as for bytes that are no text
  }
  return INVALID
}

const bytesOf = (body: BodyRead): number =>
  body.kind === 'none' ? 0 : body.kind === 'whole' ? body.content.length : body.bytes

const contentTypeProblem = (headers: IncomingHttpHeaders, body: BodyRead): Problem | null => {
  const type = headers['content-type']
  const hasBody = bytesOf(body) > 0
  return (type === undefined ? hasBody : !JSON_TYPE.test(type)) ? { name: 'wrong-content-type' } : null
}

const understood = (
  body: WholeBody,
  operation: OperationId,
  { isLine, validation }: Pick<Received, 'isLine' | 'validation'>,
): ReadBody => {
  const read = parse(body)
  if (read.problem) return read
  const readable = { operation, body: read.value, file: null, bodyBytes: body.content.length, isLine }
  return { value: read.value, problem: bodyProblem(readable, validation) }
}

const readJson = (received: Received, operation: OperationId, known: KnownBody | null): ReadBody => {
  const { headers, body, isLine, validation } = received
  const typeProblem = contentTypeProblem(headers, body)
  if (typeProblem) return { value: undefined, problem: typeProblem }
  if (body.kind === 'too-large') return { value: undefined, problem: tooLarge(body) }
  if (body.kind !== 'whole' || body.content.length === 0) return { value: undefined, problem: { name: 'empty-body' } }
  const understand = (): ReadBody => understood(body, operation, received)
  // a line of a batch is refused what a request is not
  return known === null || isLine ? understand() : readAgain(known, operation, validation, understand)
}

const urlProblem = ({ operation, refused }: Received, path: string): Problem | null => {
  if (refused) return refused
  // what Fastify takes for the path of an operation, and names nothing, must not be answered for something else
  if (operation) return isNameless(operation, path) ? { name: 'unknown-url' } : null
  return { name: isKnownPath(path) ? 'wrong-method' : 'unknown-url' }
}

const readBody = (received: Received, path: string, known: KnownBody | null): ReadBody => {
  const problem = urlProblem(received, path)
  if (problem || !received.operation) return { value: undefined, problem }
  const { body } = operations[received.operation]
  if (body === 'none') return NOTHING
  const isForm = body === 'multipart' && !received.isLine
  return isForm ? readFormBody(received, received.operation) : readJson(received, received.operation, known)
}

// a key may hold blanks: what tests of SDKs use is `My API Key`
const BEARER = /^Bearer +(\S.*)$/i

const keyOf = (headers: IncomingHttpHeaders): string | null => {
  const { authorization } = headers
  if (authorization === undefined) return null
  if (authorization.startsWith('Bearer ') && !authorization.includes(' ', 7)) return authorization.slice(7) || null
  return BEARER.exec(authorization)?.[1] ?? null
}

const textIn = (value: unknown, key: string): string | null => {
  const found =
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : null
  return typeof found === 'string' ? found : null
}

/** No id of a model is longer; the answer tells it often, and in a stream with each event. */
const LONGEST_MODEL = 1000

const modelIn = (value: unknown): string | null => {
  const model = textIn(value, 'model')
  return model === null || model.length <= LONGEST_MODEL ? model : `${model.slice(0, LONGEST_MODEL)}…`
}

const retryCountOf = (headers: IncomingHttpHeaders): number | null => {
  const text = headers['x-stainless-retry-count']
  return typeof text === 'string' && /^\d{1,4}$/.test(text) ? Number(text) : null
}

const isReadable = ({ value }: ReadBody): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether it takes long to understand what a body says, so that it is looked at in steps before. */
export const takesLong = (body: BodyRead): boolean =>
  (body.kind === 'whole' && body.json !== undefined) || (body.kind === 'form' && body.isLong === true)

/** Looks at a large body before its request is identified, which then finds what is wrong with it. */
export function* lookAhead({ operation, body, validation }: Received): Generator<void, void> {
  if (operation === null) return
  const form = operations[operation].body
  if (form === 'json' && body.kind === 'whole' && body.json?.isJson)
    yield* problemAhead({ operation, body: body.json.value, file: null, bodyBytes: body.content.length }, validation)
  if (form === 'multipart' && body.kind === 'form')
    yield* problemAhead({ operation, body: body.fields, file: body.file, bodyBytes: body.bytes }, validation)
}

const bodies = new KnownBodies()

const knownIn = (body: BodyRead): KnownBody | null =>
  body.kind === 'whole' && body.json === undefined ? bodies.find(body.content) : null

/** Understands a request: which operation, for which model, on whose behalf, and the first thing that is wrong with it. */
export const identify = (received: Received): Call => {
  const { method, url, headers, operation, body, selection } = received
  const question = url.indexOf('?')
  const path = question === -1 ? url : url.slice(0, question)
  const known = knownIn(body)
  const read = readBody(received, path, known)
  const readable = isReadable(read)
  const names = operation && pathNames(operation, path)
  const inquiry = received.refused === null ? inquiryOf(method, path, headers) : null
  return {
    method,
    path,
    query: question === -1 ? '' : url.slice(question),
    operation,
    endpoint: operation ? operations[operation].endpoint : (inquiry?.endpoint ?? null),
    headers,
    key: keyOf(headers),
    model: names?.model ?? modelIn(read.value),
    resource: names?.resource ?? null,
    tier: readable ? (textIn(read.value, 'service_tier') ?? 'on_demand') : null,
    stream: readable ? (read.value as { stream?: unknown }).stream === true : null,
    body: read.value,
    file: body.kind === 'form' ? body.file : null,
    bodyBytes: bytesOf(body),
    fingerprint: fingerprintOf(method, url, body, known),
    retryCount: retryCountOf(headers),
    problem: read.problem,
    selection,
    inquiry,
    known,
  }
}
