import { type DestinationStream, type Logger, pino } from 'pino'
import type { Settings } from '../settings.ts'
import { withoutSecrets } from '../without-secrets.ts'

/** The log that the settings ask for, written line by line to `to`, without secrets: whatever a line is about. */
export const openLog = async (
  { logLevel, logFormat }: Pick<Settings, 'logLevel' | 'logFormat'>,
  to: DestinationStream,
): Promise<Logger> => {
  const options = { level: logLevel, base: null }
  const shown = { write: (line: string) => to.write(withoutSecrets(line)) }
  if (logFormat === 'json') return pino({ ...options, timestamp: pino.stdTimeFunctions.isoTime }, shown)
  const { prettyFactory } = await import('pino-pretty')
  // the function alone: its stream would keep all lines that nobody takes, and end with the first error
  const pretty = prettyFactory({ ignore: 'session,entry,status', translateTime: 'SYS:HH:MM:ss.l' })
  return pino(options, { write: line => to.write(pretty(withoutSecrets(line))) })
}
