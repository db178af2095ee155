/** A JSON Schema, as the description of the control API has it. One with a title is described once, and referred to. */
export type Shape = Readonly<Record<string, unknown>>

export const text = (description: string, more: Shape = {}): Shape => ({ type: 'string', description, ...more })
export const flag = (description: string): Shape => ({ type: 'boolean', description })
/** A whole number from 0. */
export const count = (description: string): Shape => ({ type: 'integer', minimum: 0, description })
export const number = (description: string): Shape => ({ type: 'number', description })
export const oneOf = (values: readonly unknown[], description: string): Shape => ({ enum: values, description })
export const list = (items: Shape, description: string): Shape => ({ type: 'array', items, description })
/** Values by names that nobody knows before. */
export const byName = (values: Shape, description: string): Shape => ({
  type: 'object',
  additionalProperties: values,
  description,
})

/** The same, or null; it tells what null means. */
export const orNull = ({ description, ...shape }: Shape, means: string): Shape => ({
  anyOf: [shape, { type: 'null' }],
  description: description === undefined ? means : `${description} ${means}`,
})

/** An object with these properties and no others; all of them are there but those that are named. */
export const object = (properties: Readonly<Record<string, Shape>>, optional: readonly string[] = []): Shape => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter(name => !optional.includes(name)),
  properties,
})

/** The same with a name of its own. */
export const named = (
  title: string,
  description: string,
  properties: Readonly<Record<string, Shape>>,
  optional: readonly string[] = [],
): Shape => ({ title, description, ...object(properties, optional) })
