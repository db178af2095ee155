import { type DestinationStream, type Logger, pino } from 'pino'
import type { Settings } from '../settings.ts'

/** The log that the settings ask for, on the standard output or on what is given instead. */
export const openLog = async (
  { logLevel, logFormat }: Pick<Settings, 'logLevel' | 'logFormat'>,
  to?: DestinationStream,
): Promise<Logger> => {
  const options = { level: logLevel, base: null }
  if (logFormat === 'json')
    return pino(
      { ...options, timestamp: pino.stdTimeFunctions.isoTime },
      to ?? pino.destination({ fd: 1, sync: false }),
    )
  const { default: pretty } = await import('pino-pretty')
  return pino(
    options,
    pretty({ destination: to ?? 1, sync: false, ignore: 'session,entry,status', translateTime: 'SYS:HH:MM:ss.l' }),
  )
}
