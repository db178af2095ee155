import type { FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { Problem } from '../call.ts'
import type { Clock } from '../clock/clock.ts'
import type { OperationId } from '../groq/endpoints.ts'
import type { Arriving, Asking, Incoming, Lost } from '../incoming.ts'
import type { BodyRead } from '../request/received.ts'
import { isHttp2 } from '../wire/connection-of.ts'
import { cutOff } from '../wire/cut-off.ts'
import { HttpWire } from '../wire/http-wire.ts'
import { Http2Wire } from '../wire/http2-wire.ts'
import type { TextAnswer } from '../wire/text-answer.ts'
import type { OpenStreams } from '../wire/wire-options.ts'
import type { Exchange } from './api-routes.ts'
import type { BodyRoom } from './body-room.ts'
import { headProblem } from './head-problem.ts'
import { hints } from './hints.ts'
import type { Receive } from './receiver.ts'

/** What a connection adds to it. */
export interface HttpParts {
  readonly receive: Receive
  readonly room: BodyRoom
  readonly clock: Clock
  readonly log: Logger
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal
  readonly streams: OpenStreams
  readonly answers: TextAnswer
}

const NO_BODY: BodyRead = { kind: 'none' }

/** Whose a request is; where that can't be told, because of what. */
const takenIn = (
  receive: Receive,
  request: FastifyRequest,
  bug: Incoming['bug'],
): { readonly arriving: Arriving; readonly bug: Incoming['bug'] } => {
  try {
    return { arriving: receive(request), bug }
  } catch (error) {
    return { arriving: receive.stranded(request), bug: { error } }
  }
}

/** What its head is refused for; where that can't be told, because of what. */
const refusedFor = (
  { raw, originalUrl, method }: FastifyRequest,
  refused: Problem | null,
): { readonly problem: Problem | null; readonly bug: Incoming['bug'] } => {
  try {
    // a preflight is answered whatever its URL is, so that the page can read what is wrong with it
    return { problem: headProblem(raw, originalUrl) ?? (method === 'OPTIONS' ? null : refused), bug: undefined }
  } catch (error) {
    return { problem: null, bug: { error } }
  }
}

/** What a request asks for. What is no URL leads to no operation, whatever route Fastify took it for. */
const askedBy = (
  { method, headers }: FastifyRequest,
  operation: OperationId | null,
  body: BodyRead,
  problem: Problem | null,
): Incoming['request'] => {
  const found = problem?.name === 'bad-url' ? null : operation
  return { method, headers, operation: found, body, refused: problem }
}

/** The spine behind Fastify: each request with the wire of its own connection. */
export const overHttp = (serve: (asking: Asking) => void, parts: HttpParts): Exchange => {
  const { receive, room, clock, log, stopping, streams, answers } = parts
  const hint = hints(log)
  return (request, reply, operation, refused, failure) => {
    reply.hijack()
    const { raw } = request
    const { problem, bug: ofHead } = refusedFor(request, refused)
    const { arriving, bug } = takenIn(receive, request, failure ?? ofHead)
    const done = (lost: Lost | null): void => {
      // where the spine was never reached, nobody else does
      arriving.endUse(clock.monotonic())
      room.give(raw)
      if (lost === null) return
      log.error({ err: lost.error }, 'a bug in groq-mock: this request was not answered as it should be')
      cutOff(reply.raw)
    }
    try {
      const { startedMs, prefix } = arriving
      hint(raw, request.originalUrl, operation, prefix.rest)
      const body = (request.body as BodyRead | undefined) ?? NO_BODY
      const unread = body.kind === 'too-large' || body.kind === 'malformed' || (bug !== undefined && !raw.complete)
      const options = { clock, stopping, unread, answers, streams, startedMs }
      const wire = isHttp2(raw) ? new Http2Wire(raw.stream, options) : new HttpWire(raw, reply.raw, options)
      const asked = askedBy(request, operation, body, problem)
      serve({ incoming: { arriving, request: asked, wire, batch: null, bug }, done })
    } catch (error) {
      done({ error })
    }
  }
}
