/** A JSON object whose members are unknown. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Tells an object from an array, null and everything else: a body that was not validated may be any of them. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The member of an object, or undefined where there is neither. */
export const member = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined

const names = new WeakMap<object, readonly string[]>()
/** From here on it pays to keep them: to list 40 000 names takes some eight milliseconds. */
const MANY = 500

/** The names of an object that nobody changes, as it was read of a body. */
export const namesOf = (object: object): readonly string[] => {
  const known = names.get(object)
  if (known) return known
  const fresh = Object.keys(object)
  if (fresh.length >= MANY) names.set(object, fresh)
  return fresh
}

/** Keeps the names of an object that was just read, where they are known by then: in the order in which they are listed. */
export const keepNames = (object: object, known: readonly string[]): void => {
  names.set(object, known)
}

/** The first members of an object, by name; the others are not touched, however many there are. */
export const firstMembers = (object: JsonObject, most: number): readonly (readonly [string, unknown])[] =>
  namesOf(object)
    .slice(0, most)
    .map(name => [name, object[name]])

/** The array itself, or an empty one for everything else. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
