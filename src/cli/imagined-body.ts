import { hash } from 'node:crypto'
import { operations } from '../groq/endpoints.ts'
import { usualMaxBytes } from '../groq/uploads.ts'
import { isObject } from '../json-value.ts'
import type { Received } from '../request/received.ts'
import { operationOf, type SimulatedRequest } from './simulated-request.ts'

/** A body on its way, and what its header says that it is; null for none. */
interface ImaginedBody {
  readonly type: string | null
  readonly body: Received['body']
}

const isForm = (request: SimulatedRequest): boolean => {
  const operation = operationOf(request)
  return operation !== null && operations[operation].body === 'multipart'
}

/** As the fields of a form carry it. */
const asText = (value: unknown): unknown => (Array.isArray(value) ? value.map(String) : String(value))

const formOf = ({ body, file }: SimulatedRequest, limitBytes: number): Received['body'] => {
  const fields = Object.fromEntries(
    Object.entries(isObject(body) ? body : {}).map(([name, value]) => [name, asText(value)]),
  )
  const digest = hash('sha1', JSON.stringify([fields, file]), 'base64url')
  const bytes = JSON.stringify(fields).length + (file?.bytes ?? 0)
  if ((file?.bytes ?? 0) > Math.min(limitBytes, usualMaxBytes)) return { kind: 'too-large', bytes }
  const uploaded = file ? { ...file, contentType: 'audio/wav', hash: digest, content: null } : null
  return { kind: 'form', fields, file: uploaded, bytes, digest }
}

/** What a request carries, as far as `bodyLimit` lets it in. */
export const imaginedBody = (request: SimulatedRequest, limitBytes: number): ImaginedBody => {
  const { body } = request
  if (body === undefined) return { type: null, body: { kind: 'none' } }
  if (isForm(request)) return { type: 'multipart/form-data; boundary=imagined', body: formOf(request, limitBytes) }
  const content = Buffer.from(JSON.stringify(body))
  const isTooLarge = content.length > limitBytes
  return {
    type: 'application/json',
    body: isTooLarge ? { kind: 'too-large', bytes: content.length } : { kind: 'whole', content },
  }
}
