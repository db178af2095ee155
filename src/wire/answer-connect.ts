import { type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Hands CONNECT to whoever answers requests: Node itself would end the connection without a word, and leaves the socket to
 * us (docs/facts/node.md §1). After its answer the connection ends.
 */
export const answerConnect = (server: Server): void => {
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(socket)
    response.once('finish', () => socket.destroySoon())
    // a client that goes breaks what was going on, as on every other connection
    socket.on('error', () => socket.destroy())
    socket.once('end', () => socket.destroySoon())
    socket.resume()
    server.emit('request', request, response)
  })
}

/** Hands requests that expect what HTTP does not know to whoever answers requests; Node would answer them by itself. */
export const answerExpectations = (server: Server): void => {
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response)
  })
}
