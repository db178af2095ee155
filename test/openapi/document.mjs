// Groq's OpenAPI document as validators. Version 3.0.1: `nullable` is turned into a type that JSON Schema knows.
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { parse } from 'yaml'

/** A schema in which null is a type and what is no constraint is gone. */
const asJsonSchema = value => {
  if (Array.isArray(value)) return value.map(asJsonSchema)
  if (typeof value !== 'object' || value === null) return value
  const { nullable, example, default: _default, discriminator, format, ...rest } = value
  const schema = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, asJsonSchema(inner)]))
  if (nullable !== true) return schema
  return { anyOf: [schema, { type: 'null' }] }
}

const METHODS = ['get', 'post', 'delete']

/**
 * Where recordings of the API, or the samples beside its document, differ from it, they are right and the mock follows them
 * (docs/facts/groq-wire.md §3).
 */
const seenOtherwise = [
  // `"usage_breakdown":null` stands in every recorded completion of a plain model (§3.2)
  ({ CreateChatCompletionResponse: { properties } }) => {
    properties.usage_breakdown = { nullable: true, allOf: [properties.usage_breakdown] }
  },
  // a recorded message that calls tools has no `content` (§3.2)
  ({ ChatCompletionResponseMessage: message }) => {
    message.required = message.required.filter(name => name !== 'content')
  },
  // recorded chunks of compound systems say `"system_fingerprint":null` (§3.3)
  ({ CreateChatCompletionStreamResponse: { properties } }) => {
    properties.system_fingerprint = { ...properties.system_fingerprint, nullable: true }
  },
  // a duration is a number of seconds wherever an answer was seen; the document says text (§3.6)
  schemas => {
    for (const name of ['CreateTranscriptionResponseVerboseJson', 'CreateTranslationResponseVerboseJson'])
      schemas[name].properties.duration = { type: 'number' }
  },
  // the documented samples of a batch have null where nothing is known yet (§3.9)
  ({ Batch: { properties, required } }) => {
    for (const [name, schema] of Object.entries(properties))
      if (!required.includes(name)) properties[name] = { nullable: true, allOf: [schema] }
  },
]

/** Reads the document: its operations by id, and a check of a value against one of their schemas. */
export const readDocument = file => {
  const document = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 })
  for (const amend of seenOtherwise) amend(document.components.schemas)
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, validateFormats: false })
  ajv.addSchema({ $id: 'groq', components: asJsonSchema(document.components) })

  const operations = new Map()
  for (const [path, methods] of Object.entries(document.paths))
    for (const method of METHODS)
      if (methods[method]) operations.set(methods[method].operationId, { path, method, ...methods[method] })

  const compiled = new Map()
  const validatorOf = schema => {
    const key = JSON.stringify(schema)
    const known = compiled.get(key) ?? ajv.compile(JSON.parse(key.replaceAll('"#/components/', '"groq#/components/')))
    compiled.set(key, known)
    return known
  }

  /** What is wrong with a value, or null. */
  const faultOf = (schema, value) => {
    const isValid = validatorOf(asJsonSchema(schema))
    if (isValid(value)) return null
    const told = isValid.errors.slice(0, 5).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
    return told.join('; ')
  }
  return { operations, faultOf, schemas: document.components.schemas }
}
