import { isObject, member } from '../../json-value.ts'
import { plainKeywords, schemaKeywords } from './schema-keywords.ts'

/** One place in a schema. Its pointer is put together only where it is told: schemas may be very deep. */
interface Place {
  readonly value: unknown
  readonly name: string
  readonly parent: Place | null
}

const pointerOf = (place: Place): string => {
  const names: string[] = []
  for (let at = place; at.parent; at = at.parent) names.push(at.name.replaceAll('~', '~0').replaceAll('/', '~1'))
  return names
    .map(name => `/${name}`)
    .reverse()
    .join('')
}

const below = (parent: Place): readonly Place[] =>
  Object.entries(parent.value ?? {}).map(([name, value]) => ({ value, name, parent }))

const isNotEmpty = (value: unknown): boolean => Array.isArray(value) && value.length > 0

/** The schemas that the value of a keyword holds, or null where it is not what the keyword takes. */
const schemasIn = (keyword: Place): readonly Place[] | null => {
  const { name, value } = keyword
  switch (schemaKeywords.get(name)) {
    case 'one':
      return [keyword]
    case 'named':
      return isObject(value) ? below(keyword) : null
    case 'list':
      return isNotEmpty(value) ? below(keyword) : null
    case 'one or list':
      return Array.isArray(value) ? below(keyword) : [keyword]
    default:
      return (plainKeywords.get(name)?.(value) ?? true) ? [] : null
  }
}

const unescaped = (segment: string): string => {
  try {
    return decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return segment
  }
}

/** Whether a reference into the schema itself leads nowhere. Others are not followed. */
const isLost = (root: unknown, { name, value }: Place): boolean => {
  if (name !== '$ref' || typeof value !== 'string' || !value.startsWith('#/')) return false
  let found = root
  for (const segment of value.slice(2).split('/')) {
    const next = unescaped(segment)
    found = Array.isArray(found) ? found[Number(next)] : member(found, next)
  }
  return found === undefined
}

const problemIn = (schema: Place, root: unknown, waiting: Place[]): Place | null => {
  for (const keyword of below(schema)) {
    const schemas = schemasIn(keyword)
    if (!schemas || isLost(root, keyword)) return keyword
    for (const inner of schemas) waiting.push(inner)
  }
  return null
}

/**
 * The JSON Pointer of the first thing that makes a value no JSON Schema, or null for one that is. It keeps a heap of its own, so that
 * depth does not matter; a reference that leads back to itself is right.
 */
export const schemaProblem = (root: unknown): string | null => {
  const waiting: Place[] = [{ value: root, name: '', parent: null }]
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    if (typeof place.value === 'boolean') continue
    const problem = isObject(place.value) ? problemIn(place, root, waiting) : place
    if (problem) return pointerOf(problem)
  }
  return null
}
