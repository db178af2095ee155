import { firstMembers, isObject, type JsonObject, list, member, namesOf } from '../json-value.ts'
import { finds } from './finds.ts'
import { isSameJson } from './is-same-json.ts'
import { type Making, spendCheck, spendOn } from './making.ts'
import { referred } from './settle.ts'

/** A schema that refers to itself without end is not followed deeper than that. */
const DEEPEST = 64

/** What one keyword says of a value; `holds` asks the same of a part of it. */
type Check = (given: unknown, value: unknown, schema: JsonObject, holds: Holds, making: Making) => boolean
type Holds = (schema: unknown, value: unknown) => boolean

const isType = (type: unknown, value: unknown): boolean => {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isObject(value)
  return type === 'integer' ? Number.isInteger(value) : type === typeof value
}

const ofNumber =
  (holds: (value: number, given: number) => boolean): Check =>
  (given, value) =>
    typeof value !== 'number' || typeof given !== 'number' || holds(value, given)

const ofSize =
  (sizeOf: (value: unknown) => number | null, holds: (size: number, given: number) => boolean): Check =>
  (given, value) => {
    const size = sizeOf(value)
    return size === null || typeof given !== 'number' || holds(size, given)
  }

const letters = (value: unknown): number | null => (typeof value === 'string' ? [...value].length : null)
const items = (value: unknown): number | null => (Array.isArray(value) ? value.length : null)
const members = (value: unknown): number | null => (isObject(value) ? Object.keys(value).length : null)
const atLeast = (a: number, b: number): boolean => a >= b
const atMost = (a: number, b: number): boolean => a <= b

const isMultiple = (value: number, step: number): boolean => step === 0 || Number.isInteger(value / step)

const isUnique = (values: readonly unknown[]): boolean =>
  values.every((value, i) => values.slice(i + 1).every(other => !isSameJson(value, other)))

/** More patterns for names than that are not looked at. */
const MOST_PATTERNS = 10

/** The schemas that a property has to satisfy: the ones of its name, or else what holds for all further ones. */
export const schemasOf = (schema: JsonObject, name: string, making: Making): readonly unknown[] => {
  const own = member(schema.properties, name)
  if (schema.patternProperties !== undefined) spendOn(making, { of: schema.patternProperties })
  const byPattern = firstMembers(isObject(schema.patternProperties) ? schema.patternProperties : {}, MOST_PATTERNS)
    .filter(([pattern]) => finds(pattern, name, making) === true)
    .map(([, one]) => one)
  const named = own === undefined ? byPattern : [own, ...byPattern]
  return named.length > 0 || schema.additionalProperties === undefined ? named : [schema.additionalProperties]
}

const propertiesFit: Check = (_given, value, schema, holds, making) =>
  !isObject(value) ||
  Object.entries(value).every(([name, one]) => schemasOf(schema, name, making).every(each => holds(each, one)))

const itemsFit: Check = (_given, value, schema, holds) => {
  if (!Array.isArray(value)) return true
  const first = list(Array.isArray(schema.items) ? schema.items : schema.prefixItems)
  const rest = Array.isArray(schema.items) ? schema.additionalItems : schema.items
  return value.every((one, i) => holds((i < first.length ? first[i] : rest) ?? true, one))
}

const contains: Check = (given, value, schema, holds) => {
  if (!Array.isArray(value)) return true
  const found = value.filter(one => holds(given, one)).length
  return found >= Number(schema.minContains ?? 1) && found <= Number(schema.maxContains ?? Number.POSITIVE_INFINITY)
}

const depends =
  (holdsFor: (needed: unknown, value: JsonObject, holds: Holds) => boolean): Check =>
  (given, value, _schema, holds) =>
    !(isObject(given) && isObject(value)) ||
    Object.entries(given).every(([name, needed]) => !Object.hasOwn(value, name) || holdsFor(needed, value, holds))

const hasAll = (names: unknown, value: JsonObject): boolean =>
  list(names).every(name => typeof name !== 'string' || Object.hasOwn(value, name))

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['type', (given, value) => (Array.isArray(given) ? given : [given]).some(type => isType(type, value))],
  ['const', (given, value) => isSameJson(given, value)],
  ['enum', (given, value) => list(given).some(one => isSameJson(one, value))],
  ['minimum', ofNumber(atLeast)],
  ['maximum', ofNumber(atMost)],
  ['exclusiveMinimum', ofNumber((value, given) => value > given)],
  ['exclusiveMaximum', ofNumber((value, given) => value < given)],
  ['multipleOf', ofNumber(isMultiple)],
  ['minLength', ofSize(letters, atLeast)],
  ['maxLength', ofSize(letters, atMost)],
  [
    'pattern',
    (given, value, _, _holds, making) => typeof value !== 'string' || finds(String(given), value, making) !== false,
  ],
  ['minItems', ofSize(items, atLeast)],
  ['maxItems', ofSize(items, atMost)],
  ['uniqueItems', (given, value) => given !== true || !Array.isArray(value) || isUnique(value)],
  ['prefixItems', itemsFit],
  ['items', itemsFit],
  ['contains', contains],
  ['minProperties', ofSize(members, atLeast)],
  ['maxProperties', ofSize(members, atMost)],
  ['required', (given, value) => !isObject(value) || hasAll(given, value)],
  ['properties', propertiesFit],
  ['patternProperties', propertiesFit],
  ['additionalProperties', propertiesFit],
  ['propertyNames', (given, value, _, holds) => !isObject(value) || Object.keys(value).every(one => holds(given, one))],
  ['dependentRequired', depends((needed, value) => hasAll(needed, value))],
  ['dependentSchemas', depends((needed, value, holds) => holds(needed, value))],
  ['allOf', (given, value, _, holds) => list(given).every(one => holds(one, value))],
  ['anyOf', (given, value, _, holds) => list(given).some(one => holds(one, value))],
  ['oneOf', (given, value, _, holds) => list(given).filter(one => holds(one, value)).length === 1],
  ['not', (given, value, _, holds) => !holds(given, value)],
  ['if', (given, value, schema, holds) => holds((holds(given, value) ? schema.then : schema.else) ?? true, value)],
])

/** To go through a list takes time in proportion to its length. */
const costOf = (given: unknown): number => (typeof given === 'object' && given !== null ? 1 + namesOf(given).length : 1)

/**
 * Whether a value satisfies a schema, as far as it can be told with little effort: what is too much to check, too deep
 * or unknown is taken to be well. Formats are not looked at.
 */
export const fits = (schema: unknown, value: unknown, making: Making, depth = 0): boolean => {
  if (!isObject(schema)) return schema !== false
  const holds: Holds = (part, one) => fits(part, one, making, depth + 1)
  for (const [name, given] of Object.entries(schema)) {
    if (depth > DEEPEST || !spendCheck(making, costOf(given))) return true
    const check = checks.get(name)
    if (check && !check(given, value, schema, holds, making)) return false
  }
  if (schema.$ref === undefined) return true
  const target = referred(making.root, schema.$ref)
  return target === undefined || holds(target, value)
}
