import { formatDuration } from '../units.ts'
import { LONGEST_TOLD_MS, type Told, type ToldWait } from './told.ts'

const MOST_DIGITS = 40

/** A wait in a unit that is easily read; one of a century or more as it stood. */
const lengthOf = ({ text, ms }: ToldWait<string>, unit: 's' | 'ms'): string => {
  if (ms === null || text === null || ms < LONGEST_TOLD_MS) return formatDuration(ms ?? 0)
  return `${text.length > MOST_DIGITS ? `${text.slice(0, MOST_DIGITS)}…` : text}${unit}`
}

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
      return [`retry after ${lengthOf(told, 'ms')} (${name})`]
    default:
      return [`retry after ${lengthOf(told, 's')}`]
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
