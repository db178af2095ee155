import { isObject, type JsonObject, list, member } from '../../json-value.ts'

const TYPES = new Set<unknown>(['object', 'array', 'string', 'integer', 'number', 'boolean', 'null'])

/** What a schema that describes a field has. */
const DESCRIBES = ['$ref', 'anyOf', 'allOf', 'oneOf', 'enum', 'const'] as const

const describesValue = (value: unknown): boolean =>
  isObject(value) &&
  (TYPES.has(value.type) || list(value.type).some(type => TYPES.has(type)) || DESCRIBES.some(key => key in value))

const hasProperties = ({ properties }: JsonObject): boolean =>
  isObject(properties) && Object.values(properties).every(isObject)

const isSchema = (value: JsonObject): boolean => {
  if (hasProperties(value)) return value.type === undefined || value.type === 'object'
  const more = Object.keys(value).length > 1
  return (TYPES.has(value.type) && more) || (isObject(value.$defs) && DESCRIBES.some(key => key in value))
}

/** Fields with what describes each, without a schema around them: with the definitions that they refer to. */
const ofFields = (value: JsonObject): JsonObject | null => {
  const { $defs, ...fields } = value
  const all = Object.entries(fields)
  if (all.length === 0 || !all.every(([, field]) => describesValue(field))) return null
  const definitions = isObject($defs) ? Object.entries($defs) : []
  return {
    type: 'object',
    properties: fields,
    required: Object.keys(fields),
    $defs: Object.fromEntries(
      definitions.map(([name, one]) => [name, isObject(one) && !describesValue(one) ? (ofFields(one) ?? one) : one]),
    ),
  }
}

/** The schema within what APIs take for one: `json_schema.schema`, a format's `schema`, a function's `parameters`. */
const inner = (value: JsonObject): unknown =>
  member(value.json_schema, 'schema') ??
  (isObject(value.schema) && isSchema(value.schema) ? value.schema : undefined) ??
  (typeof value.name === 'string' ? value.parameters : undefined)

/** The JSON Schema that a value is, holds, or lists the fields of; null where it is something else. */
export const asSchema = (value: JsonObject): JsonObject | null => {
  const held = inner(value)
  if (isObject(held)) return held
  return isSchema(value) ? value : ofFields(value)
}
