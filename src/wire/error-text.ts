import { unpacked } from './unpacked.ts'
import type { Sent } from './wire.ts'

/** Longer texts tell nothing that matters. */
const MOST_LETTERS = 4096
/** How an event with an error begins, named or bare. */
const EVENT = /^(?:event: error|data: \{"error":)/gm
/** What stands in each such beginning; most streams never have it. */
export const ERROR_WORD = 'error'
/** From its end back to the beginning of its line, and to the end of the line before, are fewer letters than these. */
export const LETTERS_UP_TO_WORD = 16

export const decoded = (bytes: Uint8Array | string, encoding: 'utf8' | 'latin1' = 'utf8'): string =>
  typeof bytes === 'string' ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(encoding)

/** The text of the error that was sent: the body of a status of 400 or more, or the last event of a stream; empty for none. */
export const errorTextOf = ({ status, headers, last }: Pick<Sent, 'status' | 'headers' | 'last'>): string => {
  if (status === null || last === null) return ''
  if (status >= 400) return decoded(unpacked(headers, last).slice(0, MOST_LETTERS))
  const end = decoded(last.slice(-MOST_LETTERS))
  if (!end.includes(ERROR_WORD)) return ''
  const at = [...end.matchAll(EVENT)].at(-1)?.index
  return at === undefined ? '' : end.slice(at)
}
