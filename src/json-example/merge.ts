import { isObject, type JsonObject, list, member } from '../json-value.ts'
import { isSameJson } from './is-same-json.ts'

const MOST_OBJECTS = 100

type Merge = (a: unknown, b: unknown) => unknown

const greater: Merge = (a, b) => (typeof a === 'number' && typeof b === 'number' ? Math.max(a, b) : (b ?? a))
const smaller: Merge = (a, b) => (typeof a === 'number' && typeof b === 'number' ? Math.min(a, b) : (b ?? a))

const both: Merge = (a, b) => {
  if (a === false || b === false) return false
  if (a === true || b === true) return a === true ? b : a
  return { allOf: [a, b] }
}

const first: Merge = a => a
const either: Merge = (a, b) => a === true || b === true

const unite: Merge = (a, b) => [...new Set([...list(a), ...list(b)])]
/** Values that are no plain ones are compared one by one, and so only the first of many. */
const intersect: Merge = (a, b) => {
  const right = new Set(list(b))
  const objects = list(b)
    .filter(one => typeof one === 'object')
    .slice(0, MOST_OBJECTS)
  return list(a).filter(
    (one, i) => right.has(one) || (i < MOST_OBJECTS && objects.some(other => isSameJson(one, other))),
  )
}

const typesOf = (type: unknown): readonly unknown[] => (Array.isArray(type) ? type : [type])

const commonTypes: Merge = (a, b) => {
  const [left, right] = [typesOf(a), typesOf(b)]
  return left
    .map(type => {
      if (right.includes(type)) return type
      if (type === 'integer' && right.includes('number')) return type
      return type === 'number' && right.includes('integer') ? 'integer' : null
    })
    .filter(type => type !== null)
}

/** The least number that both divide, for whole numbers; one of the two for others. */
const commonMultiple: Merge = (a, b) => {
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) return Number(a) % Number(b) === 0 ? a : b
  let [x, y] = [Number(a), Number(b)]
  while (y !== 0) [x, y] = [y, x % y]
  return x === 0 ? a : (Number(a) / x) * Number(b)
}

const byName =
  (merge: Merge): Merge =>
  (a, b) => {
    if (!(isObject(a) && isObject(b))) return a
    return Object.fromEntries(
      [...new Set([...Object.keys(a), ...Object.keys(b)])].map(name => {
        const [left, right] = [member(a, name), member(b, name)]
        return [name, left === undefined ? right : right === undefined ? left : merge(left, right)]
      }),
    )
  }

const byPosition: Merge = (a, b) => {
  const [left, right] = [list(a), list(b)]
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) =>
    i >= left.length ? right[i] : i >= right.length ? left[i] : both(left[i], right[i]),
  )
}

const merges: ReadonlyMap<string, Merge> = new Map<string, Merge>(
  Object.entries({
    type: commonTypes,
    enum: intersect,
    required: unite,
    properties: byName(both),
    patternProperties: byName(both),
    dependentSchemas: byName(both),
    dependentRequired: byName(unite),
    items: both,
    prefixItems: byPosition,
    additionalProperties: both,
    propertyNames: both,
    not: (a, b) => ({ anyOf: [a, b] }),
    uniqueItems: either,
    multipleOf: commonMultiple,
    minimum: greater,
    exclusiveMinimum: greater,
    minLength: greater,
    minItems: greater,
    minProperties: greater,
    minContains: greater,
    maximum: smaller,
    exclusiveMaximum: smaller,
    maxLength: smaller,
    maxItems: smaller,
    maxProperties: smaller,
    maxContains: smaller,
  }),
)

/** What is chosen from: where both schemas have one, the second is chosen from next. */
const choices = ['anyOf', 'oneOf', 'if', '$ref'] as const

/** What one schema says of further properties holds for those that only the other one knows. */
const closed = (open: JsonObject, closing: JsonObject): JsonObject => {
  const { additionalProperties, patternProperties } = closing
  if (additionalProperties === undefined || isObject(patternProperties) || !isObject(open.properties)) return open
  const known = isObject(closing.properties) ? closing.properties : {}
  const properties = Object.entries(open.properties).map(([name, schema]) => [
    name,
    Object.hasOwn(known, name) ? schema : both(schema, additionalProperties),
  ])
  return { ...open, properties: Object.fromEntries(properties) }
}

/** A condition belongs together with what follows from it. */
const partsOf: Readonly<Record<(typeof choices)[number], readonly string[]>> = {
  anyOf: ['anyOf'],
  oneOf: ['oneOf'],
  if: ['if', 'then', 'else'],
  $ref: ['$ref'],
}

const choiceOf = (schema: JsonObject, name: (typeof choices)[number]): JsonObject =>
  Object.fromEntries(partsOf[name].filter(part => schema[part] !== undefined).map(part => [part, schema[part]]))

/**
 * One schema that is satisfied by what satisfies both, as far as keywords go that can be put together; of others the
 * first is kept, and what is made has to be checked.
 */
export const merge = (a: JsonObject, b: JsonObject): JsonObject => {
  const [left, right] = [closed(a, b), closed(b, a)]
  const merged: Record<string, unknown> = Object.assign(Object.create(null), left)
  const later: JsonObject[] = []
  for (const name of choices)
    if (left[name] !== undefined && right[name] !== undefined) later.push(choiceOf(right, name))
  for (const [name, value] of Object.entries(right)) {
    if (name === 'allOf') later.push(...list(value).filter(isObject))
    else if (left[name] === undefined) merged[name] = value
    else merged[name] = (merges.get(name) ?? first)(left[name], value)
  }
  if (later.length > 0) merged.allOf = [...list(merged.allOf), ...later]
  return merged
}
