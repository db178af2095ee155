/**
 * The words in which Groq refuses a body, and the walk that finds what to say. Observed (docs/facts/groq-wire.md §1.2): the
 * sentences for missing, minimum and maximum of items, at most, wrong type, not nullable, allowed values, an invalid role, an
 * unsupported property, both kinds of brackets; that of a missing discriminator only in part. Inferred, the sentences from
 * kin-openapi, a public Go validator with the same vocabulary: `at least`, the length of a text, a discriminator that is no
 * text, a body that is no object. Inferred too, which of several problems comes first: in each object the required properties
 * before the others, else in the order of the schema, unsupported ones last; in each list the first item that is wrong.
 */

import { namesOf } from '../json-value.ts'
import type { BodySchema, JsonType } from './body-schema.ts'
import { nearProperty } from './near-property.ts'

type JsonObject = Readonly<Record<string, unknown>>
type ProblemText = string | null

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

const inList = (value: string | number | null): readonly string[] =>
  value === null ? [] : [typeof value === 'string' ? `'${value}'` : String(value)]

const allowed = (values: readonly (string | number | null)[]): string =>
  `value is not one of the allowed values [${values.flatMap(inList).join(',')}]`

const unsupported = (name: string, properties: readonly string[]): string => {
  const near = nearProperty(name, properties)
  return `property '${name}' is unsupported${near === null ? '' : `, did you mean '${near}'?`}`
}

const firstOf = <T>(list: readonly T[], find: (item: T, index: number) => ProblemText): ProblemText => {
  for (const [index, item] of list.entries()) {
    const found = find(item, index)
    if (found) return found
  }
  return null
}

/** How far a walk through a large body has come: how many of what a value holds are right by a schema. */
interface Walk {
  left: number
  readonly passed: WeakMap<object, Map<BodySchema, number>>
}

let walk: Walk | null = null
/** Thrown where a walk has gone far enough for one step. It begins anew then, and passes what it has seen. */
const farEnough = new Error('far enough for one step')
/** Items that are looked at in one step. */
const STEP_ITEMS = 500

/** The first problem of what a value holds; in a walk that goes in steps, from where it stood. */
const firstIn = <T>(
  schema: BodySchema,
  value: object,
  held: readonly T[],
  find: (item: T, index: number) => ProblemText,
): ProblemText => {
  if (walk === null) return firstOf(held, find)
  const passed = walk.passed.get(value) ?? new Map<BodySchema, number>()
  walk.passed.set(value, passed)
  for (let index = passed.get(schema) ?? 0; index < held.length; index += 1) {
    passed.set(schema, index)
    if (walk.left === 0) throw farEnough
    walk.left -= 1
    const found = find(held[index] as T, index)
    if (found) return found
  }
  passed.set(schema, held.length)
  return null
}

const inOptions = (path: string, options: readonly BodySchema[], schema: BodySchema, value: unknown): ProblemText => {
  const reasons: string[] = []
  for (const option of options) {
    const found = problemIn(path, option, value)
    if (!found) return null
    reasons.push(`(${found})`)
  }
  const seen = Object.entries(schema.says ?? {}).find(([type]) => fits[type as JsonType](value))
  if (seen) return seen[1]
  return at(path, `one of the following must be satisfied[${reasons.join(' OR ')}]`)
}

const inDiscriminated = (
  path: string,
  options: readonly BodySchema[],
  name: string,
  value: JsonObject,
): ProblemText => {
  const said = value[name]
  if (said === undefined) return at(path, `input does not contain the discriminator property '${name}'`)
  if (typeof said !== 'string') return at(path, `value of discriminator property '${name}' is not a string`)
  const option = options.find(({ properties }) => properties?.[name]?.enum?.includes(said))
  if (!option) return at(path, `discriminator property '${name}' has invalid value`)
  const found = problemIn(path, option, value)
  return found && at(path, `for '${name}:${said}' the following must be satisfied[(${found})]`)
}

