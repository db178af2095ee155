import type { Socket } from 'node:net'
import { anyOrigin } from '../groq/browsers.ts'
import { errors } from '../groq/errors.ts'
import { goJson } from '../groq/go.ts'

interface ParserError extends Error {
  readonly code?: string
}

/** What each of Node's parser errors is in HTTP; all others are a 400 (docs/facts/node.md §1). */
const STATUS: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
}

/** Answers bytes that are no HTTP: Groq's envelope, then the connection closes. It is no exchange; what was seen is told to `log`. */
export const answerNotHttp =
  (log: (message: string) => void) =>
  (error: ParserError, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const [status, reason] = STATUS[error.code ?? ''] ?? [400, errors[400].title]
    log(`bytes that are not an HTTP request (${error.code ?? error.message}): ${status} ${reason}, connection closed`)
    const body = `${goJson({ error: { message: reason, type: 'invalid_request_error' } })}\n`
    socket.end(
      // the origin of a page is not known here: whoever asked may read why
      `HTTP/1.1 ${status} ${reason}\r\nvary: Origin\r\n${anyOrigin.name}: ${anyOrigin.value}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    )
  }
