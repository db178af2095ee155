import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

/** The connections that have to be closed when the server stops. */
export interface Connections {
  /** Closes those on which nothing was asked yet: Node does not count them as idle, so they would hold up the end (docs/facts/node.md §7). */
  closeSilent(): void
  /** Closes all, whatever they are in the middle of. */
  closeAll(): void
}

/** Keeps count of a server's connections. */
export const trackConnections = (server: Server): Connections => {
  const silent = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  server.on('request', ({ socket }: IncomingMessage) => silent.delete(socket))
  // Node forgets a connection that asked for a tunnel
  const tunnels = new Set<Socket>()
  server.on('connect', (_request, socket: Socket) => {
    tunnels.add(socket)
    socket.once('close', () => tunnels.delete(socket))
  })
  return {
    closeSilent: () => {
      for (const socket of silent) socket.destroy()
    },
    closeAll: () => {
      server.closeAllConnections()
      for (const socket of tunnels) socket.destroy()
    },
  }
}
