import type { JsonSchema } from '../json-schema.ts'
import { operationAt } from '../request/operations.ts'
import { splitPrefix } from '../request/selection.ts'
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
  /** Any JSON; undefined for none. */
  readonly body?: unknown
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
  },
}

const BODILESS = new Set(['GET', 'HEAD'])

/** The operation that the mock would find there. */
export const operationOf = ({ method, path }: Pick<SimulatedRequest, 'method' | 'path'>) =>
  operationAt(method, splitPrefix(path).rest.split('?')[0] ?? '')

/** The method that is meant where none is said: POST, but for what can only be read. */
const usualMethod = (path: string): string =>
  operationOf({ method: 'POST', path }) === null && operationOf({ method: 'GET', path }) !== null ? 'GET' : 'POST'

const bodyOf = ({ body }: SaidRequest, asked: Pick<SimulatedRequest, 'method' | 'path'>) => {
  if (body !== undefined) return { body }
  return operationOf(asked) === 'createChatCompletion' ? { body: USUAL_REQUEST.body } : {}
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
  return { ...asked, headers: Object.fromEntries(headers), ...bodyOf(said, asked) }
}
