import { isObject, type JsonObject } from '../../json-value.ts'

/** Whether a schema describes an object: by its type, alone or among others, or by having properties. */
export const isObjectSchema = (schema: unknown): schema is JsonObject => {
  if (!isObject(schema)) return false
  const { type, properties } = schema
  return type === 'object' || (Array.isArray(type) && type.includes('object')) || isObject(properties)
}