const inNumber = (
  path: string,
  { minimum = -Infinity, maximum = Infinity }: BodySchema,
  value: number,
): ProblemText => {
  if (value < minimum) return at(path, `number must be at least ${minimum}`)
  return value > maximum ? at(path, `number must be at most ${maximum}`) : null
}

const inText = (path: string, { minLength = 0 }: BodySchema, value: string): ProblemText =>
  value.length < minLength ? at(path, `minimum string length is ${minLength}`) : null

const inArray = (path: string, schema: BodySchema, value: readonly unknown[]): ProblemText => {
  const { minItems = 0, maxItems = Infinity, items } = schema
  if (value.length < minItems) return at(path, `minimum number of items is ${minItems}`)
  if (value.length > maxItems) return at(path, `maximum number of items is ${maxItems}`)
  return items ? firstIn(items, value, value, (item, index) => problemIn(below(path, index), items, item)) : null
}

// observed: a list that is missing is refused as one that is empty, with the same words (§1.2)
const missing = (path: string, schema: BodySchema, name: string): ProblemText =>
  schema.minItems ? inArray(path, schema, []) : at(path, `property '${name}' is missing`)

const inObject = (path: string, schema: BodySchema, value: JsonObject): ProblemText => {
  const { required = [], properties = {}, additionalProperties: rest } = schema
  const names = new Set([...required, ...Object.keys(properties)])
  const found = firstOf([...names], name => {
    const [inner, own] = [value[name], properties[name] ?? {}]
    if (inner !== undefined) return problemIn(below(path, name), own, inner)
    return required.includes(name) ? missing(below(path, name), own, name) : null
  })
  if (found || rest === undefined) return found
  return firstIn(schema, value, namesOf(value), name => {
    if (names.has(name)) return null
    return rest ? problemIn(below(path, name), rest, value[name]) : at(path, unsupported(name, [...names]))
  })
}

const branchOf = (schema: BodySchema, value: JsonObject): BodySchema | undefined =>
  schema.if?.required.every(name => value[name] !== undefined) ? schema.then : schema.else

const inContainer = (path: string, schema: BodySchema, value: unknown): ProblemText => {
  if (Array.isArray(value)) return inArray(path, schema, value)
  if (!isObject(value)) return null
  const { oneOf, discriminator } = schema
  if (schema.if) return problemIn(path, branchOf(schema, value) ?? {}, value)
  return oneOf && discriminator
    ? inDiscriminated(path, oneOf, discriminator.propertyName, value)
    : inObject(path, schema, value)
}

const problemIn = (path: string, schema: BodySchema, value: unknown): ProblemText => {
  if (value === null) return takesNull(schema) ? null : at(path, 'Value is not nullable')
  if (schema.oneOf && !schema.discriminator) return inOptions(path, schema.oneOf, schema, value)
  if (schema.enum && !schema.enum.includes(value as string | number)) return at(path, allowed(schema.enum))
  if (schema.type && !fits[schema.type](value)) return at(path, wrongType(schema.type))
  if (typeof value === 'string') return inText(path, schema, value)
  return typeof value === 'number' ? inNumber(path, schema, value) : inContainer(path, schema, value)
}

/** The first thing that is wrong with a body, in Groq's words; null when nothing is. */
export const firstProblem = (schema: BodySchema, body: unknown): string | null =>
  // a body that is null is refused like any other that is not an object
  body === null && schema.type ? wrongType(schema.type) : problemIn('', schema, body)

const inOneStep = (started: Walk, find: () => string | null): string | null | undefined => {
  walk = started
  walk.left = STEP_ITEMS
  try {
    return find()
  } catch (error) {
    if (error === farEnough) return undefined
    throw error
  } finally {
    walk = null
  }
}

/** The same for a large body, in steps. */
export function* firstProblemInSteps(schema: BodySchema, body: unknown): Generator<void, string | null> {
  for (const started: Walk = { left: 0, passed: new WeakMap() }; ; ) {
    const found = inOneStep(started, () => firstProblem(schema, body))
    if (found !== undefined) return found
    yield
  }
}
