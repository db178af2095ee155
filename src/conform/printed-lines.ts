import { isObject, type JsonObject } from '../json-value.ts'

/** What a runner printed of a call, or of what it can't do. */
export interface PrintedLine {
  readonly ok: boolean
  /** What the model said, of a success. */
  readonly text: string | null
  readonly finish: string | null
  /** Of a failure. */
  readonly status: number | null
  readonly error: string | null
  readonly message: string | null
}

/** All that a runner printed, as far as it is meant for us. */
export interface Printed {
  readonly lines: readonly PrintedLine[]
  /** Why the runner can't do what the case asks for; null where it can. */
  readonly unsupported: string | null
}

const objectIn = (line: string): JsonObject | null => {
  if (!line.startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const lineOf = (value: JsonObject): PrintedLine => ({
  ok: value.ok === true,
  text: textOr(value.text),
  finish: textOr(value.finish),
  status: typeof value.status === 'number' ? value.status : null,
  error: textOr(value.error),
  message: textOr(value.message),
})

/** Reads what a runner printed on stdout. What is no line of the contract belongs to somebody else, such as a library that warns. */
export const printedLines = (text: string): Printed => {
  const objects = text.split('\n').flatMap<JsonObject>(line => objectIn(line.trim()) ?? [])
  const unsupported = objects.find(value => typeof value.unsupported === 'string')
  return {
    lines: objects.filter(({ ok }) => typeof ok === 'boolean').map(lineOf),
    unsupported: textOr(unsupported?.unsupported),
  }
}
