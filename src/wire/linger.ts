import type { IncomingMessage } from 'node:http'
import type { Clock } from '../clock/clock.ts'

const MAX_MS = 1000
const MAX_BYTES = 64 * 1024 ** 2

/**
 * Ends a connection gently: FIN, and what still comes is thrown away for a while, at most a second and 64 MiB. Closing at once
 * would reset it where something was not read yet, and the client would see a broken pipe instead of the end
 * (docs/facts/node.md §4).
 */
export const closeGently = (request: IncomingMessage, clock: Clock): void => {
  const { socket } = request
  const nap = clock.nap(MAX_MS)
  let bytes = 0
  socket.once('close', nap.end)
  socket.end()
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > MAX_BYTES) socket.destroy()
  })
  request.once('end', () => socket.destroy())
  request.resume()
  nap.over.then(() => socket.destroy())
}

/** Lets a connection whose upload was refused end gently after its answer. Takes the place of Node's own ending. */
export const lingerAfterAnswer = (request: IncomingMessage, clock: Clock): void => {
  request.socket.destroySoon = () => closeGently(request, clock)
}
