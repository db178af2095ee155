import type { JsonSchema } from '../json-schema.ts'
import type { Reads } from '../scenario/reader.ts'
import type { YamlReading } from '../scenario/yaml/read-yaml.ts'

/** Reads the body of a control call, JSON or YAML, and holds it against its schema. Never rejects. */
export const readControlBody = async <Value>(
  reader: Reads,
  body: unknown,
  schema: JsonSchema,
): Promise<YamlReading<Value>> => {
  if (typeof body !== 'string' || body.trim() === '')
    return { value: null, problem: 'The body is empty; send JSON or YAML.' }
  const done = await reader.read({ kind: 'body', text: body, schema })
  // it was held against the schema
  return 'failure' in done
    ? { value: null, problem: `The body was not read: ${done.failure}.` }
    : (done.result as YamlReading<Value>)
}
