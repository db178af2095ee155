import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { Entry } from '../journal/entry.ts'
import { UsageError } from '../usage-error.ts'
import { ask, type ServerOrder } from './ask-server.ts'

/** The entries of a session of a running server, one by one. Throws `UsageError` where it does not send them. */
export async function* serverJournal(
  order: Pick<ServerOrder, 'url' | 'token'>,
  session: string,
): AsyncGenerator<Entry> {
  const path = `/sessions/${encodeURIComponent(session)}/journal`
  const answer = await ask(order, path, { accept: 'application/x-ndjson' })
  if (!answer.ok || answer.body === null)
    throw new UsageError(`The server at ${order.url} answered GET /__mock${path} with ${answer.status}.`)
  const lines = createInterface({ input: Readable.fromWeb(answer.body as ReadableStream), crlfDelay: Infinity })
  for await (const line of lines) {
    try {
      if (line !== '') yield JSON.parse(line) as Entry
    } catch {
      throw new UsageError(`The journal of ${order.url} is no JSON at "${line.slice(0, 60)}".`)
    }
  }
}
