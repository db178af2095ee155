import type { Call, Selection } from '../call.ts'
import type { Received } from './received.ts'

interface Arrived {
  readonly request: Pick<Received, 'method' | 'headers'>
  readonly arriving: { readonly prefix: { readonly rest: string }; readonly selection: Selection }
}

/** A request of which no more is known than its first line: nothing that could fail was asked yet. */
export const unidentified = ({ request: { method, headers }, arriving: { prefix, selection } }: Arrived): Call => ({
  method,
  path: prefix.rest.split('?', 1)[0] ?? '',
  query: '',
  operation: null,
  endpoint: null,
  headers,
  key: null,
  model: null,
  resource: null,
  tier: null,
  stream: null,
  body: undefined,
  file: null,
  bodyBytes: 0,
  fingerprint: '',
  retryCount: null,
  problem: null,
  selection,
})
