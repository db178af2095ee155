import type { RequestListener } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { fail } from '../wire/fail.ts'

/** Something that answers requests, and is built when the first one comes. */
export interface BuiltOnFirstUse {
  readonly route: RequestListener
  /** What comes from now on is answered as the last on its connection; answers that take their time end. */
  close(): Promise<void>
}

/** Builds an app with the first request. One that can't be built fails that request, and is tried again with the next. */
export const onFirstUse = (
  build: () => Promise<FastifyInstance>,
  onTrouble: (error: unknown) => void,
): BuiltOnFirstUse => {
  let building: Promise<FastifyInstance> | null = null
  let built: FastifyInstance | null = null
  let isClosed = false

  const start = async (): Promise<FastifyInstance> => {
    const app = await build()
    built = app
    if (isClosed) await app.close()
    return app
  }
  const routeLater: RequestListener = (request, response) => {
    building ??= start()
    building.then(
      app => app.routing(request, response),
      error => {
        building = null
        onTrouble(error)
        fail(response)
      },
    )
  }

  return {
    route: (request, response) => (built ? built.routing(request, response) : routeLater(request, response)),
    close: async () => {
      isClosed = true
      const app = await building?.catch(() => null)
      await app?.close()
    },
  }
}
