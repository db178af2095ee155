import type { IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { nothingChosen } from '../call.ts'
import type { Clock } from '../clock/clock.ts'
import { type Arriving, unconnected } from '../incoming.ts'
import { selectionOf, splitPrefix } from '../request/selection.ts'
import { readTarget } from '../request/target.ts'
import type { Sessions } from '../session/sessions.ts'
import { connectionOf } from '../wire/connection-of.ts'
import { httpVersionOf } from '../wire/http-version-of.ts'
import type { HttpVersion } from '../wire/wire.ts'
import type { ConnectionBook } from './connection-book.ts'

declare module 'fastify' {
  interface FastifyRequest {
    arriving: Arriving | null
  }
}

/** Takes requests in: finds their session before anything of the body is read. */
export const receiver = (sessions: Sessions, clock: Clock, connections: ConnectionBook) => {
  const at = (
    target: string,
    headers: IncomingHttpHeaders,
    socket: Socket,
    httpVersion: HttpVersion | null,
  ): Arriving => {
    const prefix = splitPrefix(readTarget(target).url)
    const selection = selectionOf(prefix, headers)
    const { session, wrong, note } = sessions.of(selection)
    const { openedMs, connection, requestOnConnection } = connections.next(socket)
    return {
      prefix,
      selection,
      session,
      life: session.life,
      wrong,
      note,
      atMs: clock.now(),
      startedMs: clock.monotonic(),
      openedMs: requestOnConnection === 1 ? openedMs : null,
      connection,
      requestOnConnection,
      httpVersion,
      // last, as nobody could end what never came to be
      endUse: session.use.begin(),
    }
  }

  const receive = (request: FastifyRequest): Arriving => {
    const { originalUrl, headers, raw } = request
    request.arriving ??= at(originalUrl, headers, connectionOf(raw), httpVersionOf(raw))
    return request.arriving
  }

  /** For a request that could not be taken in: it belongs to the default session, whatever it chose. */
  const stranded = ({ originalUrl }: Pick<FastifyRequest, 'originalUrl'>): Arriving => {
    const { session } = sessions.of(nothingChosen)
    return unconnected(session, { rest: originalUrl, selection: nothingChosen, requestOnConnection: 0 }, clock)
  }
  /** `at` takes in what never came to be a request. */
  return Object.assign(receive, { at, stranded })
}

export type Receive = ReturnType<typeof receiver>
