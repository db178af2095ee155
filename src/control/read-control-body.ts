import type { JsonSchema } from '../json-schema.ts'
import { readYaml, type YamlReading } from '../scenario/yaml/read-yaml.ts'

/** Reads the body of a control call, JSON or YAML, and holds it against its schema. Never throws. */
export const readControlBody = <Value>(body: unknown, schema: JsonSchema): YamlReading<Value> =>
  typeof body === 'string' && body.trim() !== ''
    ? readYaml(body, schema, 'body')
    : { value: null, problem: 'The body is empty; send JSON or YAML.' }
