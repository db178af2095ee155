import { unpacked } from './unpacked.ts'
import type { Sent } from './wire.ts'

/** Longer texts tell nothing that matters. */
const MOST_LETTERS = 4096
/** How an event with an error begins, named or bare. */
const EVENT = /^(?:event: error|data: \{"error":)/gm

const decoded = (bytes: Uint8Array | string): string =>
  typeof bytes === 'string' ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()

/** The text of the error that was sent: the body of a status of 400 or more, or the last event of a stream; empty for none. */
export const errorTextOf = ({ status, headers, last }: Pick<Sent, 'status' | 'headers' | 'last'>): string => {
  if (status === null || last === null) return ''
  if (status >= 400) return decoded(unpacked(headers, last).slice(0, MOST_LETTERS))
  const end = decoded(last.slice(-MOST_LETTERS))
  // most ends say nothing of an error
  if (!end.includes('error')) return ''
  const at = [...end.matchAll(EVENT)].at(-1)?.index
  return at === undefined ? '' : end.slice(at)
}
