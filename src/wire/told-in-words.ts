import { formatDuration } from '../units.ts'
import type { Told, ToldWait } from './told.ts'

const waitInWords = (name: string, told: ToldWait<string> | null): readonly string[] => {
  if (told === null) return []
  switch (told.is) {
    case 'removed':
      return [`without ${name}`]
    case 'malformed':
      return [`${name} "${told.text}", which is malformed`]
    case 'date':
      return [`retry after ${told.text}`]
    case 'milliseconds':
      return [`retry after ${formatDuration(told.ms ?? 0)} (${name})`]
    default:
      return [`retry after ${formatDuration(told.ms ?? 0)}`]
  }
}

const shouldRetryInWords = ({ shouldRetry }: Pick<Told, 'shouldRetry'>): readonly string[] => {
  if (shouldRetry === null) return []
  const { is, text } = shouldRetry
  return [is === 'removed' ? 'without x-should-retry' : `x-should-retry: ${text}`]
}

/** The headers that told something, as the end of a sentence: `, retry after 2s`; empty for nothing. */
export const toldInWords = (told: Omit<Told, 'tryAgainInMs'> | null): string =>
  told === null
    ? ''
    : [
        ...waitInWords('retry-after-ms', told.retryAfterMs),
        ...waitInWords('retry-after', told.retryAfter),
        ...shouldRetryInWords(told),
      ]
        .map(part => `, ${part}`)
        .join('')
