import type { Http2Session } from 'node:http2'
import type { Clock } from '../clock/clock.ts'
import { belowTls } from './below-tls.ts'
import { connectionUnder } from './connection-of.ts'

/** So often it is looked whether a session still moves. */
const EVERY_MS = 10_000

interface Seen {
  /** Bytes that had come and gone. */
  readonly moved: number
  readonly isAsked: boolean
}

/** What is seen of a session now; null where it was ended. */
const looked = (session: Http2Session, before: Seen | undefined): Seen | null => {
  const socket = connectionUnder(session)
  if (!socket || socket.destroyed) return null
  const { bytesRead, bytesWritten } = belowTls(socket)
  const moved = bytesRead + bytesWritten
  if (moved !== before?.moved) return { moved, isAsked: false }
  if (before.isAsked) {
    socket.destroy()
    return null
  }
  if (!session.closed && !session.destroyed) session.ping(() => {})
  return { moved, isAsked: true }
}

/**
 * Ends sessions of HTTP/2 that are stuck: after some wrong frames Node neither reads nor writes any more, and hears nothing of it
 * when the client leaves (docs/facts/node.md §12). Where nothing has moved for a while, a PING is written; where it does not leave,
 * the connection is ended. Resolves with the signal.
 */
export const endStuck = async (sessions: Iterable<Http2Session>, clock: Clock, until: AbortSignal): Promise<void> => {
  let seen = new Map<Http2Session, Seen>()
  while (!until.aborted) {
    await clock.sleep(EVERY_MS, until)
    const now = new Map<Http2Session, Seen>()
    for (const session of sessions) {
      const own = looked(session, seen.get(session))
      if (own) now.set(session, own)
    }
    seen = now
  }
}
