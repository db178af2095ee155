import type { Session } from '../session/session.ts'
import type { Sessions } from '../session/sessions.ts'
import { becomeOf } from './with-session.ts'

/** The events of a session until `ended` says so, or the session is gone: then that is the last thing that is told. */
export async function* untilGone(
  events: (ended: AbortSignal) => AsyncIterable<string>,
  session: Session,
  sessions: Sessions,
  ended: AbortSignal,
): AsyncGenerator<string> {
  const over = new AbortController()
  const stop = (): void => over.abort()
  const signals = [ended, sessions.gone.endOf(session)]
  for (const signal of signals) signal.addEventListener('abort', stop)
  if (signals.some(({ aborted }) => aborted)) stop()
  try {
    yield* events(over.signal)
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', stop)
  }
  const became = becomeOf(session, sessions)
  if (became !== null) yield `: ${became} The stream ends here\n\n`
}
