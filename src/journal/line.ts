import type { Logger } from 'pino'
import type { Entry } from './entry.ts'

/** Milliseconds as log lines show them. */
export const shortMs = (ms: number): string => (ms < 10 ? `${Math.round(ms * 10) / 10} ms` : `${Math.round(ms)} ms`)

/** The exchange as one sentence: what came, what it got, why, and whose it was. */
export const lineOf = ({ method, path, status, durationMs, because, session, call, attempt }: Entry): string =>
  `${method} ${path} → ${status ?? 'no answer'} in ${shortMs(durationMs)}: ${because} [${session}, ${call} attempt ${attempt}]`

/** One log line an exchange. */
export const logExchange = (log: Logger, entry: Entry): void => {
  if (!log.isLevelEnabled('info')) return
  log.info({ session: entry.session, entry: entry.id, status: entry.status }, lineOf(entry))
}
