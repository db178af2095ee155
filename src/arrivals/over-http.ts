import type { Logger } from 'pino'
import type { Clock } from '../clock/clock.ts'
import type { Spine } from '../incoming.ts'
import type { BodyRead } from '../request/received.ts'
import { cutOff } from '../wire/cut-off.ts'
import { HttpWire } from '../wire/http-wire.ts'
import type { Exchange } from './api-routes.ts'
import { headProblem } from './head-problem.ts'
import type { Receive } from './receiver.ts'

/** What a connection adds to it. */
export interface HttpParts {
  readonly receive: Receive
  readonly clock: Clock
  readonly log: Logger
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal
}

const NO_BODY: BodyRead = { kind: 'none' }

/** The spine behind Fastify: each request with the wire of its own connection. */
export const overHttp =
  (spine: Spine, { receive, clock, log, stopping }: HttpParts): Exchange =>
  (request, reply, operation, refused) => {
    reply.hijack()
    const arriving = receive(request)
    const { startedMs } = arriving
    const { raw, method, headers } = request
    const body = (request.body as BodyRead | undefined) ?? NO_BODY
    const unread = body.kind === 'too-large' || body.kind === 'malformed'
    const wire = new HttpWire(raw, reply.raw, { clock, stopping, unread, startedMs })
    // a preflight is answered whatever its URL is, so that the page can read what is wrong with it
    const problem = headProblem(raw, request.originalUrl) ?? (method === 'OPTIONS' ? null : refused)
    // what is no URL leads to no operation, whatever route Fastify took it for
    const found = problem?.name === 'bad-url' ? null : operation
    spine({
      arriving,
      request: { method, headers, operation: found, body, refused: problem },
      wire,
      batch: null,
    }).catch(error => {
      log.error({ err: error }, 'a bug in groq-mock: this request was not answered as it should be')
      cutOff(reply.raw)
    })
  }
