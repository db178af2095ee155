import { firstMembers, isObject, type JsonObject, list, member, namesOf as propertyNames } from '../json-value.ts'
import { fits, schemasOf } from './fits.ts'
import { DEEP, EFFORT, type Making, type Place, spend, spendOn, within } from './making.ts'
import { numberOf } from './numbers.ts'
import { patternText } from './pattern-text.ts'

const MOST_EXTRA = 100
/** How many invented names may be there already, or not be allowed. */
const MOST_MISSES = 20

const texts = (value: unknown): readonly string[] =>
  list(value).filter((name): name is string => typeof name === 'string')

const isForbidden = (schema: unknown): boolean => schema === false || list(member(schema, 'allOf')).includes(false)

/** Those that may be there, in the order in which the schema tells of them. */
const possible = ({ properties }: JsonObject): readonly string[] =>
  isObject(properties)
    ? firstMembers(properties, EFFORT)
        .filter(([, schema]) => !isForbidden(schema))
        .map(([name]) => name)
    : []

/** What is required: by the object itself, and by properties that are there. */
const required = (schema: JsonObject): ReadonlySet<string> => {
  // for more there is no effort
  const names = new Set(texts(list(schema.required).slice(0, EFFORT)))
  for (const name of names) for (const other of texts(member(schema.dependentRequired, name))) names.add(other)
  return names
}

/** Names for properties that the schema does not name, but wants to be there. */
const inventedName = (schema: JsonObject, i: number, making: Making, place: Place): string => {
  const [pattern] = propertyNames(isObject(schema.patternProperties) ? schema.patternProperties : {})
  const text = { allOf: [{ type: 'string' }, schema.propertyNames] }
  const named = isObject(schema.propertyNames) ? making.make(text, within(place, 'name', i)) : null
  if (typeof named === 'string') return named
  const lengths = { least: 0, most: 100 }
  const fitting = pattern === undefined ? null : patternText(pattern, lengths, making, within(place, 'name', i))
  return fitting ?? `example${i + 1}`
}

/** Adds properties until there are as many as there must be: the possible ones first, then invented ones. */
const filled = (names: Set<string>, schema: JsonObject, making: Making, place: Place): void => {
  const least = Math.min(numberOf(schema, 'minProperties') ?? 0, MOST_EXTRA)
  for (const name of possible(schema)) if (names.size < least) names.add(name)
  const { turn } = making
  for (let i = 0; names.size < least && i < least + MOST_MISSES; i += 1) {
    making.turn = turn + i
    const name = inventedName(schema, i, making, place)
    if (!schemasOf(schema, name, making).some(isForbidden)) names.add(name)
  }
  making.turn = turn
}

/** The required properties; where none is, all that are possible, so that there is something to see. */
const namesOf = (schema: JsonObject, making: Making, place: Place): readonly string[] => {
  const needed = required(schema)
  const most = numberOf(schema, 'maxProperties') ?? Number.POSITIVE_INFINITY
  const shown = needed.size > 0 || place.depth >= DEEP ? [] : possible(schema).slice(0, most)
  const names = new Set([...needed, ...shown])
  for (const name of [...names]) for (const other of texts(member(schema.dependentRequired, name))) names.add(other)
  filled(names, schema, making, place)
  // in the order of the schema, as models answer
  const inOrder = (isObject(schema.properties) ? propertyNames(schema.properties) : []).filter(name => names.has(name))
  return [...new Set([...inOrder, ...names])]
}

const schemaOf = (schema: JsonObject, name: string, making: Making): unknown => {
  const all = schemasOf(schema, name, making)
  return all.length > 1 ? { allOf: all } : (all[0] ?? {})
}

/** An object with the properties that its schema asks for. */
export const propertiesOf = (schema: JsonObject, making: Making, place: Place): JsonObject => {
  const made: [string, unknown][] = []
  if (!spendOn(making, schema, schema)) return {}
  for (const name of namesOf(schema, making, place)) {
    if (!spend(making, name.length)) break
    made.push([name, making.make(schemaOf(schema, name, making), within(place, name))])
  }
  return Object.fromEntries(made)
}

/** What properties that are there ask of the object as a whole; null where they ask nothing. */
export const demandsOf = (schema: JsonObject, value: unknown, making: Making): readonly JsonObject[] => {
  const { dependentSchemas } = schema
  if (!(isObject(dependentSchemas) && isObject(value))) return []
  return Object.keys(value)
    .map(name => member(dependentSchemas, name))
    .filter(isObject)
    .filter(demand => !fits(demand, value, making))
}
