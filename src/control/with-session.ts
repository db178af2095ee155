import type { FastifyReply } from 'fastify'
import { nearest } from '../nearest.ts'
import type { Session } from '../session/session.ts'
import type { Sessions } from '../session/sessions.ts'
import type { WhyGone } from '../session/why-gone.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { refuse } from './control-app.ts'

const refuseAs = (reply: FastifyReply, { status, message, why }: WhyGone): FastifyReply =>
  reply.code(status).send({ error: { message, type: 'control_error', code: 'mock_session_gone', why } })

/** What became of a session while somebody waited for it, as a sentence; null where it is still here. */
export const becomeOf = (session: Session, sessions: Sessions): string | null => {
  const { id } = session
  const now = sessions.get(id)
  if (now === session) return null
  return (
    sessions.whyGone(id)?.message ??
    sessions.gone.last(id) ??
    `Session "${id}" is gone${now ? ', and another of its name is here' : ': it was deleted'}.`
  )
}

/** Answers a control call whose session went while it waited. */
export const refuseGone = (reply: FastifyReply, session: Session, sessions: Sessions): FastifyReply => {
  const gone = sessions.whyGone(session.id)
  return gone ? refuseAs(reply, gone) : refuse(reply, 404, becomeOf(session, sessions) ?? '')
}

/** Goes on with the session of this id, or answers 404; one that is named by a secret has its hash. Looking never makes a session. */
export const withSession = (
  sessions: Sessions,
  asked: string,
  reply: FastifyReply,
  then: (session: Session) => unknown,
): unknown => {
  const id = withoutSecrets(asked)
  const session = sessions.get(id)
  if (session) return then(session)
  const gone = sessions.whyGone(id)
  if (gone) return refuseAs(reply, gone)
  const last = sessions.gone.last(id)
  const near = nearest(
    id,
    sessions.all().map(other => other.id),
  )
  return refuse(
    reply,
    404,
    `There is no session "${id}".${near ? ` Did you mean "${near}"?` : ''} A session begins with its first API request.${last ? ` ${last}` : ''}`,
  )
}
