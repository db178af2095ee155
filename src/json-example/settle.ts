import { isObject, type JsonObject, list, member } from '../json-value.ts'
import { choice, DEEP, type Making, type Place, spend, spendOn } from './making.ts'
import { merge } from './merge.ts'

/** More references, alternatives and parts than that are not followed for one value. */
const MOST_STEPS = 100

const decoded = (part: string): string => {
  const plain = part.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}

const step = (value: unknown, part: string): unknown =>
  Array.isArray(value) ? (value as readonly unknown[])[Number(part)] : member(value, decoded(part))

const found = new WeakMap<object, Map<string, unknown>>()
/** Of one schema; further ones are looked up each time. */
const MOST_FOUND = 1000

const lookedUp = (root: object, reference: string): unknown => {
  const known = found.get(root) ?? new Map<string, unknown>()
  if (known.has(reference)) return known.get(reference)
  const target = reference.slice(2).split('/').reduce<unknown>(step, root)
  if (known.size < MOST_FOUND) found.set(root, known.set(reference, target))
  return target
}

/** What a reference into the same schema means; undefined for all others. */
export const referred = (root: unknown, reference: unknown): unknown => {
  if (typeof reference !== 'string' || !reference.startsWith('#') || reference.length > 1000) return undefined
  if (reference === '#') return root
  return reference.startsWith('#/') && isObject(root) ? lookedUp(root, reference) : undefined
}

const without = (schema: JsonObject, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(schema).filter(([name]) => !names.includes(name)))

/** How deep the value of a schema may get, in this order: null, one of a list, a plain value, a list, an object, unknown. */
const sizeOf = (schema: unknown): number => {
  if (!isObject(schema)) return 5
  if (schema.const !== undefined || schema.enum !== undefined) return 1
  const order = ['null', 'boolean integer number string', 'array', 'object'].map(types => types.split(' '))
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  const size = order.findIndex(types => types.includes(String(type)))
  return size === -1 ? 5 : size
}

const isNull = (schema: unknown): boolean => member(schema, 'type') === 'null'

const schemasOf = (several: unknown): readonly JsonObject[] =>
  list(several).flatMap(one => (isObject(one) ? [one] : one === true ? [{}] : []))

/** One of several: by luck one that says something, deep down the smallest; the others at the next tries. */
const chosen = (several: unknown, making: Making, place: Place): JsonObject => {
  const all = schemasOf(several)
  if (place.depth >= DEEP) {
    const smallestFirst = all.toSorted((a, b) => sizeOf(a) - sizeOf(b))
    return smallestFirst[making.turn % all.length] ?? {}
  }
  const telling = all.filter(one => !isNull(one))
  const from = making.turn === 0 && telling.length > 0 ? telling : all
  return from[choice(making, place, from.length)] ?? {}
}

const condition = (schema: JsonObject, { turn }: Making): JsonObject => {
  const rest = without(schema, 'if', 'then', 'else')
  const holds = (turn & 1) === 0
  const parts = (holds ? [schema.if, schema.then] : [schema.else]).filter(isObject)
  return parts.reduce(merge, rest)
}

const settleOne = (schema: JsonObject, making: Making, place: Place): JsonObject | null => {
  if (schema.$ref !== undefined) {
    const target = referred(making.root, schema.$ref)
    return merge(without(schema, '$ref'), isObject(target) ? target : {})
  }
  if (schema.anyOf !== undefined) return merge(without(schema, 'anyOf'), chosen(schema.anyOf, making, place))
  if (schema.oneOf !== undefined) return merge(without(schema, 'oneOf'), chosen(schema.oneOf, making, place))
  if (schema.if !== undefined) return condition(schema, making)
  if (schema.allOf !== undefined)
    return schemasOf(schema.allOf)
      .slice(0, MOST_STEPS)
      .reduce(
        (merged, part) => (spendOn(making, merged, part) ? merge(merged, part) : merged),
        without(schema, 'allOf'),
      )
  return null
}

/** The schema of one value without references, parts and alternatives: those are chosen. */
export const settle = (schema: JsonObject, making: Making, place: Place): JsonObject => {
  let settled = schema
  for (let steps = 0; steps < MOST_STEPS && spend(making); steps += 1) {
    if (!spendOn(making, settled)) return settled
    const next = settleOne(settled, making, place)
    if (next === null) return settled
    settled = next
  }
  return settled
}
