import { type DestinationStream, type Logger, pino } from 'pino'
import { ExchangeFields, withWrite } from '../journal/line.ts'
import type { Settings } from '../settings.ts'
import { withoutSecrets } from '../without-secrets.ts'

/** Makes pino tell a stream what a line is made from, before it writes the line. */
const METADATA = Symbol.for('pino.metadata')

/** Takes lines, and hands them on without secrets; to look at those of exchanges again, which have none, takes longer than to write them. */
const shownTo = (write: (line: string) => void): DestinationStream => {
  const stream = {
    [METADATA]: true,
    lastObj: null as unknown,
    write: (line: string) => write(stream.lastObj instanceof ExchangeFields ? line : withoutSecrets(line)),
  }
  return stream
}

/** The log that the settings ask for, written line by line to `to`, without secrets: whatever a line is about. */
export const openLog = async (
  { logLevel, logFormat }: Pick<Settings, 'logLevel' | 'logFormat'>,
  to: DestinationStream,
): Promise<Logger> => {
  const options = { level: logLevel, base: null }
  if (logFormat === 'json') {
    const write = (line: string) => to.write(line)
    return withWrite(pino({ ...options, timestamp: pino.stdTimeFunctions.isoTime }, shownTo(write)), write)
  }
  const { prettyFactory } = await import('pino-pretty')
  // the function alone: its stream would keep all lines that nobody takes, and end with the first error
  const pretty = prettyFactory({ ignore: 'session,entry,status', translateTime: 'SYS:HH:MM:ss.l' })
  return pino(
    options,
    shownTo(line => to.write(pretty(line))),
  )
}
