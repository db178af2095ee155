import type { IncomingHttpHeaders } from 'node:http'
import type { Inquiry } from '../call.ts'
import { apiMethods } from '../groq/browsers.ts'
import { type EndpointName, operations } from '../groq/endpoints.ts'
import { operationAt } from './operations.ts'

const ASKED_METHOD = 'access-control-request-method'
const ASKED_HEADERS = 'access-control-request-headers'

const endpointAsked = (method: string, path: string): EndpointName | null => {
  const operation = operationAt(method.toUpperCase(), path)
  return operation && operations[operation].endpoint
}

/**
 * Whether a request only asks what may be asked: the preflight of a browser (Fetch, CORS-preflight fetch), or `OPTIONS *`
 * (RFC 9110, section 9.3.7). Null for every other, any other OPTIONS too.
 */
export const inquiryOf = (method: string, path: string, headers: IncomingHttpHeaders): Inquiry | null => {
  if (method !== 'OPTIONS') return null
  if (path === '*') return { kind: 'server', endpoint: null, answer: { allow: apiMethods } }
  const asked = headers[ASKED_METHOD]
  if (asked === undefined || headers.origin === undefined) return null
  const wanted = headers[ASKED_HEADERS]
  const answer = {
    'access-control-allow-methods': apiMethods,
    ...(typeof wanted === 'string' && wanted !== '' ? { 'access-control-allow-headers': wanted } : {}),
  }
  return { kind: 'preflight', endpoint: endpointAsked(String(asked), path), answer }
}
