import type { SchemaRefusalName } from '../../groq/schema-refusals.ts'
import { isObject, type JsonObject, list } from '../../json-value.ts'
import { isObjectSchema } from './object-schema.ts'

/** What is wrong with a choice of schemas: the cause, and what fills its words. */
export interface UnionProblem {
  readonly name: SchemaRefusalName
  readonly fill?: Readonly<Record<string, string>>
}

/** One schema of a choice. */
interface Variant {
  readonly schema: JsonObject
  /** Its place in the choice, from 0. */
  readonly index: number
  /** The types that it takes; empty where it says none. */
  readonly types: ReadonlySet<unknown>
  /** The values that it takes, where it lists them. */
  readonly values: readonly unknown[] | null
}

/** Values of one list that are looked at. */
const MOST_VALUES = 5000

const valuesOf = (schema: JsonObject): readonly unknown[] | null => {
  if (Object.hasOwn(schema, 'const')) return [schema.const]
  return Array.isArray(schema.enum) ? schema.enum.slice(0, MOST_VALUES) : null
}

const typeOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return Array.isArray(value) ? 'array' : typeof value
}

const typesOf = (schema: JsonObject, values: readonly unknown[] | null): ReadonlySet<unknown> => {
  if (schema.type !== undefined) return new Set(Array.isArray(schema.type) ? schema.type : [schema.type])
  if (values) return new Set(values.map(typeOf))
  return new Set(isObjectSchema(schema) ? ['object'] : [])
}

const variantOf = (schema: unknown, index: number): Variant => {
  const own = isObject(schema) ? schema : {}
  const values = valuesOf(own)
  return { schema: own, index, types: typesOf(own, values), values }
}

const takesNull = ({ types, values }: Variant): boolean => types.has('null') && (values?.includes(null) ?? true)

/** Whether no value that one of them lists is another's; false where any lists none. */
const areApart = (variants: readonly Variant[]): boolean => {
  const all = variants.flatMap(({ values }) => values?.map(value => JSON.stringify(value)) ?? [])
  return variants.every(({ values }) => values !== null) && new Set(all).size === all.length
}

const PRIMITIVES = ['string', 'integer', 'number', 'boolean']

const amongPrimitives = (variants: readonly Variant[]): UnionProblem | null => {
  const taking = (type: string) => variants.filter(({ types }) => types.has(type))
  for (const type of PRIMITIVES) {
    const same = taking(type)
    if (same.length > 1 && !areApart(same)) return { name: 'union-same-type', fill: { type } }
  }
  // of each there is at most one, or they list their values
  const numbers = [...new Set([...taking('integer'), ...taking('number')])]
  return numbers.length > 1 && !areApart(numbers) ? { name: 'union-integer-and-number' } : null
}

const propertiesOf = ({ schema }: Variant): JsonObject => (isObject(schema.properties) ? schema.properties : {})
const requiredOf = ({ schema }: Variant): readonly string[] =>
  list(schema.required).filter(name => typeof name === 'string')

/** The values by which a required property may tell variants apart, or null. */
const markOf = (variant: Variant, name: string): readonly unknown[] | null => {
  const properties = propertiesOf(variant)
  const property = Object.hasOwn(properties, name) ? properties[name] : null
  return isObject(property) ? valuesOf(property) : null
}

/** The properties that every variant requires and lists the values of, in the order of their letters. */
const discriminatorsOf = (variants: readonly Variant[]): readonly string[] => {
  const count = new Map<string, number>()
  for (const variant of variants)
    for (const name of new Set(requiredOf(variant)))
      if (markOf(variant, name)) count.set(name, (count.get(name) ?? 0) + 1)
  return [...count].flatMap(([name, times]) => (times === variants.length ? [name] : [])).sort()
}

const withDiscriminator = (variants: readonly Variant[], name: string): UnionProblem | null => {
  const seen = new Set<string>()
  for (const variant of variants) {
    const values = (markOf(variant, name) ?? []).map(value => JSON.stringify(value))
    const twice = values.find(value => seen.has(value))
    if (twice !== undefined)
      return { name: 'union-discriminator-value', fill: { value: twice.replace(/^"(.*)"$/, '$1') } }
    for (const value of values) seen.add(value)
  }
  return null
}

/** Which variants have a property, two of them at most. */
const ownersOf = (variants: readonly Variant[]): ReadonlyMap<string, readonly number[]> => {
  const owners = new Map<string, number[]>()
  for (const variant of variants)
    for (const name of Object.keys(propertiesOf(variant))) {
      const known = owners.get(name)
      if (!known) owners.set(name, [variant.index])
      else if (known.length < 2) known.push(variant.index)
    }
  return owners
}

/** Without a discriminator, no variant may have a property that another requires. Looked up, as there may be very many. */
const withoutDiscriminator = (variants: readonly Variant[]): UnionProblem | null => {
  const owners = ownersOf(variants)
  for (const variant of variants)
    for (const property of requiredOf(variant)) {
      const other = owners.get(property)?.find(owner => owner !== variant.index)
      if (other === undefined) continue
      const [low, high] = [Math.min(variant.index, other), Math.max(variant.index, other)]
      return { name: 'union-shared-key', fill: { property, variant: String(low), other: String(high) } }
    }
  return null
}

const amongObjects = (variants: readonly Variant[]): UnionProblem | null => {
  const objects = variants.filter(({ schema }) => isObjectSchema(schema))
  if (objects.length < 2) return null
  const [name, ...more] = discriminatorsOf(objects)
  if (more.length > 0) return { name: 'union-discriminators', fill: { properties: [name, ...more].join(', ') } }
  return name === undefined ? withoutDiscriminator(objects) : withDiscriminator(objects, name)
}

/**
 * Why the schemas of a choice can't be told apart while an answer is written, or null. Each cause was seen, or its code was
 * (docs/facts/groq-wire.md §1.3.2); inferred: which of several comes first.
 * @param resolve what a schema refers to, itself where it refers to nothing
 */
export const unionProblem = (
  branches: readonly unknown[],
  resolve: (schema: unknown) => unknown,
): UnionProblem | null => {
  const resolved = branches.map(resolve)
  if (resolved.some((schema, index) => schema !== branches[index] && !isObjectSchema(schema)))
    return { name: 'union-ambiguous' }
  const variants = resolved.map(variantOf)
  const untyped = variants.findIndex(({ types }) => types.size === 0)
  if (untyped !== -1) return { name: 'union-untyped-variant', fill: { variant: String(untyped) } }
  if (variants.filter(takesNull).length > 1) return { name: 'union-two-nulls' }
  return amongPrimitives(variants) ?? amongObjects(variants)
}
