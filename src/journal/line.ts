import type { Logger } from 'pino'
import type { Entry } from './entry.ts'

/** To a tenth. */
export const roundedMs = (ms: number): number => Math.round(ms * 10) / 10

/** Milliseconds as log lines show them. */
export const shortMs = (ms: number): string => (ms < 10 ? `${roundedMs(ms)} ms` : `${Math.round(ms)} ms`)

/** The exchange as one sentence: what came, what it got, why, and whose it was. `shown` is the status as it is to be seen. */
export const lineOf = (
  { method, path, status, durationMs, because, session, call, attempt }: Entry,
  shown: string = `${status ?? 'no answer'}`,
): string =>
  `${method} ${path} → ${shown} in ${shortMs(durationMs)}: ${because} [${session}, ${call} attempt ${attempt}]`

/** What the line of an exchange says in fields, for machines. It stands in an entry, where no secret is. */
export const fieldsOf = ({ session, id, method, path, status, durationMs, rule, call, attempt, model }: Entry) => ({
  session,
  entry: id,
  method,
  path,
  status,
  ms: roundedMs(durationMs),
  rule,
  call,
  attempt,
  model,
})

/** Writes the line of an exchange that is over at this moment of the wall clock. */
export type WriteExchange = (entry: Entry, nowMs: number) => void

const WRITE = Symbol('write')

/** A log that has its own way with exchanges. */
type ExchangeLog = Logger & { readonly [WRITE]?: WriteExchange }

/** Lets lines about exchanges past pino: they were a fifth of what a 200 costs with the log on. */
export const withWrite = (log: Logger, write: WriteExchange): Logger => Object.assign(log, { [WRITE]: write })

/** One log line an exchange; `nowMs` is the wall clock. */
export const logExchange = (log: ExchangeLog, entry: Entry, nowMs: number): void => {
  if (!log.isLevelEnabled('info')) return
  const write = log[WRITE]
  if (write) write(entry, nowMs)
  else log.info(fieldsOf(entry), lineOf(entry))
}
