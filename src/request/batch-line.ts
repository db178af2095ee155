import { isUtf8 } from 'node:buffer'
import { batchMethod, batchUrls } from '../groq/batch-facts.ts'
import { holdsTooMany, MOST_VALUES } from './json-count.ts'

/** What is wrong with a line, in the manner of the documented `errors` of a batch (docs/facts/groq-wire.md §3.9). */
export interface LineProblem {
  readonly code: string
  readonly message: string
  readonly param: string | null
}

/** What a line asks for. A field that should be text but is not is empty. */
export interface BatchLine {
  readonly customId: string
  readonly url: string
  /** As JSON text; empty where the line has none. */
  readonly body: string
}

type JsonObject = Readonly<Record<string, unknown>>

const own = (value: JsonObject, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined)

const textIn = (value: JsonObject, name: string): string => {
  const text = own(value, name)
  return typeof text === 'string' ? text : ''
}

/** The object that a line holds, or null where it holds none, or more names and values than are read of one body. */
export const parseLine = (bytes: Uint8Array): JsonObject | null => {
  try {
    const value: unknown = isUtf8(bytes) && !holdsTooMany(bytes) ? JSON.parse(Buffer.from(bytes).toString()) : null
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
  } catch {
    return null
  }
}

/** What a line asks for, or null where it is no JSON object or nested deeper than it could be sent on. */
export const lineOf = (bytes: Uint8Array): BatchLine | null => {
  const value = parseLine(bytes)
  if (value === null) return null
  try {
    const body = JSON.stringify(own(value, 'body')) ?? ''
    return { customId: textIn(value, 'custom_id'), url: textIn(value, 'url'), body }
  } catch {
    return null
  }
}

/** A line that is not JSON. */
export const notJson: LineProblem = {
  code: 'invalid_json_line',
  message: `The line is not a JSON object, or has more than ${MOST_VALUES} names and values.`,
  param: null,
}

const missing = (param: string): LineProblem => ({
  code: 'missing_required_parameter',
  message: `Missing required parameter: '${param}'.`,
  param,
})

// a value of the client's own can be long; its beginning is enough to find it
const shown = (value: unknown): string => (typeof value === 'string' ? value : typeof value).slice(0, 100)

// the sentence about a method is documented; it has no full stop
const notAllowed = (code: string, param: string, value: unknown, allowed: readonly string[]): LineProblem => ({
  code,
  message: `Invalid value: '${shown(value)}'. Supported values are: ${allowed.map(name => `'${name}'`).join(', ')}`,
  param,
})

const wrongType = (param: string, expected: string): LineProblem => ({
  code: 'invalid_type',
  message: `Invalid type for '${param}': expected ${expected}.`,
  param,
})

const customIdProblem = (id: unknown): LineProblem | null =>
  typeof id === 'string' && id !== '' ? null : wrongType('custom_id', 'a text that is not empty')

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The first thing that is wrong with the object of a line, or null. */
export const lineProblem = (value: JsonObject | null): LineProblem | null => {
  if (value === null) return notJson
  const absent = ['custom_id', 'method', 'url', 'body'].find(name => own(value, name) === undefined)
  if (absent !== undefined) return missing(absent)
  const { method, url } = value
  return (
    customIdProblem(value.custom_id) ??
    (method === batchMethod ? null : notAllowed('invalid_method', 'method', method, [batchMethod])) ??
    (typeof url === 'string' && batchUrls.includes(url) ? null : notAllowed('invalid_url', 'url', url, batchUrls)) ??
    (isObject(value.body) ? null : wrongType('body', 'an object'))
  )
}
