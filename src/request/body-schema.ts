/** The types of JSON that a schema may ask for. */
export type JsonType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'

/** The part of JSON Schema that request bodies are described in; what is not draft-07 is told in `groq/chat-request.ts`. */
export interface BodySchema {
  readonly type?: JsonType
  readonly nullable?: boolean
  readonly enum?: readonly (string | number | null)[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: BodySchema
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, BodySchema>>
  readonly additionalProperties?: BodySchema | false
  /** Options that exclude each other: the grammar knows no "more than one fits". */
  readonly oneOf?: readonly BodySchema[]
  readonly discriminator?: { readonly propertyName: string }
  /** An object that has these properties is of the one schema, any other of the other. */
  readonly if?: { readonly required: readonly string[] }
  readonly then?: BodySchema
  readonly else?: BodySchema
  readonly says?: Readonly<Partial<Record<JsonType, string>>>
  /** Takes no property that it does not list: the document says so, and only lenient validation does not mind. */
  readonly closed?: true
  /** A property that is documented, but was seen to be refused (docs/facts/groq-wire.md §1.2): only lenient validation knows it. */
  readonly refused?: true
}

const all = (schemas: Readonly<Record<string, BodySchema>>): Readonly<Record<string, BodySchema>> =>
  Object.fromEntries(
    Object.entries(schemas).flatMap(([name, schema]) => (schema.refused ? [] : [[name, closed(schema)]])),
  )

const closedBranches = ({ then: yes, else: no }: BodySchema): BodySchema => ({
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  ...(yes ? { then: closed(yes) } : {}),
  ...(no ? { else: closed(no) } : {}),
})

/** The same schema, but no object that is said to be closed takes a property that it does not list. */
export const closed = (schema: BodySchema): BodySchema => {
  const { properties, items, oneOf } = schema
  return {
    ...schema,
    ...(properties ? { properties: all(properties) } : {}),
    ...(schema.closed ? { additionalProperties: false } : {}),
    ...(items ? { items: closed(items) } : {}),
    ...(oneOf ? { oneOf: oneOf.map(closed) } : {}),
    ...closedBranches(schema),
  }
}
