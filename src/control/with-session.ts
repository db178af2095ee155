import type { FastifyReply } from 'fastify'
import { nearest } from '../nearest.ts'
import type { Session } from '../session/session.ts'
import type { Sessions } from '../session/sessions.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { refuse } from './control-app.ts'

/** The parameters of every route of one session. */
export const params = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } as const

/** Goes on with the session of this id, or answers 404; one that is named by a secret has its hash. Looking never makes a session. */
export const withSession = (
  sessions: Sessions,
  id: string,
  reply: FastifyReply,
  then: (session: Session) => unknown,
): unknown => {
  const session = sessions.get(withoutSecrets(id))
  if (session) return then(session)
  const near = nearest(
    id,
    sessions.all().map(other => other.id),
  )
  return refuse(
    reply,
    404,
    `There is no session "${id}".${near ? ` Did you mean "${near}"?` : ''} A session begins with its first API request.`,
  )
}
