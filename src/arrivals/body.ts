import type { IncomingMessage } from 'node:http'
import { tooManyValues } from '../request/json-count.ts'
import type { BodyRead } from '../request/received.ts'
import { ArrivingContent } from './arriving-content.ts'
import type { BodyRoom } from './body-room.ts'
import type { BodyReader, DirectRequest } from './direct-request.ts'
import { withJson } from './with-json.ts'

/** What `Content-Length` says, at most the largest whole number there is; 0 where it says nothing. */
export const declaredLength = (request: IncomingMessage): number => {
  const length = Number(request.headers['content-length'] ?? 0)
  return length > 0 ? Math.min(length, Number.MAX_SAFE_INTEGER) : 0
}

/** How much of a body is read. */
export interface BodyLimits {
  readonly limitBytes: number
  /** For this and all other bodies. */
  readonly room: BodyRoom
}

/** One body on its way in. Tells of its end once; what comes after that is not heard. */
class BodyReading implements BodyReader {
  readonly #request: IncomingMessage
  readonly #limits: BodyLimits
  readonly #done: (body: BodyRead) => void
  readonly #content = new ArrivingContent()
  #isOver = false

  constructor(request: IncomingMessage, limits: BodyLimits, done: (body: BodyRead) => void) {
    this.#request = request
    this.#limits = limits
    this.#done = done
  }

  /** How many bytes there are at least. */
  get #bytes(): number {
    return Math.max(declaredLength(this.#request), this.#content.bytes)
  }

  #refuse(because?: string): false {
    this.#isOver = true
    this.#request.pause()
    this.#done({ kind: 'too-large', bytes: this.#bytes, ...(because === undefined ? {} : { because }) })
    return false
  }

  add(chunk: Buffer): boolean {
    if (this.#isOver) return false
    const isReadable = this.#content.add(chunk)
    const noRoom = this.#limits.room.take(this.#request, chunk.length)
    if (this.#content.bytes > this.#limits.limitBytes) return this.#refuse()
    if (noRoom !== null) return this.#refuse(noRoom)
    return isReadable || this.#refuse(tooManyValues)
  }

  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    withJson(this.#content.whole(), whole => this.#done(Object.assign(whole, { kind: 'whole' } as const)))
  }

  close(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#done({ kind: 'gone', bytes: this.#bytes })
  }
}

/** A body of which nothing has to be read to know what becomes of it; null for any other. */
const unreadBody = (request: IncomingMessage, { limitBytes }: BodyLimits): BodyRead | null => {
  const bytes = declaredLength(request)
  if (bytes > limitBytes) return { kind: 'too-large', bytes }
  return request.destroyed && !request.readableEnded ? { kind: 'gone', bytes } : null
}

/**
 * Reads a body up to a limit. What is larger is not read on: the stream stands still until somebody answers (docs/facts/node.md
 * §4). A client that goes before the end is told as `gone`. Calls back once, never with an error.
 */
export const receiveBody = (request: IncomingMessage, limits: BodyLimits, done: (body: BodyRead) => void): void => {
  const unread = unreadBody(request, limits)
  if (unread !== null) return done(unread)
  const reading = new BodyReading(request, limits, done)
  const close = () => reading.close()
  request
    .on('data', (chunk: Buffer) => reading.add(chunk))
    .on('end', () => reading.end())
    .on('close', close)
    .on('error', close)
}

/** The same from the parser itself, in the turn in which the head came. */
export const receiveBodyAtOnce = (request: DirectRequest, limits: BodyLimits, done: (body: BodyRead) => void): void => {
  const unread = unreadBody(request, limits)
  if (unread !== null) done(unread)
  else request.readInto(new BodyReading(request, limits, done))
}
