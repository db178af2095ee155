import { type Flag, textFlag } from './flags.ts'
import { UsageError } from './usage-error.ts'

/** A base URL as it is told to others, without a slash at the end; null for what is none. */
const baseUrlIn = (text: string): string | null => {
  if (!/^https?:\/\/[^\s/]/i.test(text) || /\s/.test(text) || !URL.canParse(text)) return null
  const { origin, pathname, search, hash, username, password } = new URL(text)
  // what stands behind a base URL would come in the middle of its query, and credentials are nobody's to read
  const more = search + hash + username + password
  return more === '' && !/[?#@]/.test(text) ? origin + pathname.replace(/\/+$/, '') : null
}

/** The URL of a server. */
export const urlFlag = (help: string, shownDefault: string): Flag<string> => ({
  ...textFlag('URL', help, shownDefault),
  read: texts => {
    const url = baseUrlIn(texts.at(-1) ?? '')
    if (url === null)
      throw new UsageError(
        'a URL such as http://mock-1:4010, with http or https, a host, and neither credentials nor a query',
      )
    return url
  },
})
