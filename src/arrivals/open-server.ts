import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http'
import type { Socket } from 'node:net'
import { Server as TlsServer } from 'node:tls'
import type { FastifyHttpOptions } from 'fastify'
import type { Logger } from 'pino'
import type { Clock } from '../clock/clock.ts'
import { splitPrefix } from '../request/selection.ts'
import { readTarget } from '../request/target.ts'
import type { Certificate } from '../tls/certificate.ts'
import { openTlsServer } from './open-tls-server.ts'

const CONTROL = /^\/(?:_|%5f){2}(?:m|%6d)(?:o|%6f)(?:c|%63)(?:k|%6b)(?=[/?]|$)/i

/** Nearly no request is one: the first letters of its path, undecoded, can be those. */
const isControl = (url: string): boolean => (url.startsWith('/_') || url.startsWith('/%')) && CONTROL.test(url)

const choosesNothing = ({ rawHeaders }: IncomingMessage): boolean =>
  !rawHeaders.some((name, i) => i % 2 === 0 && name.toLowerCase().startsWith('x-mock-'))

/**
 * Whether nothing is asked for but the server itself, by somebody who wants to know what this is, or by a browser that wants an icon
 * for what it shows: the API has no such URL.
 */
const isGreeted = (target: string, request: IncomingMessage): boolean =>
  (target === '/' || target === '/favicon.ico') &&
  (request.method === 'GET' || request.method === 'HEAD') &&
  choosesNothing(request)

/** The prefixes are taken off before routing, undecoded; the control API has none, however its name is written. */
const withoutPrefix = (url: string): string => {
  const { rest } = splitPrefix(url)
  return rest !== url && isControl(rest) ? url : rest
}

/** The URL that is routed. The host of an absolute-form takes the place of what the header says (RFC 9112, section 3.2.2). */
const routedUrl = (target: string, headers: IncomingHttpHeaders): string => {
  const { url, host } = readTarget(target)
  if (host !== null) headers.host = host
  return withoutPrefix(url)
}

/** A request whose target is known as it came: under this name Fastify looks for it. */
type Routed = IncomingMessage & { originalUrl?: string }

/** Who answers what. */
interface Routes {
  readonly api: RequestListener
  readonly control: RequestListener
}

/** Fastify's own rewriting of URLs would come too late: the control API is another Fastify. */
const routeTo =
  ({ api, control }: Routes): RequestListener =>
  (request, response) => {
    const { url: originalUrl = '/', headers } = request
    const url = routedUrl(originalUrl, headers)
    const routed: Routed = request
    routed.originalUrl = originalUrl
    routed.url = url
    if (isControl(url) || isGreeted(originalUrl, request)) control(routed, response)
    else api(routed, response)
  }

/** What a server speaks, and who is told of clients that speak something else. */
interface Speaking {
  /** Null speaks plain HTTP. */
  readonly certificate: Certificate | null
  readonly log: Pick<Logger, 'warn'>
  /** That of connections. */
  readonly clock: Clock
}

/** The same as Fastify makes it: in front of its router there has to be another. */
export const openServer = (
  routes: Routes,
  { http, keepAliveTimeout, requestTimeout }: FastifyHttpOptions<Server>,
  { certificate, log, clock }: Speaking,
): Server => {
  const listener = routeTo(routes)
  const server = certificate
    ? openTlsServer(certificate, http ?? {}, listener, log, clock)
    : createServer(http ?? {}, listener)
  return Object.assign(server, { keepAliveTimeout, requestTimeout })
}

/** Calls back with each connection on which requests can come. */
export const connectionsOf =
  (server: Server) =>
  (opened: (socket: Socket) => void): void => {
    server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', opened)
  }
