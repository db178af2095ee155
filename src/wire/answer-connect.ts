import { type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { isContinue } from './is-continue.ts'
import { assignBehind, lastAskedOn } from './last-asked.ts'

/**
 * Hands CONNECT to whoever answers requests: Node itself would end the connection without a word, and leaves the socket to
 * us (docs/facts/node.md §1). Its answer comes behind those that are still to come; after it the connection ends.
 */
export const answerConnect = (server: Server): void => {
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    assignBehind(lastAskedOn(socket)?.response ?? null, socket, response)
    response.once('finish', () => socket.destroySoon())
    // a client that goes breaks what was going on, as on every other connection
    socket.on('error', () => socket.destroy())
    socket.once('end', () => socket.destroySoon())
    socket.resume()
    server.emit('request', request, response)
  })
}

/** Hands requests that expect something to whoever answers requests; Node would answer some of them by itself. */
export const answerExpectations = (server: Server): void => {
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response)
  })
  // Node takes every list in which 100-continue stands for this one
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (isContinue(request.headers.expect)) response.writeContinue()
    server.emit('request', request, response)
  })
}
