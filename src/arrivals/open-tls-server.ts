import type { RequestListener, Server, ServerOptions } from 'node:http'
import { createServer } from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { Logger } from 'pino'
import type { Clock } from '../clock/clock.ts'
import { plainHttpSpoken } from '../plain-http-spoken.ts'
import type { Certificate } from '../tls/certificate.ts'
import { endBelow, noteTls } from '../wire/below-tls.ts'
import { acceptHttp2 } from './accept-http2.ts'

interface TlsError extends Error {
  readonly code?: string
}

/** What OpenSSL calls it where a client speaks plain HTTP. */
const PLAIN = 'ERR_SSL_HTTP_REQUEST'
/** What clients say who do not trust what they are shown: OpenSSL, Go and browsers have words of their own. */
const DISTRUST = /alert (unknown ca|bad certificate|certificate unknown)/

const PLAIN_BODY = `${plainHttpSpoken}: the URL should begin with https://.\n`
const PLAIN_ANSWER = [
  'HTTP/1.1 400 Bad Request',
  'content-type: text/plain; charset=utf-8',
  `content-length: ${PLAIN_BODY.length}`,
  'connection: close',
  '',
  PLAIN_BODY,
].join('\r\n')

/** What went wrong before a request came: its kind, and in words. */
const toldOf = ({ code, message }: TlsError, trust: string): readonly [kind: string, words: string] => {
  const reason = message.trim().split('\n', 1)[0] ?? ''
  if (code === PLAIN)
    return [code, 'a client spoke plain HTTP here, where TLS is spoken: http:// in its URL should be https://']
  const [distrust] = DISTRUST.exec(reason) ?? []
  if (distrust)
    return ['distrust', `a client does not trust the certificate of this server (${distrust}): it needs ${trust}`]
  // Node's own clients look at the certificate when the handshake is over for them, and hang up
  const perhaps =
    code === 'ECONNRESET' ? `; where it does not trust the certificate of this server, it needs ${trust}` : ''
  return [code ?? reason, `a client ended the handshake of TLS: ${reason}${perhaps}`]
}

/** A server that speaks HTTPS. What goes wrong before a request comes is told in the log, each kind once. */
export const openTlsServer = (
  { cert, key, trust }: Certificate,
  options: ServerOptions,
  listener: RequestListener,
  log: Pick<Logger, 'warn'>,
  clock: Clock,
): Server => {
  const server = createServer({ ...options, cert, key, ALPNProtocols: ['h2', 'http/1.1'] }, listener)
  // what takes over connections is Node's own, and knows HTTP/1.1 alone
  const [takeHttp1] = server.listeners('secureConnection')
  server.removeAllListeners('secureConnection')
  const endShaking = noteTls(server)
  const http2 = acceptHttp2(server, clock)
  server.on('secureConnection', (socket: TLSSocket) =>
    socket.alpnProtocol === 'h2' ? http2.take(socket) : takeHttp1?.call(server, socket),
  )
  const told = new Set<string>()
  server.on('tlsClientError', (error: TlsError, socket) => {
    if (error.code === PLAIN) endBelow(socket, PLAIN_ANSWER)
    const [kind, words] = toldOf(error, trust)
    if (told.has(kind)) return
    told.add(kind)
    log.warn(words)
  })
  const close = server.close.bind(server)
  server.close = done => {
    endShaking()
    http2.close()
    return close(done)
  }
  return server
}
