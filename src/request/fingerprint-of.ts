import { hash } from 'node:crypto'
import type { KnownBody } from '../call.ts'
import { hash32 } from '../chance.ts'
import type { BodyRead, WholeBody } from './received.ts'

let lastMethod = ''
let lastUrl = ''
let lastPlace = ''

/** What tells method and URL apart from others. Most requests have those of the one before. */
const placeOf = (method: string, url: string): string => {
  if (method === lastMethod && url === lastUrl) return lastPlace
  lastMethod = method
  lastUrl = url
  lastPlace = hash32(`${method} ${url}`, 0).toString(36)
  return lastPlace
}

const digestOf = (body: WholeBody, known: KnownBody | null): string => {
  if (known === null) return body.digest ?? hash('sha1', body.content, 'base64url')
  known.digest ??= hash('sha1', body.content, 'base64url')
  return known.digest
}

/** Equal for requests that ask for the same: method, URL and the bytes of the body. */
export const fingerprintOf = (method: string, url: string, body: BodyRead, known: KnownBody | null): string => {
  const place = placeOf(method, url)
  if (body.kind === 'none') return place
  if (body.kind === 'form') return `${place}-${body.digest}`
  const content = body.kind === 'whole' ? digestOf(body, known) : `${body.bytes} bytes`
  return `${place}-${content}`
}
