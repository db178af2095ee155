import type { Server } from 'node:https'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'

const below = new WeakMap<Socket, Socket>()
/** Connections on which no handshake came about, and that have something to be told before they end. */
const told = new WeakSet<Socket>()

const placeOf = ({ remoteAddress, remotePort, localPort }: Socket): string =>
  `${remoteAddress} ${remotePort} ${localPort}`

/** Node ends a connection before it tells that its handshake failed (docs/facts/node.md §12): its end waits for that. */
const putOffEnd = (socket: Socket, isShaking: () => boolean): void => {
  const destroy = socket.destroy.bind(socket)
  let isPutOff = false
  socket.destroy = error => {
    if (isPutOff || !isShaking()) return destroy(error)
    isPutOff = true
    setImmediate(() => {
      if (!told.has(socket)) destroy(error)
    })
    return socket
  }
}

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
    putOffEnd(socket, () => shaking.get(place) === socket)
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

/** Ends a connection whose handshake has just failed with these bytes, below TLS. */
export const endBelow = (failed: TLSSocket, bytes: string): void => {
  // Node shows it nowhere else, and its addresses are gone with its handle
  const { _parent: socket } = failed as { readonly _parent?: Socket }
  if (!socket?.writable) return
  told.add(socket)
  socket.end(bytes, () => socket.destroy())
}

/** The connection itself, below TLS where it speaks that. */
export const belowTls = (socket: Socket): Socket => below.get(socket) ?? socket
