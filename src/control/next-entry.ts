import type { Clock } from '../clock/clock.ts'
import type { Journal } from '../journal/journal.ts'

/** Waits until something is recorded in a session, `ms` milliseconds are over, or `ended` says so. Leaves no listener behind. */
export const nextEntry = async (
  journal: Journal,
  session: string,
  clock: Clock,
  ms: number,
  ended: AbortSignal,
): Promise<void> => {
  if (ended.aborted) return
  const woken = new AbortController()
  const wake = () => woken.abort()
  const unsubscribe = journal.subscribe(session, wake)
  ended.addEventListener('abort', wake)
  await clock.sleep(ms, woken.signal)
  ended.removeEventListener('abort', wake)
  unsubscribe()
}
