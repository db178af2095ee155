import { isObject, type JsonObject, list, member } from './json-value.ts'
import type { Luck } from './luck.ts'

/** Deeper than this nothing is made. */
const DEEPEST = 12
/** From here on lists have only the items they must have, so that schemas that contain themselves come to an end. */
const DEEP = 4
/** How much one schema may bring about: references can make a small schema stand for a huge value. */
const EFFORT = 1000
const LONGEST = 1000
const MOST_ITEMS = 20
const LETTERS_PER_EFFORT = 64

interface Making {
  readonly root: unknown
  readonly luck: Luck
  left: number
}

const spend = (making: Making, letters: number): boolean => {
  making.left -= 1 + Math.floor(letters / LETTERS_PER_EFFORT)
  return making.left >= 0
}

const drawn = (making: Making): number => making.luck(`argument ${making.left}`)

/** `const` and `enum` may hold anything: what is too deep or too large becomes null. */
const fits = (value: unknown, depth: number, making: Making): boolean => {
  if (typeof value !== 'object' || value === null) return spend(making, typeof value === 'string' ? value.length : 0)
  if (depth > DEEPEST || !spend(making, 0)) return false
  return Object.entries(value).every(([name, one]) => spend(making, name.length) && fits(one, depth + 1, making))
}

const given = (value: unknown, depth: number, making: Making): unknown => (fits(value, depth, making) ? value : null)

const numberOf = (schema: JsonObject, ...names: readonly string[]): number | undefined =>
  names.map(name => schema[name]).find((value): value is number => typeof value === 'number')

const texts: ReadonlyMap<unknown, string> = new Map([
  ['date-time', '2026-01-15T09:30:00Z'],
  ['date', '2026-01-15'],
  ['time', '09:30:00Z'],
  ['duration', 'PT30M'],
  ['email', 'someone@example.com'],
  ['hostname', 'example.com'],
  ['ipv4', '192.0.2.1'],
  ['ipv6', '2001:db8::1'],
  ['uri', 'https://example.com/'],
  ['uuid', '5b0f7a44-3c5e-4d0a-9a51-6f1f3c2d8e70'],
])

const textOf = (schema: JsonObject, name: string): string => {
  const usual = texts.get(schema.format) ?? `example ${name.slice(0, 40)}`.trim()
  const least = Math.min(numberOf(schema, 'minLength') ?? 0, LONGEST)
  return usual.padEnd(least, '.').slice(0, Math.max(0, numberOf(schema, 'maxLength') ?? LONGEST))
}

const integerOf = (schema: JsonObject, luck: number): number => {
  const above = numberOf(schema, 'exclusiveMinimum')
  const below = numberOf(schema, 'exclusiveMaximum')
  const highest = numberOf(schema, 'maximum') ?? (below === undefined ? undefined : Math.ceil(below) - 1)
  const lowest =
    numberOf(schema, 'minimum') ?? (above === undefined ? Math.min(1, highest ?? 1) : Math.floor(above) + 1)
  const low = Math.ceil(lowest)
  const high = Math.floor(Math.min(highest ?? low + 99, low + 99))
  return low + Math.floor(luck * (high - low + 1))
}

const fractionOf = (schema: JsonObject, luck: number): number => {
  const high = numberOf(schema, 'maximum', 'exclusiveMaximum')
  const low = numberOf(schema, 'minimum', 'exclusiveMinimum') ?? Math.min(0, (high ?? 0) - 1)
  const value = low + (Math.min(high ?? low + 100, low + 100) - low) * (0.25 + luck / 2)
  const rounded = Math.round(value * 100) / 100
  return rounded > low && rounded < (high ?? Number.POSITIVE_INFINITY) ? rounded : value
}

const itemsOf = (schema: JsonObject, name: string, depth: number, making: Making): readonly unknown[] => {
  const least = numberOf(schema, 'minItems') ?? (depth < DEEP ? 1 : 0)
  const count = Math.min(least, numberOf(schema, 'maxItems') ?? MOST_ITEMS, MOST_ITEMS)
  const items: unknown[] = []
  while (items.length < count && making.left > 0) items.push(exampleAt(schema.items ?? {}, name, depth + 1, making))
  return items
}

/** The required properties; all of them where the outermost object requires none, so that a call has something to say. */
const propertiesOf = (schema: JsonObject, depth: number, making: Making): JsonObject => {
  const required = list(schema.required)
  const properties = isObject(schema.properties) ? schema.properties : {}
  const names = required.length > 0 || depth > 0 ? required : Object.keys(properties)
  const made: [string, unknown][] = []
  for (const name of names) {
    if (typeof name !== 'string' || !spend(making, name.length)) break
    made.push([name, exampleAt(member(properties, name) ?? {}, name, depth + 1, making)])
  }
  return Object.fromEntries(made)
}

/** Local references only; the path is not decoded beyond what definitions are named in practice. */
const referred = (root: unknown, reference: string): unknown =>
  reference.length > 200 ? undefined : reference.split('/').slice(1).reduce(member, root)

/** The schema that this one hands over to: its reference, or the first of its alternatives. */
const handedTo = (schema: JsonObject, root: unknown): unknown => {
  if (typeof schema.$ref === 'string') return referred(root, schema.$ref)
  if (isObject(schema.properties)) return undefined
  return [schema.anyOf, schema.oneOf, schema.allOf].map(several => list(several)[0]).find(isObject)
}

const typeOf = (schema: JsonObject): unknown => {
  if (Array.isArray(schema.type)) return schema.type.find(type => type !== 'null')
  if (schema.type !== undefined) return schema.type
  if (isObject(schema.properties)) return 'object'
  return schema.items === undefined ? 'string' : 'array'
}

const ofType = (schema: JsonObject, name: string, depth: number, making: Making): unknown => {
  switch (typeOf(schema)) {
    case 'object':
      return propertiesOf(schema, depth, making)
    case 'array':
      return itemsOf(schema, name, depth, making)
    case 'integer':
      return integerOf(schema, drawn(making))
    case 'number':
      return fractionOf(schema, drawn(making))
    case 'boolean':
      return drawn(making) < 0.5
    case 'null':
      return null
    default:
      return textOf(schema, name)
  }
}

function exampleAt(schema: unknown, name: string, depth: number, making: Making): unknown {
  if (!isObject(schema)) return schema === true ? textOf({}, name) : null
  if (depth > DEEPEST || !spend(making, 0)) return null
  if (schema.const !== undefined) return given(schema.const, depth, making)
  const choices = list(schema.enum)
  if (choices.length > 0) return given(choices[Math.floor(drawn(making) * choices.length)], depth, making)
  const other = handedTo(schema, making.root)
  return other === undefined ? ofType(schema, name, depth, making) : exampleAt(other, name, depth + 1, making)
}

/**
 * A value that satisfies a JSON Schema as far as type, const, enum, required properties, items, bounds and local
 * references go: what a tool is called with, what structured output holds. Takes any schema, ends soon, never throws.
 */
export const exampleOf = (schema: unknown, luck: Luck): unknown =>
  exampleAt(schema, '', 0, { root: schema, luck, left: EFFORT })
