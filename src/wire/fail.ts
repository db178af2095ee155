import type { ServerResponse } from 'node:http'

/** Answers a request that nobody can answer with an empty 500, the last on its connection. */
export const fail = (response: ServerResponse): void => {
  response.writeHead(500, { connection: 'close' }).end()
}
