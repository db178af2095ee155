import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import type { Clock } from '../clock/clock.ts'
import { turnOfTheLoop } from '../turn-of-the-loop.ts'
import { belowTls } from './below-tls.ts'

/**
 * What was handed to the system is lost when a reset follows at once, and with Node 20 and 22 the client may see a FIN; a
 * few milliseconds later it sees the bytes and the reset (docs/facts/node.md §3.1).
 */
const SETTLE_MS = 5
/** A client that does not read must not delay its reset forever. */
const MOST_SETTLES = 200

/**
 * Resolves when it is this answer's turn on its connection. A pipelined answer has no socket before, and breaking the
 * request's would take the answers before it along (§3.1).
 */
export const turnOf = (request: IncomingMessage, response: ServerResponse): Promise<Socket | null> => {
  if (response.socket) return Promise.resolve(response.socket)
  const { socket } = request
  if (!socket || socket.destroyed) return Promise.resolve(null)
  return new Promise(resolve => {
    const settle = (own: Socket | null): void => {
      response.removeListener('socket', settle)
      socket.removeListener('close', gone)
      resolve(own)
    }
    const gone = () => settle(null)
    response.once('socket', settle)
    socket.once('close', gone)
  })
}

/** Resolves when what was written to a connection or a stream has left, so that a reset does not overtake it. */
export const leftBehind = async (
  written: Pick<Writable, 'writableLength' | 'destroyed'>,
  clock: Clock,
): Promise<void> => {
  for (let i = 0; i < MOST_SETTLES && written.writableLength > 0 && !written.destroyed; i += 1)
    await clock.nap(SETTLE_MS).over
  await clock.nap(SETTLE_MS).over
  // a loop that stood still wakes the nap first: a client in this very process has its turn to read before the reset
  await turnOfTheLoop()
}

// connections that a fault has ended: what else waited on them was not left by its client
const broken = new WeakSet<Socket>()

/**
 * RST; false where the connection is already on its way to its end, as its client has left. Node would refuse to reset it
 * then, and never give its handle back (§3.2).
 */
export const resetNow = (socket: Socket): boolean => {
  if (socket.destroyed || socket.writableEnded) {
    socket.destroy()
    return false
  }
  broken.add(socket)
  belowTls(socket).resetAndDestroy()
  return true
}

/** Notes that a fault ends this connection. */
export const noteBroken = (socket: Socket): void => {
  broken.add(socket)
}

/** Whether a fault has ended this connection. */
export const isBroken = (socket: Socket | null): boolean => socket !== null && broken.has(socket)
