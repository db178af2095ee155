import { type DestinationStream, type Logger, pino } from 'pino'
import { colouredLine, jsonLine, textLine } from '../journal/exchange-lines.ts'
import { withWrite } from '../journal/line.ts'
import type { Settings } from '../settings.ts'
import { withoutSecrets } from '../without-secrets.ts'

/** Fields that only the JSON format shows; the line for people says them in words. */
const IN_WORDS = 'url,port,entry'

/** The log that the settings ask for, written line by line to `to`, without secrets: whatever a line is about. */
export const openLog = async (
  { logLevel, logFormat }: Pick<Settings, 'logLevel' | 'logFormat'>,
  to: DestinationStream,
  isColoured = false,
): Promise<Logger> => {
  const options = { level: logLevel, base: null }
  // to look again at the lines of exchanges, which are made from entries, takes longer than to write them
  if (logFormat === 'json') {
    const log = pino(
      { ...options, timestamp: pino.stdTimeFunctions.isoTime },
      { write: line => to.write(withoutSecrets(line)) },
    )
    return withWrite(log, (entry, nowMs) => to.write(jsonLine(entry, nowMs)))
  }
  const { prettyFactory } = await import('pino-pretty')
  // the function alone: its stream would keep all lines that nobody takes, and end with the first error
  const pretty = prettyFactory({ ignore: IN_WORDS, translateTime: 'SYS:HH:MM:ss.l', colorize: isColoured })
  const log = pino(options, { write: line => to.write(pretty(withoutSecrets(line))) })
  const lineOf = isColoured ? colouredLine : textLine
  return withWrite(log, (entry, nowMs) => to.write(lineOf(entry, nowMs)))
}
