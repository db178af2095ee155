import { isObject, type JsonObject } from '../../json-value.ts'
import { type Effort, readLoosely } from './read-loosely.ts'

/** An object that stands in a text, and what leads up to it. */
export interface FoundObject {
  readonly value: JsonObject
  readonly before: string
}

const BEFORE = 80
const MOST_OBJECTS = 200
/** What an attempt that fails costs besides what it read. */
const FAILED = 20

/** The objects in a text, in their order; those within others are not told apart. */
export const foundObjects = (text: string, effort: Effort): readonly FoundObject[] => {
  const found: FoundObject[] = []
  let from = 0
  while (found.length < MOST_OBJECTS && effort.left > 0) {
    const at = text.indexOf('{', from)
    if (at === -1) break
    const read = readLoosely(text, at, effort)
    if (read && isObject(read.value) && Object.keys(read.value).length > 0)
      found.push({ value: read.value, before: text.slice(Math.max(0, at - BEFORE), at) })
    if (!read) effort.left -= FAILED
    from = read?.end ?? at + 1
  }
  return found
}
