import { limitsInUse } from '../session/limits-in-use.ts'
import { sessionOperations } from './api/session-operations.ts'
import type { ControlApp, ControlParts } from './control-app.ts'
import { withSession } from './with-session.ts'

/** `/sessions/:id/limits`: every bucket of a session. */
export const addLimitRoutes = (app: ControlApp, { sessions, clock }: ControlParts): void => {
  app.route({
    ...sessionOperations.limits,
    handler: (request, reply) =>
      withSession(sessions, request.params.id, reply, session =>
        limitsInUse(session, session.sessionMs(clock.monotonic())),
      ),
  })
}
