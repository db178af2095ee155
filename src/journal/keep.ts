import type { Call, UploadedFile } from '../call.ts'
import type { BodyRead } from '../request/received.ts'
import { hinted, type Kept, withoutKey } from './entry.ts'

/** Headers whose values are credentials: never kept, never logged. */
const SECRET = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key', 'api-key'])

/** A body is kept up to here; what is longer says how much was left out. */
const MAX_BODY_BYTES = 64 * 1024

/** The same for a text in a form, which may hold a file as base64. */
const MAX_FIELD_LETTERS = 1000

const upTo = (content: Buffer): string => {
  const text = content.toString('utf8', 0, MAX_BODY_BYTES)
  const rest = content.length - MAX_BODY_BYTES
  return rest > 0 ? `${text}… (${rest} bytes more)` : text
}

const fieldLine = ([name, value]: readonly [string, unknown]): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const rest = text.length - MAX_FIELD_LETTERS
  return `${name}: ${text.slice(0, MAX_FIELD_LETTERS)}${rest > 0 ? `… (${rest} letters more)` : ''}`
}

const fileLine = ({ filename, contentType, bytes }: UploadedFile): string =>
  `file: ${filename} (${contentType}, ${bytes} bytes)`

/** A body as text: what came, or of a form a line for each of its parts. */
const textOf = (body: BodyRead): string | null => {
  if (body.kind === 'whole') return upTo(body.content)
  if (body.kind !== 'form') return null
  const lines = Object.entries(body.fields).map(fieldLine)
  return upTo(Buffer.from([...lines, ...(body.file ? [fileLine(body.file)] : [])].join('\n')))
}

/** What is kept of a request: its headers and body without any credential. */
export const keep = ({ headers, key }: Call, body: BodyRead): Kept => {
  const shown: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '')
    shown[name] = SECRET.has(name) ? hinted(text.replace(/^Bearer +/i, '')) : withoutKey(text, key)
  }
  const text = textOf(body)
  return { headers: shown, body: text === null ? null : withoutKey(text, key) }
}
