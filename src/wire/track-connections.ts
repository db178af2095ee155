import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { connectionOf } from './connection-of.ts'

/** The connections that have to be closed when the server stops. */
export interface Connections {
  /** Closes those on which nothing is under way, and from now on every other as soon as its last answer has left. */
  closeIdle(): void
  /** Closes all, whatever they are in the middle of. */
  closeAll(): void
}

/** So many requests may wait for their answers on one connection: nobody means more, and each takes memory until it is over. */
const MOST_WAITING = 1000

/**
 * Keeps count of a server's connections, and of the answers that are under way on them. Node's own notion of idle leaves out
 * connections on which nothing was asked yet, and counts those whose answer has not left (docs/facts/node.md §7). A connection
 * on which too much waits is closed, which `onTooMany` is told.
 */
export const trackConnections = (
  server: Server,
  onConnection: (opened: (socket: Socket) => void) => void,
  onTooMany: (most: number) => void,
): Connections => {
  const underWay = new Map<Socket, { answers: number }>()
  let isClosing = false
  onConnection(socket => {
    // each request that waits on it listens, and more than ten Node takes for a leak
    socket.setMaxListeners(0)
    underWay.set(socket, { answers: 0 })
    socket.once('close', () => underWay.delete(socket))
  })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const socket = connectionOf(request)
    // what is closed already is not taken in again
    const own = underWay.get(socket) ?? { answers: 0 }
    own.answers += 1
    if (own.answers > MOST_WAITING && !socket.destroyed) {
      socket.destroy()
      onTooMany(MOST_WAITING)
    }
    response.on('close', () => {
      own.answers -= 1
      if (own.answers === 0 && isClosing) socket.destroySoon()
    })
  })
  const closeIdle = (): void => {
    isClosing = true
    for (const [socket, { answers }] of underWay) if (answers === 0) socket.destroy()
  }
  // Node and Fastify call it when they close
  server.closeIdleConnections = closeIdle
  return {
    closeIdle,
    closeAll: () => {
      for (const socket of underWay.keys()) socket.destroy()
    },
  }
}
