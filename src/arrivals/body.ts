import type { IncomingMessage } from 'node:http'
import { tooManyValues } from '../request/json-count.ts'
import type { BodyRead } from '../request/received.ts'
import { ArrivingContent } from './arriving-content.ts'
import type { BodyRoom } from './body-room.ts'
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

/**
 * Reads a body up to a limit. What is larger is not read on: the stream stands still until somebody answers (docs/facts/node.md
 * §4). A client that goes before the end is told as `gone`. Calls back once, never with an error.
 */
export const receiveBody = (
  request: IncomingMessage,
  { limitBytes, room }: BodyLimits,
  done: (body: BodyRead) => void,
): void => {
  const declared = declaredLength(request)
  const content = new ArrivingContent()

  const leave = (): void => {
    request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose)
  }
  const finish = (body: BodyRead): void => {
    leave()
    done(body)
  }
  const refuse = (because?: string): void => {
    request.pause()
    finish({
      kind: 'too-large',
      bytes: Math.max(declared, content.bytes),
      ...(because === undefined ? {} : { because }),
    })
  }
  const onData = (chunk: Buffer): void => {
    const isReadable = content.add(chunk)
    const noRoom = room.take(request, chunk.length)
    if (content.bytes > limitBytes) refuse()
    else if (noRoom !== null) refuse(noRoom)
    else if (!isReadable) refuse(tooManyValues)
  }
  const onEnd = (): void => {
    leave()
    withJson(content.whole(), whole => done({ kind: 'whole', ...whole }))
  }
  const onClose = (): void => finish({ kind: 'gone', bytes: Math.max(declared, content.bytes) })

  if (declared > limitBytes) done({ kind: 'too-large', bytes: declared })
  else if (request.destroyed && !request.readableEnded) done({ kind: 'gone', bytes: declared })
  else request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose)
}
