import type { Writable } from 'node:stream'
import { nextTurn } from '../turn-of-the-loop.ts'

/** So much is parsed at a time where many parts come at once: a hundred of them. */
const BITE_BYTES = 8 * 1024
/** Fewer parts are parsed at once. */
const FEW_PARTS = 50
/** What stands between two parts begins so. */
const BETWEEN = '\r\n--'

const hasFewParts = (chunk: Buffer): boolean => {
  let at = chunk.indexOf(BETWEEN)
  for (let parts = 1; parts < FEW_PARTS && at !== -1; parts += 1) at = chunk.indexOf(BETWEEN, at + BETWEEN.length)
  return at === -1
}

/**
 * Makes a parser take what holds many parts bite by bite, and lets others have their turn in between. What comes once `isOver` holds
 * is passed over.
 */
export const inBites = (parser: Writable, isOver: () => boolean): void => {
  const write = parser._write.bind(parser)
  parser._write = (chunk: Buffer, encoding, done) => {
    const take = (from: number): void => {
      if (isOver()) return done()
      const to = from + BITE_BYTES
      if (to >= chunk.length) return write(chunk.subarray(from), encoding, done)
      write(chunk.subarray(from, to), encoding, error => {
        if (error) done(error)
        else nextTurn(() => take(to))
      })
    }
    if (chunk.length <= BITE_BYTES || hasFewParts(chunk)) write(chunk, encoding, done)
    else take(0)
  }
}
