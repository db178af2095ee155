import type { Call } from '../call.ts'
import { hinted, type Kept, withoutKey } from './entry.ts'

/** Headers whose values are credentials: never kept, never logged. */
const SECRET = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key', 'api-key'])

/** A body is kept up to here; what is longer says how much was left out. */
const MAX_BODY_BYTES = 64 * 1024

const keptBody = (content: Buffer, key: string | null): string => {
  const text = content.toString('utf8', 0, MAX_BODY_BYTES)
  const rest = content.length - MAX_BODY_BYTES
  return withoutKey(rest > 0 ? `${text}… (${rest} bytes more)` : text, key)
}

/** What is kept of a request: its headers and body without any credential. */
export const keep = ({ headers, key }: Call, content: Buffer | null): Kept => {
  const shown: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '')
    shown[name] = SECRET.has(name) ? hinted(text.replace(/^Bearer +/i, '')) : withoutKey(text, key)
  }
  return { headers: shown, body: content && keptBody(content, key) }
}
