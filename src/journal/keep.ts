import type { IncomingHttpHeaders } from 'node:http'
import { bodyText } from '../body-text.ts'
import type { Call, UploadedFile } from '../call.ts'
import type { BodyRead } from '../request/received.ts'
import { hiddenCredentials, isSecretName } from '../secret.ts'
import { cleanerOf, shownUrl } from '../without-secrets.ts'
import type { Kept } from './entry.ts'

/** A body is kept up to here; what is longer says how much was left out. */
const MAX_BODY_BYTES = 64 * 1024

/** The same for a text in a form, which may hold a file as base64. */
const MAX_FIELD_LETTERS = 1000

/** So much behind the cut is looked at too: half a secret can't be told to be one. */
const BEHIND_CUT = 1024

type Clean = (text: string) => string

const upTo = (text: string, bytes: number, clean: Clean): string => {
  const rest = bytes - MAX_BODY_BYTES
  if (rest <= 0) return clean(text)
  return `${Buffer.from(clean(text)).toString('utf8', 0, MAX_BODY_BYTES)}… (${rest} bytes more)`
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

/** As much of a body as is shown, and a little more, and how many bytes all of it is: what came, or of a form a line for each of its parts. */
const rawOf = (body: BodyRead, key: string | null): readonly [text: string, bytes: number] | null => {
  const most = MAX_BODY_BYTES + BEHIND_CUT
  if (body.kind === 'whole') {
    const { length } = body.content
    return [length <= most ? bodyText(body) : body.content.toString('utf8', 0, most), length]
  }
  if (body.kind !== 'form') return null
  const clean = cleanerOf(key)
  const lines = Object.entries(body.fields).map(field => fieldLine(field, clean))
  const content = Buffer.from([...lines, ...(body.file ? [fileLine(body.file)] : [])].join('\n'))
  return [content.toString('utf8', 0, most), content.length]
}

const valueText = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value?.join(', ') ?? '')

const shownHeader = (name: string, text: string, clean: Clean): string => {
  if (isSecretName(name)) return hiddenCredentials(text)
  // a host may have the name of a user before it
  return clean(name.endsWith('host') ? shownUrl(text) : text)
}

const shownHeaders = (headers: IncomingHttpHeaders, clean: Clean): Kept['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, shownHeader(name, valueText(value), clean)]))

const headerBytes = (headers: IncomingHttpHeaders): number => {
  let bytes = 0
  for (const name of Object.keys(headers)) bytes += 2 * (name.length + valueText(headers[name]).length)
  return bytes
}

/**
 * Secrets are looked for when somebody looks, as nearly nobody ever does, and then once. The getters are those of the class: to
 * define them on each object took 1.7 % of the time of a request.
 */
class KeptRequest implements Kept {
  readonly #received: IncomingHttpHeaders
  readonly #key: string | null
  readonly #raw: ReturnType<typeof rawOf>
  readonly #rawBytes: number
  #headers: Kept['headers'] | null = null
  #body: string | null | undefined

  constructor({ headers, key }: Call, body: BodyRead) {
    this.#received = headers
    this.#key = key
    this.#raw = rawOf(body, key)
    this.#rawBytes = headerBytes(headers) + 2 * (this.#raw?.[0].length ?? 0)
  }

  get rawBytes(): number {
    return this.#rawBytes
  }

  get headers(): Kept['headers'] {
    this.#headers ??= shownHeaders(this.#received, cleanerOf(this.#key))
    return this.#headers
  }

  get body(): string | null {
    if (this.#body === undefined) this.#body = this.#raw && upTo(...this.#raw, cleanerOf(this.#key))
    return this.#body
  }

  toJSON(): Kept {
    const { headers, body } = this
    return { headers, body }
  }
}

/** What is kept of a request: its headers and body without any secret. */
export const keep = (call: Call, body: BodyRead): Kept => new KeptRequest(call, body)
