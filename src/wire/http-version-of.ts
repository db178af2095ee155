import type { IncomingMessage } from 'node:http'
import { isHttp2 } from './connection-of.ts'
import type { HttpVersion } from './wire.ts'

/** The version that a request came in. What else a first line says of HTTP/1 is answered as HTTP/1.1 is. */
export const httpVersionOf = (request: IncomingMessage): HttpVersion =>
  isHttp2(request) ? '2' : request.httpVersion === '1.0' ? '1.0' : '1.1'
