import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Clock } from '../clock/clock.ts'
import type { Arriving } from '../incoming.ts'
import { selectionOf, splitPrefix } from '../request/selection.ts'
import { readTarget } from '../request/target.ts'
import type { Sessions } from '../session/sessions.ts'

declare module 'fastify' {
  interface FastifyRequest {
    arriving: Arriving | null
  }
}

interface Connection {
  readonly number: number
  requests: number
}

/** Takes requests in: finds their session before anything of the body is read. */
export const receiver = (sessions: Sessions, clock: Clock) => {
  const connections = new WeakMap<Socket, Connection>()
  let opened = 0

  const connectionOf = ({ socket }: IncomingMessage): Connection => {
    const known = connections.get(socket)
    if (known) return known
    opened += 1
    const connection = { number: opened, requests: 0 }
    connections.set(socket, connection)
    return connection
  }

  const arrive = (request: FastifyRequest): Arriving => {
    const prefix = splitPrefix(readTarget(request.originalUrl).url)
    const selection = selectionOf(prefix, request.headers)
    const { session, wrong, note } = sessions.of(selection)
    const connection = connectionOf(request.raw)
    connection.requests += 1
    return {
      prefix,
      selection,
      session,
      life: session.life,
      wrong,
      note,
      atMs: clock.now(),
      startedMs: clock.monotonic(),
      connection: connection.number,
      requestOnConnection: connection.requests,
    }
  }

  return (request: FastifyRequest): Arriving => {
    request.arriving ??= arrive(request)
    return request.arriving
  }
}

export type Receive = ReturnType<typeof receiver>
