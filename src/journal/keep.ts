import type { IncomingHttpHeaders } from 'node:http'
import type { Call, UploadedFile } from '../call.ts'
import type { BodyRead } from '../request/received.ts'
import { hiddenCredentials, isSecretName } from '../secret.ts'
import { cleanerOf, shownUrl } from '../without-secrets.ts'
import type { Kept } from './entry.ts'
import { type RawRequest, valueText } from './raw-request.ts'

/** A body is kept up to here; what is longer says how much was left out. */
const MAX_BODY_BYTES = 64 * 1024

/** The same for a text in a form, which may hold a file as base64. */
const MAX_FIELD_LETTERS = 1000

/** So much behind the cut is looked at too: half a secret can't be told to be one. */
const BEHIND_CUT = 1024

type Clean = (text: string) => string

const shownBody = ({ content, bytes, key }: RawRequest): string | null => {
  if (content === null) return null
  const clean = cleanerOf(key)
  const text = clean(content.toString())
  const rest = bytes - MAX_BODY_BYTES
  return rest <= 0 ? text : `${Buffer.from(text).toString('utf8', 0, MAX_BODY_BYTES)}… (${rest} bytes more)`
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

/** What is shown of a body: what came, or of a form a line for each of its parts. */
const contentOf = (body: BodyRead, key: string | null): Buffer | null => {
  if (body.kind === 'whole') return body.content
  if (body.kind !== 'form') return null
  const clean = cleanerOf(key)
  const lines = Object.entries(body.fields).map(field => fieldLine(field, clean))
  return Buffer.from([...lines, ...(body.file ? [fileLine(body.file)] : [])].join('\n'))
}

const shownHeader = (name: string, text: string, clean: Clean): string => {
  if (isSecretName(name)) return hiddenCredentials(text)
  // a host may have the name of a user before it
  return clean(name.endsWith('host') ? shownUrl(text) : text)
}

const shownHeaders = (headers: IncomingHttpHeaders, clean: Clean): Kept['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, shownHeader(name, valueText(value), clean)]))

const rawRequest = ({ headers, key }: Pick<RawRequest, 'headers' | 'key'>, content: Buffer | null): RawRequest => {
  const most = MAX_BODY_BYTES + BEHIND_CUT
  const isLong = content !== null && content.length > most
  return { headers, key, content: isLong ? content.subarray(0, most) : content, bytes: content?.length ?? 0 }
}

/**
 * Secrets are looked for when somebody looks, as nearly nobody ever does, and then once. The getters are those of the class: to
 * define them on each object took 1.7 % of the time of a request.
 */
export class KeptRequest implements Kept {
  readonly #raw: RawRequest
  #headers: Kept['headers'] | null = null
  #body: string | null | undefined

  constructor(raw: RawRequest) {
    this.#raw = raw
  }

  get headers(): Kept['headers'] {
    this.#headers ??= shownHeaders(this.#raw.headers, cleanerOf(this.#raw.key))
    return this.#headers
  }

  get body(): string | null {
    if (this.#body === undefined) this.#body = shownBody(this.#raw)
    return this.#body
  }

  toJSON(): Kept {
    const { headers, body } = this
    return { headers, body }
  }

  /** As it came. What was made by others came without secrets. */
  static rawOf(kept: Kept): RawRequest {
    if (kept instanceof KeptRequest) return kept.#raw
    return rawRequest({ headers: kept.headers, key: null }, kept.body === null ? null : Buffer.from(kept.body))
  }
}

/** What is kept of a request: its headers and body without any secret. */
export const keep = (call: Call, body: BodyRead): Kept => new KeptRequest(rawRequest(call, contentOf(body, call.key)))
