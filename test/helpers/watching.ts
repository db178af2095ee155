import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Entry } from '#src/journal/entry'
import type { BuiltServer } from '#src/server'
import { pageOf } from './page-of.ts'
import { until } from './until.ts'

/** What a test sees of a server from within, so that it need not guess how long something takes. */
export interface Watched {
  /** The entries of a session, oldest first, once there are as many as asked for. */
  entries(atLeast?: number, session?: string): Promise<readonly Entry[]>
  lastEntry(session?: string): Promise<Entry>
  /** Resolves once so many requests of a session were decided: what they wait for then has begun. */
  decided(atLeast?: number, session?: string): Promise<unknown>
  /** Resolves once the server has read all that was written to a connection. */
  hasRead(client: Socket): Promise<unknown>
}

/** Tells when a server has read all that was written to a connection; to be called before the connection is opened. */
export const readingOf = (server: Server): Watched['hasRead'] => {
  const served = new Map<number | undefined, Socket>()
  server.on('connection', (socket: Socket) => served.set(socket.remotePort, socket))
  return client =>
    until(
      () => served.get(client.localPort)?.bytesRead,
      bytes => bytes === client.bytesWritten,
    )
}

export const watching = ({ app, journal, sessions }: BuiltServer): Watched => {
  const entries = (atLeast = 1, session = 'default') =>
    // an entry is written when its exchange is over, which may be after its answer was read
    until(
      () => pageOf(journal, session, { limit: 10_000 }).entries,
      ({ length }) => length >= atLeast,
    )
  return {
    entries,
    lastEntry: async (session = 'default') => (await entries(1, session)).at(-1) as Entry,
    decided: (atLeast = 1, session = 'default') =>
      until(
        () => sessions.get(session)?.counters.asked ?? 0,
        asked => asked >= atLeast,
      ),
    hasRead: readingOf(app.server),
  }
}
