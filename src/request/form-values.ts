import type { BodySchema } from './body-schema.ts'

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

const meantBy = ({ type }: BodySchema, field: unknown): unknown => {
  if (typeof field !== 'string') return field
  if (type === 'array') return [field]
  return (type === 'number' || type === 'integer') && NUMBER.test(field) ? Number(field) : field
}

/** The fields of a form as the schema means them: numbers that came as text, and lists that came as a single item. */
export const formValues = ({ properties = {} }: BodySchema, fields: unknown): unknown => {
  if (typeof fields !== 'object' || fields === null) return fields
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      Object.hasOwn(properties, name) ? meantBy(properties[name] ?? {}, field) : field,
    ]),
  )
}
