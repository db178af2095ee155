import type { Call, UploadedFile } from '../call.ts'
import type { BodyRead } from '../request/received.ts'
import { hiddenCredentials, isSecretName } from '../secret.ts'
import { shownUrl, withoutKey } from '../without-secrets.ts'
import type { Kept } from './entry.ts'

/** A body is kept up to here; what is longer says how much was left out. */
const MAX_BODY_BYTES = 64 * 1024

/** The same for a text in a form, which may hold a file as base64. */
const MAX_FIELD_LETTERS = 1000

/** So much behind the cut is looked at too: half a secret can't be told to be one. */
const BEHIND_CUT = 1024

type Clean = (text: string) => string

const upTo = (content: Buffer, clean: Clean): string => {
  const rest = content.length - MAX_BODY_BYTES
  if (rest <= 0) return clean(content.toString())
  const text = clean(content.toString('utf8', 0, MAX_BODY_BYTES + BEHIND_CUT))
  return `${Buffer.from(text).toString('utf8', 0, MAX_BODY_BYTES)}… (${rest} bytes more)`
}

const fieldLine = ([name, value]: readonly [string, unknown], clean: Clean): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (isSecretName(name)) return `${name}: ${hiddenCredentials(text)}`
  const rest = text.length - MAX_FIELD_LETTERS
  const shown = clean(text.slice(0, MAX_FIELD_LETTERS + BEHIND_CUT)).slice(0, MAX_FIELD_LETTERS)
  return `${clean(name)}: ${shown}${rest > 0 ? `… (${rest} letters more)` : ''}`
}

const fileLine = ({ filename, contentType, bytes }: UploadedFile): string =>
  `file: ${filename} (${contentType}, ${bytes} bytes)`

/** A body as text: what came, or of a form a line for each of its parts. */
const textOf = (body: BodyRead, clean: Clean): string | null => {
  if (body.kind === 'whole') return upTo(body.content, clean)
  if (body.kind !== 'form') return null
  const lines = Object.entries(body.fields).map(field => fieldLine(field, clean))
  return upTo(Buffer.from([...lines, ...(body.file ? [fileLine(body.file)] : [])].join('\n')), clean)
}

const shownHeader = (name: string, text: string, clean: Clean): string => {
  if (isSecretName(name)) return hiddenCredentials(text)
  // a host may have the name of a user before it
  return clean(name.endsWith('host') ? shownUrl(text) : text)
}

/** What is kept of a request: its headers and body without any secret. */
export const keep = ({ headers, key }: Call, body: BodyRead): Kept => {
  const clean: Clean = text => withoutKey(text, key)
  const shown: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '')
    shown[name] = shownHeader(name, text, clean)
  }
  return { headers: shown, body: textOf(body, clean) }
}
