import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '../call.ts'
import { apiRoots, type Operation, type OperationId, operations } from '../groq/endpoints.ts'
import { uploadOf } from '../groq/uploads.ts'
import { receiveBody, receiveBodyAtOnce } from './body.ts'
import type { BodyRoom } from './body-room.ts'
import { DirectRequest } from './direct-request.ts'
import { headProblem } from './head-problem.ts'
import { receiveForm } from './receive-form.ts'
import type { Receive } from './receiver.ts'

/** Answers one request. `refused` is what was found wrong before a route was asked, `bug` what the mock itself failed at. */
export type Exchange = (
  request: FastifyRequest,
  reply: FastifyReply,
  operation: OperationId | null,
  refused: Problem | null,
  bug?: { readonly error: unknown },
) => void

/** What the routes of the emulated API are made of. */
export interface ApiRoutes {
  readonly receive: Receive
  readonly exchange: Exchange
  readonly room: BodyRoom
}

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: OperationId
  }
}

/** The id of a model is the rest of the path, slashes and all; any other parameter is one segment. */
const routeOf = (path: string): string => path.replace('{model}', '*').replace(/\{([a-z_]+)\}/, ':$1')

const entries = Object.entries(operations) as readonly (readonly [OperationId, Operation])[]

type HandlerOf = (id: OperationId) => (request: FastifyRequest, reply: FastifyReply) => void | Promise<void>

/** May take a request over before its body is read; else Fastify goes on with it. */
type TakeOver = (id: OperationId) => (request: FastifyRequest, reply: FastifyReply, goOn: () => void) => void

const addRoutes = (
  app: FastifyInstance,
  only: (operation: Operation) => boolean,
  handlerOf: HandlerOf,
  takeOver?: TakeOver,
): void => {
  for (const [id, operation] of entries.filter(entry => only(entry[1]))) {
    for (const root of apiRoots) {
      app.route({
        method: operation.head ? [operation.method, 'HEAD'] : operation.method,
        url: root + routeOf(operation.path),
        config: { operation: id },
        ...(takeOver ? { onRequest: takeOver(id) } : {}),
        handler: handlerOf(id),
      })
    }
  }
}

/** How much of a body is read: nothing behind a head that is refused, as its client may be waiting for that before it sends. */
const limitOf = (request: FastifyRequest, receive: Receive): number =>
  headProblem(request.raw, request.originalUrl) === null ? receive(request).session.scenario.api.bodyLimitBytes : -1

/** Reads a body, and hands on what it throws: Fastify would let it end the process. */
const orFail = (done: (error: Error) => void, read: () => void): void => {
  try {
    read()
  } catch (error) {
    done(error as Error)
  }
}

const takesForm = ({ body }: Operation): boolean => body === 'multipart'

/** Stands for a form that is read later: the parser of a content type does not know the operation, but the handler does. */
const FORM = Symbol('form')

/** The operations that take a form, in a context of their own: elsewhere a form is a body like any other. */
const addFormRoutes =
  ({ receive, exchange, room }: ApiRoutes) =>
  async (app: FastifyInstance): Promise<void> => {
    app.addContentTypeParser('multipart/form-data', (request, payload, done) =>
      orFail(done, () => {
        const limitBytes = limitOf(request, receive)
        if (limitBytes < 0) receiveBody(payload, { limitBytes, room }, body => done(null, body))
        else done(null, FORM)
      }),
    )
    addRoutes(app, takesForm, id => {
      const upload = uploadOf(id)
      return async (request, reply) => {
        if (request.body === FORM)
          request.body = await receiveForm(request.raw, upload, { limitBytes: limitOf(request, receive), room })
        exchange(request, reply, id, null)
      }
    })
  }

/**
 * Takes over what nearly every request is, one with JSON: of what Fastify would do with it from here on nothing is needed
 * (docs/design.md). What is odd about a content type is left to Fastify.
 */
const takeOverJson =
  ({ receive, exchange, room }: ApiRoutes): TakeOver =>
  id =>
  (request, reply, goOn) => {
    const { raw } = request
    if (raw.headers['content-type'] !== 'application/json' || !(raw instanceof DirectRequest)) return goOn()
    const limitBytes = limitOf(request, receive)
    reply.hijack()
    receiveBodyAtOnce(raw, { limitBytes, room }, body => {
      request.body = body
      exchange(request, reply, id, null)
    })
  }

const hasJson = ({ body }: Operation): boolean => body === 'json'

/**
 * The emulated API: each operation under each root, and everything that Fastify would refuse by itself
 * (docs/facts/node.md §1). All of it goes to the exchange; nothing is answered here.
 */
export const addApiRoutes = (app: FastifyInstance, parts: ApiRoutes): void => {
  const { receive, exchange, room } = parts
  app.decorateRequest('arriving', null)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (request, payload, done) =>
    orFail(done, () => receiveBody(payload, { limitBytes: limitOf(request, receive), room }, body => done(null, body))),
  )

  const answered: HandlerOf = id => (request, reply) => exchange(request, reply, id, null)
  addRoutes(app, hasJson, answered, takeOverJson(parts))
  addRoutes(app, operation => !hasJson(operation) && !takesForm(operation), answered)
  app.register(addFormRoutes(parts))

  app.setNotFoundHandler((request, reply) => exchange(request, reply, null, null))
  app.setErrorHandler<Error & { code?: string }>((error, request, reply) => {
    const operation = request.routeOptions.config.operation ?? null
    // our parsers never fail, so Fastify can only refuse an invalid content type here; everything else is a bug
    if (!error.code?.startsWith('FST_ERR')) return exchange(request, reply, operation, null, { error })
    const wrongType: Problem | null = request.is404 ? null : { name: 'wrong-content-type' }
    exchange(request, reply, operation, wrongType)
  })
}
