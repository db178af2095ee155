import type { JsonSchema } from '../json-schema.ts'
import { readTextOnce, whyUnreadable } from '../scenario/files.ts'
import { readYaml } from '../scenario/yaml/read-yaml.ts'
import { UsageError } from '../usage-error.ts'

/** Somewhat more than the largest body that the API takes by default, so that its refusal can be imagined. */
const MOST_BYTES = 32 * 1024 ** 2
/** As much YAML as is read; what is longer is bodies, and they are JSON. */
const MOST_YAML = 1024 ** 2

const textOf = (file: string): string => {
  try {
    return readTextOnce(file, MOST_BYTES)
  } catch (error) {
    throw new UsageError(`The request can't be read: ${whyUnreadable(file, error)}.`)
  }
}

const read = <Said>(file: string, text: string, schema: JsonSchema): Said => {
  const { value, problem } = readYaml<Said>(text, schema, 'request')
  if (problem !== null) throw new UsageError(`${file} is not a request: ${problem.replaceAll(/\s+/g, ' ')}`)
  return value
}

const parsed = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(
      `${file} is not a request: it has ${text.length} characters and is not JSON; YAML may have ${MOST_YAML}. Write it as JSON.`,
    )
  }
}

/** A large one: its body is taken as it is, and all else is looked at as in any other. */
const readLarge = <Said>(file: string, text: string, schema: JsonSchema): Said => {
  const value = parsed(file, text)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`${file} is not a request: it is not a mapping with method, path, query, headers and body.`)
  const { body, ...rest } = value as { readonly body?: unknown }
  const small = JSON.stringify({ ...rest, body: null })
  if (small.length > MOST_YAML)
    throw new UsageError(
      `${file} is not a request: it has ${small.length} characters beside its body; at most ${MOST_YAML} are read.`,
    )
  return { ...read<Said>(file, small, schema), ...(body === undefined ? {} : { body }) }
}

/** What a file says of a request, held against this schema. Throws `UsageError`. */
export const readRequestFile = <Said>(file: string, schema: JsonSchema): Said => {
  const text = textOf(file)
  return text.length > MOST_YAML ? readLarge(file, text, schema) : read(file, text, schema)
}
