import type { IncomingMessage } from 'node:http'
import type { Clock } from '../clock.ts'

const MAX_MS = 1000
const MAX_BYTES = 64 * 1024 ** 2

/**
 * Lets a connection whose upload was refused end gently. Closing at once would reset it, and a client that reads only
 * after it has written all would see a broken pipe instead of its answer. So what still comes is thrown away for a
 * while, at most a second and 64 MiB, and then the connection is closed. Takes the place of Node's own ending.
 */
export const lingerAfterAnswer = (request: IncomingMessage, clock: Clock): void => {
  const { socket } = request
  socket.destroySoon = () => {
    const closed = new AbortController()
    let bytes = 0
    socket.once('close', () => closed.abort())
    socket.end()
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > MAX_BYTES) socket.destroy()
    })
    request.once('end', () => socket.destroy())
    request.resume()
    clock.sleep(MAX_MS, closed.signal).then(() => socket.destroy())
  }
}
