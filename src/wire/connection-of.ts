import type { IncomingMessage } from 'node:http'
import type { Http2ServerRequest, Http2Session } from 'node:http2'
import type { Socket } from 'node:net'

const under = new WeakMap<Http2Session, Socket>()

/** Keeps in mind the connection below HTTP/2: Node shows one that nobody may touch (docs/facts/node.md §12). */
export const noteSession = (session: Http2Session, socket: Socket): void => {
  under.set(session, socket)
}

/** The connection below a session of HTTP/2. */
export const connectionUnder = (session: Http2Session | undefined): Socket | null =>
  (session && under.get(session)) ?? null

/** Whether a request came over HTTP/2. */
export const isHttp2 = (request: object): request is Http2ServerRequest => 'stream' in request

/** The connection that a request came over. */
export const connectionOf = (request: IncomingMessage): Socket =>
  (isHttp2(request) ? connectionUnder(request.stream.session) : null) ?? request.socket
