import type { Tally } from '../tally.ts'
import type { Session } from './session.ts'

/** So much at once, so that it is not done for every request. */
const ENOUGH = 0.75

/**
 * Brings what sessions remember well below a bound: one after the other they forget their calls and limits, and where that is
 * not enough, they go. They come in the order in which they are to be asked.
 */
export const forgetSome = (
  sessions: readonly Session[],
  memory: Tally,
  mostBytes: number,
  evict: (session: Session) => void,
): void => {
  const enough = mostBytes * ENOUGH
  for (const act of [(session: Session) => session.forget(), evict])
    for (const session of sessions) {
      if (memory.bytes <= enough) return
      act(session)
    }
}
