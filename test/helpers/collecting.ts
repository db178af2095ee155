import { Writable } from 'node:stream'
import { type LevelWithSilent, type Logger, pino } from 'pino'

/** A log that keeps its lines. */
export const collecting = (level: LevelWithSilent = 'trace'): { readonly lines: string[]; readonly log: Logger } => {
  const lines: string[] = []
  const log = pino(
    { level },
    new Writable({
      write: (chunk, _encoding, done) => {
        lines.push(String(chunk))
        done()
      },
    }),
  )
  return { lines, log }
}
