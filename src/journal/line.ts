import type { Logger } from 'pino'
import type { Entry } from './entry.ts'

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

/** One log line an exchange. */
export const logExchange = (log: Logger, entry: Entry): void => {
  if (log.isLevelEnabled('info')) log.info(new ExchangeFields(entry), lineOf(entry))
}
