import { type JsonObject, list } from '../json-value.ts'
import { isSameJson } from './is-same-json.ts'
import { DEEP, type Making, type Place, within } from './making.ts'
import { numberOf } from './numbers.ts'

const MOST_ITEMS = 100
/** How often another item is made where equal ones are not allowed. */
const MOST_TRIES = 100

interface Form {
  /** Schemas of the first items, one each. */
  readonly first: readonly unknown[]
  /** The schema of all others. */
  readonly rest: unknown
}

/** Both ways of writing it: `prefixItems` with `items`, and before 2020 `items` with `additionalItems`. */
const formOf = ({ prefixItems, items, additionalItems }: JsonObject): Form =>
  Array.isArray(items) ? { first: items, rest: additionalItems ?? {} } : { first: list(prefixItems), rest: items ?? {} }

const mustContain = ({ contains, minContains }: JsonObject): number =>
  contains === undefined ? 0 : typeof minContains === 'number' ? minContains : 1

const countOf = (schema: JsonObject, { first, rest }: Form, place: Place): number => {
  const usual = place.depth < DEEP ? Math.max(1, first.length) : 0
  const least = Math.max(numberOf(schema, 'minItems') ?? 0, mustContain(schema))
  const most = Math.min(numberOf(schema, 'maxItems') ?? MOST_ITEMS, rest === false ? first.length : MOST_ITEMS)
  return Math.min(Math.max(least, usual), most)
}

/** What the item in this position has to satisfy; the last ones are those that the list must contain. */
const schemaAt = (schema: JsonObject, { first, rest }: Form, i: number, count: number): unknown => {
  const own = i < first.length ? first[i] : rest
  return i >= count - mustContain(schema) ? { allOf: [own, schema.contains] } : own
}

const another = (schema: unknown, known: readonly unknown[], making: Making, place: Place): unknown => {
  const { turn } = making
  let item = making.make(schema, place)
  for (let tries = 1; tries < MOST_TRIES && known.some(one => isSameJson(one, item)); tries += 1) {
    making.turn = turn + tries
    item = making.make(schema, place)
  }
  making.turn = turn
  return item
}

/** A list as long as its schema asks for, with one item where it does not say. */
export const itemsOf = (schema: JsonObject, making: Making, place: Place): readonly unknown[] => {
  const form = formOf(schema)
  const count = countOf(schema, form, place)
  const made: unknown[] = []
  while (made.length < count && making.effortLeft > 0) {
    const i = made.length
    const part = schemaAt(schema, form, i, count)
    const known = schema.uniqueItems === true ? made : []
    made.push(another(part, known, making, within(place, place.name, i)))
  }
  return made
}
