import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer, type Http2ServerRequest, type Http2ServerResponse, type ServerHttp2Session } from 'node:http2'
import type { Socket } from 'node:net'
import type { Clock } from '../clock/clock.ts'
import { noteSession } from '../wire/connection-of.ts'
import { endStuck } from '../wire/end-stuck.ts'

/** So many streams may be open on one connection. */
const MOST_STREAMS = 1000

/** The head of a request as HTTP/1.1 has it: what HTTP/2 says beside the headers is asked for by name. */
const asHttp1 = (request: Http2ServerRequest): void => {
  const { headers, rawHeaders, authority, method } = request
  // CONNECT asks for a host, and has no path
  const url = request.url ?? authority
  // Node reads them from the headers, each time
  for (const [name, value] of Object.entries({ method, url }))
    Object.defineProperty(request, name, { value, writable: true, configurable: true })
  for (const name of Object.keys(headers)) if (name.startsWith(':')) Reflect.deleteProperty(headers, name)
  // who is asked is what :authority says, whatever a header says beside it (RFC 9113, section 8.3.1)
  const isOfOrigin = (name: string): boolean => name.startsWith(':') || (name === 'host' && authority !== undefined)
  const plain = rawHeaders.filter((_, i) => !isOfOrigin((rawHeaders[i - (i % 2)] ?? '').toLowerCase()))
  if (authority !== undefined) {
    headers.host = authority
    plain.push('host', authority)
  }
  rawHeaders.splice(0, rawHeaders.length, ...plain)
}

/** What answers connections that speak HTTP/2. */
export interface Http2Side {
  /** Takes one over; its requests come as all others do. */
  take(socket: Socket): void
  /** Lets no connection have more streams; each ends behind those that it has. */
  close(): void
}

/** Lets a server answer connections that speak HTTP/2. */
export const acceptHttp2 = (server: Server, clock: Clock): Http2Side => {
  const inner = createServer({ settings: { maxConcurrentStreams: MOST_STREAMS } })
  const sessions = new Set<ServerHttp2Session>()
  // its session is told of before the call that hands it over is back
  let taken: Socket | null = null
  inner.on('session', session => {
    if (taken) noteSession(session, taken)
    sessions.add(session)
    session.once('close', () => sessions.delete(session))
    // frames that are none end it by themselves
    session.on('error', () => {})
  })
  inner.on('sessionError', () => {})
  const answer = (request: Http2ServerRequest, response: Http2ServerResponse): void => {
    asHttp1(request)
    server.emit('request', request as unknown as IncomingMessage, response as unknown as ServerResponse)
  }
  // Node would answer the last two by itself
  inner.on('request', answer).on('connect', answer).on('checkExpectation', answer)
  const closing = new AbortController()
  void endStuck(sessions, clock, closing.signal)
  return {
    take: socket => {
      taken = socket
      inner.emit('connection', socket)
      taken = null
    },
    close: () => {
      closing.abort()
      for (const session of sessions) session.close()
    },
  }
}
