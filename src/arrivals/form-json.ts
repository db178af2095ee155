import { isObject } from '../json-value.ts'

/** What would reach a prototype, if somebody copied it key by key. */
const reachesPrototype = (key: string, value: unknown): boolean =>
  key === '__proto__' || (key === 'constructor' && isObject(value) && Object.hasOwn(value, 'prototype'))

/** The type of a text that is JSON. */
export const FORM_JSON = 'application/json'
/** No more of JSON is read in one text of a form: no operation asks for any. */
export const MOST_JSON_LETTERS = 64 * 1024

/** Whether a text of this type is said to be JSON. */
export const isFormJson = (mimetype: string): boolean => mimetype.startsWith(FORM_JSON)

/** The value of a text that is said to be JSON. Throws where it is none, or has keys that mean something to JavaScript. */
export const parseFormJson = (text: string): unknown =>
  JSON.parse(text.replace(/^\ufeff/, ''), (key, value: unknown) => {
    if (reachesPrototype(key, value)) throw new SyntaxError(`the key ${key} is not taken`)
    return value
  })
