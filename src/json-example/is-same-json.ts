import { isObject } from '../json-value.ts'

const DEEPEST = 64

const sameEntries = (a: object, b: object, depth: number): boolean => {
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every(
      name => Object.hasOwn(b, name) && isSameJson(Reflect.get(a, name) as unknown, Reflect.get(b, name), depth + 1),
    )
  )
}

/** Whether two values are equal as JSON, whatever the order of keys. What is nested deeper than anything real is not. */
export const isSameJson = (a: unknown, b: unknown, depth = 0): boolean => {
  if (a === b) return true
  if (depth > DEEPEST) return false
  if (Array.isArray(a) ? Array.isArray(b) : isObject(a) && isObject(b))
    return sameEntries(a as object, b as object, depth)
  return false
}
