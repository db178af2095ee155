import type { Criterion } from './criterion.ts'

/** How each call ended, as the runner said. */
export const outcome: Criterion<'success' | 'failure'> = {
  schema: { enum: ['success', 'failure'], description: 'How each call ends for whoever made it, as the runner says.' },
  check: (wanted, { printed, calls }) => {
    // who has read [DONE] may leave before the server is done
    const unserved = calls
      .flatMap(({ attempts }) => attempts.slice(-1))
      .find(({ status, endedBy }) => endedBy !== 'client' && (status ?? 999) >= 400)
    if (wanted === 'success' && unserved && printed.length > 0 && printed.every(({ ok }) => ok))
      return `it reported success, and the last attempt had ${unserved.status ?? 'no answer'}`
    const other = printed.find(({ ok }) => ok !== (wanted === 'success'))
    if (other === undefined) return null
    return wanted === 'success' ? `it failed${other.error ? ` with ${other.error}` : ''}` : 'it reported success'
  },
}
