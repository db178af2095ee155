import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** A request as far as whoever comes behind it wants to know. */
export interface Asked {
  method: string | undefined
  url: string | undefined
}

/** What was asked last on a connection, its answer until that is over, and the one before where that was still to come. */
export interface LastAsked extends Asked {
  /** Null once all of it is over. */
  request: IncomingMessage | null
  response: ServerResponse | null
  before: ServerResponse | null
}

// one object a connection: it is written with every request
const asked = new WeakMap<Socket, LastAsked>()

/** What was asked last on a connection; null where nothing was. */
export const lastAskedOn = (socket: Socket): LastAsked | null => asked.get(socket) ?? null

/** Whether all of an answer was handed to its connection, or the connection is gone. */
const isOut = (response: ServerResponse | null): boolean =>
  response === null || response.closed || (response.writableEnded && response.socket !== null)

/** Keeps in mind what was asked last on each connection: what is no HTTP may be the body of that, and waits for its answer. */
export const noteRequests = (server: Server): void => {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { method, url } = request
    const last = asked.get(request.socket)
    if (last === undefined) asked.set(request.socket, { method, url, request, response, before: null })
    else {
      last.before = isOut(last.response) ? null : last.response
      last.method = method
      last.url = url
      last.request = request
      last.response = response
    }
  })
}

/**
 * An answer is over. Until the next request of its connection, all that belongs to it would stay: with 64 connections, each of the
 * collector's small rounds had 0.6 MiB to copy.
 */
export const forgetAnswered = (request: IncomingMessage, response: ServerResponse): void => {
  const last = asked.get(request.socket)
  if (last?.response !== response) return
  last.response = null
  last.before = null
  if (request.complete) last.request = null
}

/** Does something when an answer is over or its connection gone. */
const afterwards = (answer: ServerResponse, socket: Socket, act: () => void): void => {
  let isDone = false
  const now = (): void => {
    // Node tells an answer of the end of its connection while that is told to all
    if (isDone) return
    isDone = true
    answer.removeListener('close', now)
    socket.removeListener('close', now)
    act()
  }
  answer.on('close', now)
  // one that waits for its own turn has no event when the connection goes (docs/facts/node.md §2)
  socket.on('close', now)
}

/**
 * Writes behind an answer that may still be to come: at once where there is none, else when it is out or the connection is gone.
 * What Node does not know as a request it would put before it, or into it (§1).
 */
export const behind = (answer: ServerResponse | null, socket: Socket, write: () => void): void => {
  if (answer === null || isOut(answer) || socket.destroyed) return write()
  afterwards(answer, socket, write)
  // who has sent all waits for nothing more: so Node takes it for every connection, but not where it can't read on
  const leave = (): unknown => socket.end()
  if (socket.readableEnded) leave()
  else socket.once('end', leave)
}

/** Gives a connection to an answer when the one before it has left it; never where the connection goes. */
export const assignBehind = (before: ServerResponse | null, socket: Socket, answer: ServerResponse): void => {
  const assign = (): void => {
    if (!socket.destroyed) answer.assignSocket(socket)
  }
  if (before === null || before.closed) assign()
  else afterwards(before, socket, assign)
}
