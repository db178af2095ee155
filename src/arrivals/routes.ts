import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ProblemName } from '../call.ts'
import { apiRoots, type Operation, type OperationId, operations } from '../groq/endpoints.ts'
import type { Receive } from './arriving.ts'
import { readBody } from './body.ts'

/** Answers one request. `refused` is what was found wrong before a route was asked. */
export type Exchange = (
  request: FastifyRequest,
  reply: FastifyReply,
  operation: OperationId | null,
  refused: ProblemName | null,
) => void

/** What the routes of the emulated API are made of. */
export interface ApiRoutes {
  readonly receive: Receive
  readonly exchange: Exchange
}

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: OperationId
  }
}

/** The id of a model is the rest of the path, slashes and all; any other parameter is one segment. */
const routeOf = (path: string): string => path.replace('{model}', '*').replace(/\{([a-z_]+)\}/, ':$1')

/**
 * The emulated API: each operation under each root, and everything that Fastify would refuse by itself. All of it goes
 * to the exchange; nothing is answered here.
 */
export const addApiRoutes = (app: FastifyInstance, { receive, exchange }: ApiRoutes): void => {
  app.decorateRequest('arriving', null)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (request, payload, done) => {
    readBody(payload, receive(request).session.scenario.api.bodyLimitBytes, body => done(null, body))
  })

  for (const [id, operation] of Object.entries(operations) as [OperationId, Operation][]) {
    for (const root of apiRoots) {
      app.route({
        method: operation.head ? [operation.method, 'HEAD'] : operation.method,
        url: root + routeOf(operation.path),
        config: { operation: id },
        handler: (request, reply) => exchange(request, reply, id, null),
      })
    }
  }

  app.setNotFoundHandler((request, reply) => exchange(request, reply, null, null))
  app.setErrorHandler<Error & { code?: string }>((error, request, reply) => {
    // no parser of ours fails, so what Fastify refuses here is a content type that can't be one; all else is a bug
    if (!error.code?.startsWith('FST_ERR')) throw error
    exchange(request, reply, request.routeOptions.config.operation ?? null, request.is404 ? null : 'wrong-content-type')
  })
}
