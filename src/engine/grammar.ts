/**
 * The words in which Groq refuses a body, and the walk that finds what to say. Observed (wire facts §1.2): the sentences for missing,
 * minimum and maximum of items, at most, wrong type, not nullable, allowed values, an invalid role, both kinds of brackets; that of a
 * missing discriminator only in part. Inferred, the sentences from kin-openapi, a public Go validator with the same vocabulary: `at
 * least`, a discriminator that is no text, a body that is no object. Inferred too, which of several violations comes first: in each
 * object the required properties before the others, else in the order of the schema; in each list the first item that is wrong.
 */

type JsonType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'
type JsonObject = Readonly<Record<string, unknown>>

/** The part of JSON Schema that request bodies are described in; what is not draft-07 is told in `groq/chat-request.ts`. */
export interface BodySchema {
  readonly type?: JsonType
  readonly nullable?: boolean
  readonly enum?: readonly (string | null)[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: BodySchema
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, BodySchema>>
  readonly additionalProperties?: BodySchema
  /** Options that exclude each other: the grammar knows no "more than one fits". */
  readonly oneOf?: readonly BodySchema[]
  readonly discriminator?: { readonly propertyName: string }
  readonly says?: Readonly<Partial<Record<JsonType, string>>>
}

type Violation = string | null

const at = (path: string, reason: string): string => (path === '' ? reason : `'${path}' : ${reason}`)
const below = (path: string, name: string | number): string => (path === '' ? String(name) : `${path}.${name}`)

const fits: Readonly<Record<JsonType, (value: unknown) => boolean>> = {
  object: value => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: value => typeof value === 'string',
  integer: Number.isInteger,
  number: Number.isFinite,
  boolean: value => typeof value === 'boolean',
}

const isObject = (value: unknown): value is JsonObject => fits.object(value)

const takesNull = (schema: BodySchema): boolean => schema.nullable === true || (schema.oneOf?.some(takesNull) ?? false)

const wrongType = (type: JsonType): string => `value must be ${/^[aio]/.test(type) ? 'an' : 'a'} ${type}`

const allowed = (values: readonly (string | null)[]): string =>
  `value is not one of the allowed values [${values.flatMap(value => (value === null ? [] : [`'${value}'`])).join(',')}]`

const firstOf = <T>(list: readonly T[], find: (item: T, index: number) => Violation): Violation => {
  for (const [index, item] of list.entries()) {
    const found = find(item, index)
    if (found) return found
  }
  return null
}

const inOptions = (path: string, options: readonly BodySchema[], schema: BodySchema, value: unknown): Violation => {
  const reasons: string[] = []
  for (const option of options) {
    const found = violation(path, option, value)
    if (!found) return null
    reasons.push(`(${found})`)
  }
  const seen = Object.entries(schema.says ?? {}).find(([type]) => fits[type as JsonType](value))
  if (seen) return seen[1]
  return at(path, `one of the following must be satisfied[${reasons.join(' OR ')}]`)
}

const inDiscriminated = (path: string, options: readonly BodySchema[], name: string, value: JsonObject): Violation => {
  const said = value[name]
  if (said === undefined) return at(path, `input does not contain the discriminator property '${name}'`)
  if (typeof said !== 'string') return at(path, `value of discriminator property '${name}' is not a string`)
  const option = options.find(({ properties }) => properties?.[name]?.enum?.includes(said))
  if (!option) return at(path, `discriminator property '${name}' has invalid value`)
  const found = violation(path, option, value)
  return found && at(path, `for '${name}:${said}' the following must be satisfied[(${found})]`)
}

const inNumber = (path: string, { minimum = -Infinity, maximum = Infinity }: BodySchema, value: number): Violation => {
  if (value < minimum) return at(path, `number must be at least ${minimum}`)
  return value > maximum ? at(path, `number must be at most ${maximum}`) : null
}

const inArray = (path: string, schema: BodySchema, value: readonly unknown[]): Violation => {
  const { minItems = 0, maxItems = Infinity, items } = schema
  if (value.length < minItems) return at(path, `minimum number of items is ${minItems}`)
  if (value.length > maxItems) return at(path, `maximum number of items is ${maxItems}`)
  return items ? firstOf(value, (item, index) => violation(below(path, index), items, item)) : null
}

// observed: a list that is missing is refused as one that is empty, with the same words
const missing = (path: string, schema: BodySchema, name: string): Violation =>
  schema.minItems ? inArray(path, schema, []) : at(path, `property '${name}' is missing`)

const inObject = (path: string, schema: BodySchema, value: JsonObject): Violation => {
  const { required = [], properties = {}, additionalProperties: rest } = schema
  const names = new Set([...required, ...Object.keys(properties)])
  const found = firstOf([...names], name => {
    const [inner, own] = [value[name], properties[name] ?? {}]
    if (inner !== undefined) return violation(below(path, name), own, inner)
    return required.includes(name) ? missing(below(path, name), own, name) : null
  })
  if (found || !rest) return found
  return firstOf(Object.keys(value), name => (names.has(name) ? null : violation(below(path, name), rest, value[name])))
}

const inContainer = (path: string, schema: BodySchema, value: unknown): Violation => {
  if (Array.isArray(value)) return inArray(path, schema, value)
  if (!isObject(value)) return null
  const { oneOf, discriminator } = schema
  return oneOf && discriminator
    ? inDiscriminated(path, oneOf, discriminator.propertyName, value)
    : inObject(path, schema, value)
}

const violation = (path: string, schema: BodySchema, value: unknown): Violation => {
  if (value === null) return takesNull(schema) ? null : at(path, 'Value is not nullable')
  if (schema.oneOf && !schema.discriminator) return inOptions(path, schema.oneOf, schema, value)
  if (schema.enum && !schema.enum.includes(value as string)) return at(path, allowed(schema.enum))
  if (schema.type && !fits[schema.type](value)) return at(path, wrongType(schema.type))
  return typeof value === 'number' ? inNumber(path, schema, value) : inContainer(path, schema, value)
}

/** The first thing that is wrong with a body, in Groq's words; null when nothing is. */
export const firstViolation = (schema: BodySchema, body: unknown): string | null =>
  // a body that is null as a whole is told that an object belongs there, as any other that is none
  body === null && schema.type ? wrongType(schema.type) : violation('', schema, body)
