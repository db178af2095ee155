/** The part of JSON Schema that the scenario's schema is written in, with some keywords of our own. */
export interface JsonSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: JsonSchema
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly minProperties?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  /** One of `formats.ts`. */
  readonly format?: string
  readonly description?: string
  readonly examples?: readonly unknown[]
  /** What editors offer here, one of `scenario/language/offers.ts`; of what fits nothing is refused because of it. */
  readonly offers?: string
  /** How the message names what belongs here, where the type alone does not say it. */
  readonly expects?: string
  /** At most one of these keys may stand in the mapping. */
  readonly atMostOneOf?: readonly string[]
  /** A key that excludes those too, unless it is a mapping and stands beside one of `beside`. */
  readonly joins?: { readonly key: string; readonly beside: readonly string[] }
}
