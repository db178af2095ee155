import type { IncomingMessage } from 'node:http'
import type { Clock, Nap } from '../clock/clock.ts'

const MAX_MS = 30_000
/** A client that still sends may be busy for so long between two pieces; of one that has sent all nothing is waited for. */
const MAX_SILENCE_MS = { sending: 5000, sent: 1000 }
const MAX_BYTES = 64 * 1024 ** 2

/**
 * Ends a connection gently: FIN, and what still comes is thrown away until the request is whole, nothing came for 5 s (1 s
 * where it was whole before), 30 s are over, or 64 MiB came. Closing at once would reset it where something was not read yet,
 * and the client would see a broken pipe instead of the end (docs/facts/node.md §4).
 */
export const closeGently = async (request: IncomingMessage, clock: Clock): Promise<void> => {
  const { socket } = request
  const maxSilenceMs = request.complete ? MAX_SILENCE_MS.sent : MAX_SILENCE_MS.sending
  const until = clock.monotonic() + MAX_MS
  let heardMs = clock.monotonic()
  let bytes = 0
  let nap: Nap | undefined
  socket.once('close', () => nap?.end())
  socket.end()
  request.on('data', (chunk: Buffer) => {
    heardMs = clock.monotonic()
    bytes += chunk.length
    if (bytes > MAX_BYTES) socket.destroy()
  })
  request.once('end', () => socket.destroy())
  request.resume()
  while (!socket.destroyed) {
    const restMs = Math.min(until, heardMs + maxSilenceMs) - clock.monotonic()
    if (restMs <= 0) break
    nap = clock.nap(restMs)
    await nap.over
  }
  socket.destroy()
}

/** Lets a connection whose upload was refused end gently after its answer. Takes the place of Node's own ending. */
export const lingerAfterAnswer = (request: IncomingMessage, clock: Clock): void => {
  request.socket.destroySoon = () => closeGently(request, clock)
}
