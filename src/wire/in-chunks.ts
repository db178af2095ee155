import type { IncomingMessage } from 'node:http'
import type { Head } from './wire.ts'

/** Adds to a head how a body goes out whose length nobody knows yet; tells whether that is in chunks. */
export const inChunks = (
  { headers }: Head,
  { httpVersionMinor }: Pick<IncomingMessage, 'httpVersionMinor'>,
  last: boolean,
): boolean => {
  // HTTP/1.0 knows no chunks: there the end of the connection ends the answer
  const has = httpVersionMinor > 0
  if (has) headers.push('transfer-encoding', 'chunked')
  if (last || !has) headers.push('connection', 'close')
  return has
}
