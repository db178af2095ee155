import type { ServerResponse } from 'node:http'
import { cutOffUnread } from '../wire/cut-off.ts'
import type { ControlApp } from './control-app.ts'

/** Gives each answer that takes its time a signal that says when it is over: the client left, or the server stops. */
export const longAnswers = (app: ControlApp): ((raw: ServerResponse) => AbortSignal) => {
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

  return raw => {
    const ended = new AbortController()
    if (stopped || raw.closed) ended.abort()
    open.set(raw, ended)
    raw.once('close', () => {
      open.delete(raw)
      ended.abort()
    })
    return ended.signal
  }
}
