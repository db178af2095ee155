import type { Server } from 'node:https'
import type { Socket } from 'node:net'

const below = new WeakMap<Socket, Socket>()

const placeOf = ({ remoteAddress, remotePort, localPort }: Socket): string =>
  `${remoteAddress} ${remotePort} ${localPort}`

/**
 * Keeps in mind the connection below each that speaks TLS, by its addresses: nothing but that can be reset (docs/facts/node.md
 * §3.3). Gives what ends those whose handshake is not over yet.
 */
export const noteTls = (server: Server): (() => void) => {
  const shaking = new Map<string, Socket>()
  server.on('connection', (socket: Socket) => {
    const place = placeOf(socket)
    shaking.set(place, socket)
    socket.once('close', () => shaking.delete(place))
  })
  server.on('secureConnection', (socket: Socket) => {
    const place = placeOf(socket)
    const plain = shaking.get(place)
    if (plain) below.set(socket, plain)
    shaking.delete(place)
  })
  return () => {
    for (const socket of shaking.values()) socket.destroy()
  }
}

/** The connection itself, below TLS where it speaks that. */
export const belowTls = (socket: Socket): Socket => below.get(socket) ?? socket
