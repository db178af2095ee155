import { operations } from '../groq/endpoints.ts'
import type { JsonSchema } from '../json-schema.ts'
import { member } from '../json-value.ts'
import { operationAt } from '../request/operations.ts'
import { splitPrefix } from '../request/selection.ts'
import { parseSize } from '../units.ts'
import { UsageError } from '../usage-error.ts'
import { readRequestFile } from './read-request-file.ts'
import { requestPathOf, type SaidQuery } from './request-path.ts'

/** A request that is only imagined. */
export interface SimulatedRequest {
  readonly method: string
  /** With `/openai/v1` and the query. */
  readonly path: string
  /** Names in lower case; null for one that is not sent. */
  readonly headers: Readonly<Record<string, string | null>>
  /** Any JSON, which is the fields where a form is taken; undefined for none. */
  readonly body?: unknown
  /** The recording in a form; absent for none. */
  readonly file?: ImaginedFile
}

/** A recording that nobody has: what matters of it. */
export interface ImaginedFile {
  readonly filename: string
  readonly bytes: number
  readonly seconds: number
}

/** What is asked where nothing else is said. */
export const USUAL_REQUEST: SimulatedRequest = {
  method: 'POST',
  path: '/openai/v1/chat/completions',
  headers: {},
  body: { model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }] },
}

/** What a file says. */
interface SaidRequest {
  readonly method?: string
  readonly path?: string
  readonly query?: SaidQuery
  readonly headers?: Readonly<Record<string, string | null>>
  readonly body?: unknown
  readonly file?: SaidFile
}

interface SaidFile {
  readonly name?: string
  readonly bytes?: string
  readonly seconds?: number
}

const value: JsonSchema = {
  expects: 'text, a number, true or false',
  anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }],
}

const schema: JsonSchema = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    method: { enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] },
    path: { type: 'string', minLength: 1 },
    query: {
      type: 'object',
      additionalProperties: {
        expects: 'text, a number, true, false, or a list of those',
        anyOf: [...(value.anyOf ?? []), { type: 'array', items: value }],
      },
    },
    headers: {
      type: 'object',
      propertyNames: { type: 'string', format: 'asked-header-name' },
      additionalProperties: {
        expects: 'text, or null for none',
        anyOf: [{ type: 'string', format: 'header-value' }, { type: 'null' }],
      },
    },
    body: {},
    file: {
      type: 'object',
      minProperties: 1,
      additionalProperties: false,
      properties: {
        name: { type: 'string', minLength: 1 },
        bytes: { type: 'string', format: 'size' },
        seconds: { type: 'number', minimum: 0 },
      },
    },
  },
}

const BODILESS = new Set(['GET', 'HEAD'])

/** The operation that the mock would find there. */
export const operationOf = ({ method, path }: Pick<SimulatedRequest, 'method' | 'path'>) =>
  operationAt(method, splitPrefix(path).rest.split('?')[0] ?? '')

/** The method that is meant where none is said: POST, but for what can only be read. */
const usualMethod = (path: string): string =>
  operationOf({ method: 'POST', path }) === null && operationOf({ method: 'GET', path }) !== null ? 'GET' : 'POST'

type Asked = Pick<SimulatedRequest, 'method' | 'path'>

const RECORDED = new Set(['audio.transcriptions', 'audio.translations'])

const isOfRecording = (asked: Asked): boolean => {
  const operation = operationOf(asked)
  return operation !== null && RECORDED.has(operations[operation].endpoint)
}

const bodyOf = ({ body }: SaidRequest, asked: Asked) => {
  if (body !== undefined) return { body }
  if (isOfRecording(asked)) return { body: { model: 'whisper-large-v3' } }
  return operationOf(asked) === 'createChatCompletion' ? { body: USUAL_REQUEST.body } : {}
}

const USUAL_SECONDS = 10
/** Of a recording in mono, with 16 bits a sample and 16 000 of them a second. */
const BYTES_PER_SECOND = 32_000

/** A recording goes with every form that wants one, but for those that say where it is. */
const fileOf = ({ file, body }: SaidRequest, asked: Asked): { readonly file?: ImaginedFile } => {
  if (!isOfRecording(asked) || (file === undefined && member(body, 'url') !== undefined)) return {}
  const { name = 'speech.wav', bytes, seconds = USUAL_SECONDS } = file ?? {}
  const usual = Math.ceil(seconds * BYTES_PER_SECOND)
  return { file: { filename: name, bytes: (bytes === undefined ? null : parseSize(bytes)) ?? usual, seconds } }
}

/** The request in a file, JSON or YAML. What it does not say is as usual. Throws `UsageError`. */
export const readRequest = (file: string): SimulatedRequest => {
  const said = readRequestFile<SaidRequest>(file, schema)
  const wrong = (problem: string): UsageError => new UsageError(`${file} is not a request: ${problem}`)
  const path = requestPathOf(said.path ?? USUAL_REQUEST.path, said.query ?? {})
  if ('problem' in path) throw wrong(path.problem)
  const method = said.method ?? usualMethod(path.path)
  if (said.body !== undefined && BODILESS.has(method))
    throw wrong(`it has a body, and ${method} sends none. Take the body out, or write another method.`)
  const headers = Object.entries(said.headers ?? {}).map(([name, text]) => [name.toLowerCase(), text])
  const asked = { method, path: path.path }
  if (said.file !== undefined && !isOfRecording(asked))
    throw wrong('it has a file, which only POST /audio/transcriptions and POST /audio/translations take here.')
  return { ...asked, headers: Object.fromEntries(headers), ...bodyOf(said, asked), ...fileOf(said, asked) }
}
