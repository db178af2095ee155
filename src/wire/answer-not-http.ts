import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { anyOrigin } from '../groq/browsers.ts'
import { errors } from '../groq/errors.ts'
import { goJson } from '../groq/go.ts'
import { type Asked, behind, lastAskedOn } from './last-asked.ts'
import type { Head } from './wire.ts'

interface ParserError extends Error {
  readonly code?: string
  /** The bytes among which it gave up. */
  readonly rawPacket?: unknown
}

/** Bytes that are no HTTP, and the answer to them. */
export interface NotHttp {
  readonly socket: Socket
  readonly head: Head
  readonly body: string
  /** What Node says is wrong, such as `HPE_INVALID_METHOD`. */
  readonly code: string
  /** The bytes among which it was found; null where nothing is known of them. */
  readonly bytes: Buffer | null
  /** What was asked before it on this connection; it may stand in those bytes too. */
  readonly after: Asked | null
}

/** What each of Node's parser errors is in HTTP; all others are a 400 (docs/facts/node.md §1). */
const STATUS: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
}

/** What was sent to a connection on which something was no HTTP. */
const refused = new WeakMap<Socket, NotHttp>()
/** Connections on which nothing can be read any more. What else comes there belongs to what was no HTTP. */
const broken = new WeakSet<Socket>()

/** What a client ends with that leaves in the middle of something: it is gone, not wrong. */
const CUT_SHORT = 'HPE_INVALID_EOF_STATE'

/** What a request was answered with whose body is no HTTP; null where there is nothing wrong with it. */
export const refusalOn = ({ socket, complete }: IncomingMessage): NotHttp | null =>
  complete ? null : (refused.get(socket) ?? null)

const notHttpOf = ({ code, message, rawPacket }: ParserError, socket: Socket, after: Asked | null): NotHttp => {
  const known = code ?? message
  const [status, reason] = (Object.hasOwn(STATUS, known) && STATUS[known]) || [400, errors[400].title]
  const body = `${goJson({ error: { message: reason, type: 'invalid_request_error' } })}\n`
  // the origin of a page is not known here: whoever asked may read why
  const headers = ['vary', 'Origin', anyOrigin.name, anyOrigin.value, 'content-type', 'application/json']
  const length = ['content-length', `${Buffer.byteLength(body)}`, 'connection', 'close']
  const head = { status, reason, headers: [...headers, ...length] }
  return { socket, head, body, code: known, bytes: Buffer.isBuffer(rawPacket) ? rawPacket : null, after }
}

const bytesOf = ({ head: { status, reason, headers }, body }: NotHttp): string => {
  const lines = [`HTTP/1.1 ${status} ${reason}`]
  for (let i = 0; i < headers.length; i += 2) lines.push(`${headers[i]}: ${headers[i + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}

/** Ends a connection with this answer, where there is still room for one. Gives whether there was. */
const sendLast = (seen: NotHttp): boolean => {
  const { socket } = seen
  if (!socket.writable) return false
  if (seen.code !== CUT_SHORT) refused.set(socket, seen)
  socket.end(bytesOf(seen))
  return true
}

/**
 * Answers bytes that are no HTTP, behind the answers to what was asked before them: Groq's envelope, then the connection closes.
 * They are handed on once, with whether their answer was sent, where they are not the body of a request that is under way, for
 * that has an entry of its own.
 */
export const answerNotHttp =
  (handOn: (seen: NotHttp, wasSent: boolean) => void, serveEarlier: () => void) =>
  (error: ParserError, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    if (broken.has(socket)) return
    broken.add(socket)
    serveEarlier()
    const last = lastAskedOn(socket)
    const { request, response, before } = last ?? { request: null, response: null, before: null }
    const seen = notHttpOf(error, socket, last)
    if (request?.complete !== false) {
      behind(response, socket, () => handOn(seen, sendLast(seen)))
      return
    }
    // its own answer may have begun before all of it was there
    behind(before, socket, () => {
      if (response?.headersSent) behind(response, socket, () => socket.end())
      else sendLast(seen)
    })
  }
