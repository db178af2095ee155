import { isObject } from '../../json-value.ts'
import { MOST_SCHEMAS, type Place, placesBelow, pointerOf } from './place.ts'
import { referred } from './referred.ts'
import { plainKeywords, schemaKeywords } from './schema-keywords.ts'

const isNotEmpty = (value: unknown): boolean => Array.isArray(value) && value.length > 0

/** The schemas that the value of a keyword holds, or null where it is not what the keyword takes. */
const schemasIn = (keyword: Place): readonly Place[] | null => {
  const { name, value } = keyword
  switch (schemaKeywords.get(name)) {
    case 'one':
      return [keyword]
    case 'named':
      return isObject(value) ? placesBelow(keyword) : null
    case 'list':
      return isNotEmpty(value) ? placesBelow(keyword) : null
    case 'one or list':
      return Array.isArray(value) ? placesBelow(keyword) : [keyword]
    default:
      return (plainKeywords.get(name)?.(value) ?? true) ? [] : null
  }
}

/** Whether a reference into the schema itself leads nowhere. Others are not followed. */
const isLost = (root: unknown, { name, value }: Place): boolean =>
  name === '$ref' && typeof value === 'string' && value.startsWith('#/') && referred(root, value) === undefined

const problemIn = (schema: Place, root: unknown, waiting: Place[]): Place | null => {
  for (const keyword of placesBelow(schema)) {
    const schemas = schemasIn(keyword)
    if (!schemas || isLost(root, keyword)) return keyword
    for (const inner of schemas) waiting.push(inner)
  }
  return null
}

/**
 * The JSON Pointer of the first thing that makes a value no JSON Schema, or null for one that is. It keeps a heap of its own, so that
 * depth does not matter; a reference that leads back to itself is right. Of very many schemas it looks at the first.
 */
export const schemaProblem = (root: unknown): string | null => {
  const waiting: Place[] = [{ value: root, name: '', parent: null }]
  for (let looked = 0; looked < MOST_SCHEMAS; looked += 1) {
    const place = waiting.pop()
    if (!place) return null
    if (typeof place.value === 'boolean') continue
    const problem = isObject(place.value) ? problemIn(place, root, waiting) : place
    if (problem) return pointerOf(problem)
  }
  return null
}
