import type { Entry } from '../journal/entry.ts'
import type { LightEntry } from './shapes.ts'

/** So many letters of a body are kept, and shown at first. */
export const SHOWN_LETTERS = 2000

/** An entry with the beginning of its body: thousands of entries are kept, and a prompt may have megabytes. */
export const light = (entry: Entry): LightEntry => {
  const body = entry.kept?.body ?? null
  if (entry.kept === null || body === null || body.length <= SHOWN_LETTERS) return { ...entry, cutFrom: null }
  // a part of a text keeps all of it in memory, unless it is made anew
  const start = JSON.parse(JSON.stringify(body.slice(0, SHOWN_LETTERS))) as string
  return { ...entry, kept: { ...entry.kept, body: start }, cutFrom: body.length }
}
