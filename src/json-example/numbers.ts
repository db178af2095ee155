import type { JsonObject } from '../json-value.ts'
import { choice, drawn, type Making, type Place } from './making.ts'

/** The usual width of what is drawn from, where a schema leaves it open. */
const WIDTH = 99
/** How many multiples are looked at for one that is exact in binary. */
const MOST_MULTIPLES = 1000

/** The first of these keywords that is a number. */
export const numberOf = (schema: JsonObject, ...names: readonly string[]): number | undefined =>
  names.map(name => schema[name]).find((value): value is number => typeof value === 'number' && Number.isFinite(value))

interface Bounds {
  readonly low: number
  readonly high: number
  readonly aboveLow: boolean
  readonly belowHigh: boolean
}

const given = (schema: JsonObject) => ({
  least: numberOf(schema, 'minimum') ?? Number.NEGATIVE_INFINITY,
  above: numberOf(schema, 'exclusiveMinimum') ?? Number.NEGATIVE_INFINITY,
  most: numberOf(schema, 'maximum') ?? Number.POSITIVE_INFINITY,
  below: numberOf(schema, 'exclusiveMaximum') ?? Number.POSITIVE_INFINITY,
})

/** What the schema says, and where it is silent something near zero. */
const boundsOf = (schema: JsonObject, usual: number): Bounds => {
  const { least, above, most, below } = given(schema)
  const high = Math.min(most, below)
  const low = Math.max(least, above)
  const from = Number.isFinite(low) ? low : Math.min(usual, high - WIDTH)
  const openLow = Number.isFinite(low) ? low : Number.isFinite(high) && high < usual ? from : usual
  return {
    low: openLow,
    high: Number.isFinite(high) ? high : openLow + WIDTH,
    aboveLow: above >= least && Number.isFinite(above),
    belowHigh: below <= most && Number.isFinite(below),
  }
}

const isWithin = ({ low, high, aboveLow, belowHigh }: Bounds, value: number): boolean =>
  (aboveLow ? value > low : value >= low) && (belowHigh ? value < high : value <= high)

const multipleOf = (step: number, bounds: Bounds, whole: boolean, making: Making, place: Place): number => {
  const first = Math.ceil(bounds.low / step)
  const many = Math.min(Math.floor(bounds.high / step) - first + 1, WIDTH + 1)
  const start = many > 0 ? choice(making, place, many) : 0
  for (let i = 0; i < Math.min(Math.max(many, 1), MOST_MULTIPLES); i += 1) {
    const value = (first + ((start + i) % Math.max(many, 1))) * step
    const exact = Number.isInteger(value / step) && (!whole || Number.isInteger(value))
    if (exact && isWithin(bounds, value)) return value
  }
  return first * step
}

/** A whole number within the bounds of a schema. */
export const integerOf = (schema: JsonObject, making: Making, place: Place): number => {
  const bounds = boundsOf(schema, 1)
  return multipleOf(stepOf(schema), bounds, true, making, place)
}

/** A number within the bounds of a schema, with two decimals where there is room for them. */
export const fractionOf = (schema: JsonObject, making: Making, place: Place): number => {
  const bounds = boundsOf(schema, 0)
  if (numberOf(schema, 'multipleOf') !== undefined) return multipleOf(stepOf(schema), bounds, false, making, place)
  const width = Math.min(bounds.high - bounds.low, WIDTH + 1)
  const value = bounds.low + width * (0.25 + drawn(making, place) / 2)
  const rounded = Math.round(value * 100) / 100
  return isWithin(bounds, rounded) ? rounded : value
}

function stepOf(schema: JsonObject): number {
  const step = numberOf(schema, 'multipleOf')
  return step === undefined || step <= 0 ? 1 : step
}
