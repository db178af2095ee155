import Fastify, { type FastifyInstance } from 'fastify'
import { withoutCompilers } from '../without-compilers.ts'
import { type ControlParts, refuseUrl } from './control-app.ts'
import { addControlRoutes } from './control-routes.ts'

/** A Fastify of its own, which does not listen: the control API under `/__mock`. Nothing but its routes is added to requests. */
export const buildControlServer = async (parts: ControlParts, longestParameter: number): Promise<FastifyInstance> => {
  const app = Fastify({
    logger: false,
    return503OnClosing: false,
    schemaController: withoutCompilers,
    routerOptions: { maxParamLength: longestParameter },
    frameworkErrors: (_error, _request, reply) => refuseUrl(reply),
  })
  await app.register(addControlRoutes, { prefix: '/__mock', ...parts })
  await app.ready()
  return app
}
