import type { ServerResponse } from 'node:http'
import { cutOffUnread } from '../wire/cut-off.ts'
import type { ControlApp } from './control-app.ts'

/** So many may be open at once: each holds a connection and some memory, and is woken by every entry. */
const MOST = 1000

/** The answers that take their time. */
export interface LongAnswers {
  /** Gives one a signal that says when it is over: the client left, or the server stops. */
  open(raw: ServerResponse): AbortSignal
  /** Why there can't be one more now, as a sentence; null where there can. */
  whyFull(): string | null
}

/** Keeps account of the answers that take their time. */
export const longAnswers = (app: ControlApp): LongAnswers => {
  const open = new Map<ServerResponse, AbortController>()
  let stopped = false

  // the server waits for its answers when it closes, so that they must end before (docs/facts/node.md §7)
  app.addHook('preClose', done => {
    stopped = true
    for (const [raw, ended] of open) {
      cutOffUnread(raw)
      // nor does it wait for a connection to become idle
      if (!raw.headersSent) raw.setHeader('connection', 'close')
      ended.abort()
    }
    done()
  })

  return {
    open: raw => {
      const ended = new AbortController()
      if (stopped || raw.closed) ended.abort()
      // who left while the call was looked at leaves no second time
      if (raw.closed) return ended.signal
      open.set(raw, ended)
      raw.once('close', () => {
        open.delete(raw)
        ended.abort()
      })
      return ended.signal
    },
    whyFull: () =>
      open.size < MOST
        ? null
        : `${open.size} answers are open that take their time (event streams, and verify that waits); no more may be. End some of them.`,
  }
}
