import * as http from 'node:http'
import * as https from 'node:https'

// as they are when this is loaded: what a test puts in their place is for its own requests
const senders = { 'http:': http.request, 'https:': https.request } as const

/** A server, and how it is asked. */
export interface ControlTarget {
  /** Without a slash at the end. */
  readonly url: string
  readonly token: string | null
  /** The CA that its certificate is of, PEM; null for those that Node trusts. */
  readonly ca: string | null
}

/** One control call. */
export interface ControlOrder {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Behind `/__mock`. */
  readonly path: string
  readonly body: unknown
  /** How long the server takes its time before it answers. */
  readonly takesMs: number
}

export interface ControlAnswer {
  readonly status: number
  readonly text: string
}

const LONGEST_MS = 10_000

/** Sends a control call over a connection of its own. Rejects with what Node says where nobody answers. */
export const controlCall = (
  { url, token, ca }: ControlTarget,
  { method, path, body, takesMs }: ControlOrder,
): Promise<ControlAnswer> =>
  new Promise((resolve, reject) => {
    const to = new URL(`${url}/__mock${path}`)
    const text = body === undefined ? null : JSON.stringify(body)
    const send = to.protocol === 'https:' ? senders['https:'] : senders['http:']
    const request = send(to, {
      method,
      agent: false,
      timeout: LONGEST_MS + takesMs,
      headers: {
        accept: 'application/json',
        ...(text === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(ca === null ? {} : { ca }),
    })
    request.on('timeout', () => request.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })))
    request.on('error', reject)
    request.on('response', answer => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
    })
    request.end(text ?? undefined)
  })
