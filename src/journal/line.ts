import type { Logger } from 'pino'
import type { Entry } from './entry.ts'
import { isoOf } from './iso-of.ts'

/** Milliseconds as log lines show them. */
export const shortMs = (ms: number): string => (ms < 10 ? `${Math.round(ms * 10) / 10} ms` : `${Math.round(ms)} ms`)

/** The exchange as one sentence: what came, what it got, why, and whose it was. */
export const lineOf = ({ method, path, status, durationMs, because, session, call, attempt }: Entry): string =>
  `${method} ${path} → ${status ?? 'no answer'} in ${shortMs(durationMs)}: ${because} [${session}, ${call} attempt ${attempt}]`

/** The fields of a line about an exchange. What they and its sentence say stands in an entry, where no secret is. */
export class ExchangeFields {
  readonly session: string
  readonly entry: string
  readonly status: number | null

  constructor({ session, id, status }: Entry) {
    this.session = session
    this.entry = id
    this.status = status
  }
}

const WRITE = Symbol('write')

/** A log that can take whole lines. */
type LineLog = Logger & { readonly [WRITE]?: (line: string) => void }

/** Lets lines about exchanges past pino, as it would write them: they were a fifth of what a 200 costs with the log on. */
export const withWrite = (log: Logger, write: (line: string) => void): Logger => Object.assign(log, { [WRITE]: write })

const jsonLine = (entry: Entry, nowMs: number): string =>
  `{"level":30,"time":"${isoOf(nowMs)}","session":${JSON.stringify(entry.session)},"entry":"${entry.id}"` +
  `,"status":${entry.status},"msg":${JSON.stringify(lineOf(entry))}}\n`

/** One log line an exchange; `nowMs` is the wall clock. */
export const logExchange = (log: LineLog, entry: Entry, nowMs: number): void => {
  if (!log.isLevelEnabled('info')) return
  const write = log[WRITE]
  if (write) write(jsonLine(entry, nowMs))
  else log.info(new ExchangeFields(entry), lineOf(entry))
}
