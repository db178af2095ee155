import { isObject } from '../json-value.ts'

/** What would reach a prototype, if somebody copied it key by key. */
const reachesPrototype = (key: string, value: unknown): boolean =>
  key === '__proto__' || (key === 'constructor' && isObject(value) && Object.hasOwn(value, 'prototype'))

/** The type of a text that is JSON. */
export const FORM_JSON = 'application/json'
/** No more of JSON is read in one text of a form: no operation asks for any. */
const MOST_JSON_LETTERS = 64 * 1024

/** Whether a text of this type is said to be JSON. */
export const isFormJson = (mimetype: string): boolean => mimetype.startsWith(FORM_JSON)

/** The value of a text that is said to be JSON. Throws where it is none, or has keys that mean something to JavaScript. */
const parsed = (text: string): unknown =>
  JSON.parse(text.replace(/^\ufeff/, ''), (key, value: unknown) => {
    if (reachesPrototype(key, value)) throw new SyntaxError(`the key ${key} is not taken`)
    return value
  })

/** The value of a text of a form that is said to be JSON, or why there is none. */
export const formJson = (text: string): { readonly value: unknown } | 'too-long' | 'no-json' => {
  if (text.length > MOST_JSON_LETTERS) return 'too-long'
  try {
    return { value: parsed(text) }
  } catch {
    return 'no-json'
  }
}
