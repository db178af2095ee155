import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { packageFile } from '../../package-file.ts'
import type { ControlApp } from '../control-app.ts'
import { probeOperations } from './probe-operations.ts'

const file = join(dirname(packageFile), 'dist/openapi.json')

/** `/openapi.json`: what the build has written down of the routes, from the schemas that they are registered with. */
export const addDescriptionRoute = (app: ControlApp): void => {
  app.route({
    ...probeOperations.openApi,
    handler: async (_request, reply) => reply.type('application/json; charset=utf-8').send(await readFile(file)),
  })
}
