import type { Session } from './session.ts'

/** So many are looked at for one that comes: whoever has more in use than that loses one of them. */
const MOST_LOOKED_AT = 100

/**
 * The least recently used session that no request is under way in; where there is none among the first, the least recently used
 * one. They come in the order of use, and those that are in use now go to the end of it. `stays` says which are out of the question.
 */
export const firstUnused = (
  sessions: Map<string, Session>,
  stays: (session: Session) => boolean,
): Session | undefined => {
  let oldest: Session | undefined
  let seen = 0
  for (const session of sessions.values()) {
    if (stays(session)) continue
    if (session.use.underWay === 0) return session
    oldest ??= session
    seen += 1
    if (seen >= Math.min(MOST_LOOKED_AT, sessions.size)) return oldest
    sessions.delete(session.id)
    sessions.set(session.id, session)
  }
  return oldest
}
