import type { RequestListener, Server, ServerOptions } from 'node:http'
import { createServer } from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { Logger } from 'pino'
import type { Certificate } from '../tls/certificate.ts'
import { noteTls } from '../wire/below-tls.ts'
import { acceptHttp2 } from './accept-http2.ts'

/** What clients are told in whose ears this is no TLS: it is not read. */
const PLAIN = 'ERR_SSL_HTTP_REQUEST'

interface TlsError extends Error {
  readonly code?: string
}

const inWords = ({ code, message }: TlsError): string =>
  code === PLAIN
    ? 'a client spoke plain HTTP here, where TLS is spoken: its URL begins with http:// and should begin with https://'
    : `a client ended the handshake of TLS: ${message.trim().split('\n', 1)[0]}`

/** A server that speaks HTTPS. What goes wrong before a request comes is told in the log, each kind once. */
export const openTlsServer = (
  { cert, key }: Certificate,
  options: ServerOptions,
  listener: RequestListener,
  log: Pick<Logger, 'warn'>,
): Server => {
  const server = createServer({ ...options, cert, key, ALPNProtocols: ['h2', 'http/1.1'] }, listener)
  // what takes over connections is Node's own, and knows HTTP/1.1 alone
  const [takeHttp1] = server.listeners('secureConnection')
  server.removeAllListeners('secureConnection')
  const endShaking = noteTls(server)
  const http2 = acceptHttp2(server)
  server.on('secureConnection', (socket: TLSSocket) =>
    socket.alpnProtocol === 'h2' ? http2.take(socket) : takeHttp1?.call(server, socket),
  )
  const told = new Set<string>()
  server.on('tlsClientError', (error: TlsError) => {
    const kind = error.code ?? error.message
    if (told.has(kind)) return
    told.add(kind)
    log.warn(inWords(error))
  })
  const close = server.close.bind(server)
  server.close = done => {
    endShaking()
    http2.close()
    return close(done)
  }
  return server
}
