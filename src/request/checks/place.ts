import { firstMembers, isObject } from '../../json-value.ts'

/** One place in a schema. Its pointer is put together only where it is told: schemas may be very deep. */
export interface Place {
  readonly value: unknown
  readonly name: string
  readonly parent: Place | null
}

/** The JSON Pointer of a place, empty for the root. */
export const pointerOf = (place: Place): string => {
  const names: string[] = []
  for (let at = place; at.parent; at = at.parent) names.push(at.name.replaceAll('~', '~0').replaceAll('/', '~1'))
  return names
    .map(name => `/${name}`)
    .reverse()
    .join('')
}

/** Schemas that are looked at for one thing; none that fits the context of a model is likely to have as many. */
export const MOST_SCHEMAS = 2000

/** The places right below one, by the keys of its value; of very many the first. */
export const placesBelow = (parent: Place): readonly Place[] => {
  const { value } = parent
  if (Array.isArray(value))
    return value.slice(0, MOST_SCHEMAS).map((one, index) => ({ value: one, name: String(index), parent }))
  return isObject(value) ? firstMembers(value, MOST_SCHEMAS).map(([name, one]) => ({ value: one, name, parent })) : []
}
