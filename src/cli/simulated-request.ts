import type { JsonSchema } from '../json-schema.ts'
import { readTextOnce, whyUnreadable } from '../scenario/files.ts'
import { readYaml } from '../scenario/yaml/read-yaml.ts'
import { UsageError } from '../usage-error.ts'

/** A request that is only imagined. */
export interface SimulatedRequest {
  readonly method: string
  /** With `/openai/v1` and the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
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

const schema: JsonSchema = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    method: { enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] },
    path: { type: 'string', minLength: 1 },
    headers: { type: 'object', propertyNames: { type: 'string' }, additionalProperties: { type: 'string' } },
    body: {},
  },
}

const textOf = (file: string): string => {
  try {
    return readTextOnce(file)
  } catch (error) {
    throw new UsageError(`The request can't be read: ${whyUnreadable(file, error)}.`)
  }
}

/** The request in a file, JSON or YAML. What it does not say is as usual. Throws `UsageError`. */
export const readRequest = (file: string): SimulatedRequest => {
  const { value: said, problem } = readYaml<Partial<SimulatedRequest>>(textOf(file), schema, 'request')
  if (problem !== null) throw new UsageError(`${file} is not a request: ${problem.replaceAll(/\s+/g, ' ')}`)
  const lower = Object.entries(said.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])
  return { ...USUAL_REQUEST, ...said, headers: Object.fromEntries(lower) }
}
