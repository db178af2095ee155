import { isObject, type JsonObject, list } from '../json-value.ts'
import type { Luck } from '../luck.ts'
import { fits } from './fits.ts'
import { itemsOf } from './items.ts'
import {
  type Budget,
  CHECKS,
  choice,
  DEEP,
  DEEPEST,
  EFFORT,
  freshBudget,
  type Making,
  type Place,
  spend,
} from './making.ts'
import { merge } from './merge.ts'
import { fractionOf, integerOf } from './numbers.ts'
import { demandsOf, propertiesOf } from './objects.ts'
import { settle } from './settle.ts'
import { textOf } from './text.ts'

/** How many values are made for a schema before the first of them is taken, right or wrong. */
const MOST_TRIES = 24

/** If a schema lists more values than this, only the first ones are looked at. */
const MOST_LISTED = 1000

/** What is too deep or too large is not taken over from a schema. */
const isSmall = (value: unknown, making: Making, depth: number): boolean => {
  if (typeof value !== 'object' || value === null) return spend(making, typeof value === 'string' ? value.length : 0)
  if (depth > DEEPEST || !spend(making)) return false
  return Object.entries(value).every(([name, one]) => spend(making, name.length) && isSmall(one, making, depth + 1))
}

const kinds: ReadonlyMap<string, readonly string[]> = new Map([
  ['object', ['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties', 'propertyNames']],
  ['array', ['items', 'prefixItems', 'contains', 'minItems', 'uniqueItems']],
  ['string', ['pattern', 'minLength', 'maxLength', 'format']],
  ['number', ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'multipleOf']],
])

/** What is tried one after the other where a schema does not tell. */
const anyType = ['string', 'integer', 'boolean', 'array', 'object', 'null']

/** Of several types the first that says something, deep down null, at further tries the others. */
const typeOf = (schema: JsonObject, making: Making, place: Place): unknown => {
  const { type } = schema
  if (Array.isArray(type)) {
    if (place.depth >= DEEP && type.includes('null') && making.turn === 0) return 'null'
    const ordered = [...type.filter(one => one !== 'null'), ...type.filter(one => one === 'null')]
    return ordered[making.turn % ordered.length]
  }
  if (type !== undefined) return type
  const told = [...kinds].find(([, keywords]) => keywords.some(keyword => schema[keyword] !== undefined))
  return told?.[0] ?? anyType[making.turn % anyType.length]
}

const ofType = (schema: JsonObject, making: Making, place: Place): unknown => {
  switch (typeOf(schema, making, place)) {
    case 'object':
      return propertiesOf(schema, making, place)
    case 'array':
      return itemsOf(schema, making, place)
    case 'integer':
      return integerOf(schema, making, place)
    case 'number':
      return fractionOf(schema, making, place)
    case 'boolean':
      return choice(making, place, 2) === 0
    case 'null':
      return null
    default:
      return textOf(schema, making, place)
  }
}

/** One of the values that the schema lists, if it can be told: those that do not fit the rest of it are left out. */
const listed = (schema: JsonObject, making: Making, place: Place): readonly unknown[] | null => {
  const given = schema.const === undefined ? (schema.enum ?? schema.examples) : [schema.const]
  const all = list(given)
  if (all.length === 0) return null
  const { enum: _enum, examples: _examples, ...rest } = schema
  const fitting = all.slice(0, MOST_LISTED).filter(value => fits(rest, value, making))
  if (fitting.length === 0 && schema.examples === given) return null
  const value = fitting[choice(making, place, fitting.length)]
  return [isSmall(value, making, place.depth) ? value : null]
}

const made = (schema: JsonObject, making: Making, place: Place): unknown => {
  const settled = settle(schema, making, place)
  const given = listed(settled, making, place)
  if (given) return given[0] ?? null
  const value = ofType(settled, making, place)
  const demands = demandsOf(settled, value, making)
  return demands.length === 0 ? value : ofType(settle(demands.reduce(merge, settled), making, place), making, place)
}

/** Keywords that a value may miss at the first try. */
const uncertain = [
  ...[
    '$ref',
    'allOf',
    'anyOf',
    'oneOf',
    'not',
    'if',
    'type',
    'enum',
    'pattern',
    'contains',
    'uniqueItems',
    'maxProperties',
  ],
  ...['patternProperties', 'propertyNames', 'dependentRequired', 'dependentSchemas'],
]

const isUncertain = (schema: JsonObject): boolean =>
  uncertain.some(keyword => schema[keyword] !== undefined && (keyword !== 'type' || Array.isArray(schema.type)))

const make = (schema: unknown, making: Making, place: Place): unknown => {
  if (!isObject(schema)) return schema === false ? null : textOf({}, making, place)
  if (place.depth > DEEPEST || !spend(making)) return null
  const first = made(schema, making, place)
  if (!isUncertain(schema) || fits(schema, first, making)) return first
  const { turn } = making
  for (
    let tries = 1;
    tries < MOST_TRIES && making.effortLeft > 0 && making.checksLeft > 0 && !making.budget.isSpent;
    tries += 1
  ) {
    making.turn = turn + tries
    const value = made(schema, making, place)
    making.turn = turn
    if (fits(schema, value, making)) return value
  }
  return first
}

/** Made when the first example needs it: most answers have none. */
let shared: { budget: Budget | null } | null = null

/** Lets all examples that are made meanwhile share one budget, and tells whether that was too little for them. */
export const withinBudget = <Value>(act: () => Value): { readonly value: Value; readonly isSpent: boolean } => {
  const own: { budget: Budget | null } = { budget: null }
  shared = own
  try {
    const value = act()
    return { value, isSpent: own.budget?.isSpent ?? false }
  } finally {
    shared = null
  }
}

const budgetNow = (): Budget => {
  if (shared === null) return freshBudget()
  shared.budget ??= freshBudget()
  return shared.budget
}

/**
 * A value that satisfies a JSON Schema (2020-12, and what older ones write differently): what a tool is called with, what
 * structured output holds. Takes anything for a schema, ends soon and never throws; where a schema contradicts itself or
 * asks for very much, the value does not satisfy it.
 */
export const exampleOf = (schema: unknown, luck: Luck): unknown => {
  const making: Making = {
    root: schema,
    luck,
    make: (part, place) => make(part, making, place),
    effortLeft: EFFORT,
    checksLeft: CHECKS,
    budget: budgetNow(),
    turn: 0,
  }
  return making.make(schema, { name: '', path: '', depth: 0 })
}
