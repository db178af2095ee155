/** A JSON Schema, as the description of the control API has it. One with a title is described once, and referred to. */
export type Shape = Readonly<Record<string, unknown>>
/** Schemas by the names of what they describe. */
type Shapes = Readonly<Record<string, Shape>>

export const text = (description: string) => ({ type: 'string', description }) as const
export const flag = (description: string) => ({ type: 'boolean', description }) as const
/** A whole number from 0. */
export const count = (description: string) => ({ type: 'integer', minimum: 0, description }) as const
export const number = (description: string) => ({ type: 'number', description }) as const
export const oneOf = <const Value>(values: readonly Value[], description: string) =>
  ({ enum: values, description }) as const
export const list = <const Items extends Shape>(items: Items, description: string) =>
  ({ type: 'array', items, description }) as const
/** Values by names that nobody knows before. */
export const byName = <const Values extends Shape>(values: Values, description: string) =>
  ({ type: 'object', additionalProperties: values, description }) as const

/** The same, or null; it tells what null means. */
export const orNull = <const One extends Shape & { readonly description?: string }>(
  { description, ...shape }: One,
  means: string,
) =>
  ({
    anyOf: [shape, { type: 'null' }],
    description: description === undefined ? means : `${description} ${means}`,
  }) as const

/** An object with these properties and no others; all of them are there but those that are named. */
export const object = <const Properties extends Shapes, const Optional extends keyof Properties & string = never>(
  properties: Properties,
  optional: readonly Optional[] = [],
) =>
  ({
    type: 'object',
    additionalProperties: false,
    required: Object.keys(properties).filter(
      (name): name is Exclude<keyof Properties & string, Optional> => !optional.some(one => one === name),
    ),
    properties,
  }) as const

/** The same with a name of its own. */
export const named = <const Properties extends Shapes, const Optional extends keyof Properties & string = never>(
  title: string,
  description: string,
  properties: Properties,
  optional: readonly Optional[] = [],
) => ({ title, description, ...object(properties, optional) }) as const
