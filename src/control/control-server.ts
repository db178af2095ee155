import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance } from 'fastify'
import { withoutCompilers } from '../without-compilers.ts'
import { type ControlParts, refuseUrl } from './control-app.ts'
import { addControlRoutes } from './control-routes.ts'
import { addGreeting } from './greeting.ts'

/** A Fastify of its own, which does not listen: the control API under `/__mock`. Nothing but its routes is added to requests. */
export const buildControlServer = async (parts: ControlParts, longestParameter: number): Promise<FastifyInstance> => {
  const app = Fastify({
    logger: false,
    return503OnClosing: false,
    schemaController: withoutCompilers,
    routerOptions: { maxParamLength: longestParameter },
    frameworkErrors: (_error, _request, reply) => refuseUrl(reply),
  })
  // who asks for the server itself is told what it is, as under /__mock
  addGreeting(app.withTypeProvider<TypeBoxTypeProvider>(), parts)
  // a browser asks for it with whatever it shows: it has none, so that it asks no more, and no client has failed
  app.route({
    method: ['GET', 'HEAD'],
    url: '/favicon.ico',
    handler: (_request, reply) => reply.code(204).header('cache-control', 'max-age=86400').send(),
  })
  await app.register(addControlRoutes, { prefix: '/__mock', ...parts })
  await app.ready()
  return app
}
