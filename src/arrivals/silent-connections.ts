import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

/** Connections on which nothing was asked yet. Node does not count them as idle, so they would hold up the end (docs/facts/node.md §7). */
export const trackSilent = (server: Server): { closeAll(): void } => {
  const silent = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  server.on('request', ({ socket }: IncomingMessage) => silent.delete(socket))
  return {
    closeAll: () => {
      for (const socket of silent) socket.destroy()
    },
  }
}
