// Wrong until 2026-11-27: a client that was still sending a second after its 413 was reset, and saw a broken pipe.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import t from 'tap'
import { type FrozenMock, startFrozen } from '../helpers/frozen.ts'
import type { Teardown } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

const LIMIT = 1024
const PIECE = 'x'.repeat(LIMIT)
const PIECES = 10

/** A client whose request was refused when a fifth of its body had come; it goes on sending after the end of the answer. */
const refused = async (t: Teardown): Promise<{ mock: FrozenMock; client: Socket }> => {
  const mock = await startFrozen(t, { api: { bodyLimit: `${LIMIT}B` } })
  const client = connect({ port: Number(new URL(mock.url).port), host: '127.0.0.1', allowHalfOpen: true })
  t.teardown(() => {
    client.destroy()
  })
  client.on('error', () => {})
  client.write(
    `POST /openai/v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
  )
  send(client)
  send(client)
  const answer: Buffer[] = []
  client.on('data', chunk => answer.push(chunk))
  await once(client, 'end')
  if (!/^HTTP\/1\.1 413 /.test(Buffer.concat(answer).toString())) throw new Error('this was to be refused')
  return { mock, client }
}

const send = (client: Socket): void => {
  client.write(`${LIMIT.toString(16)}\r\n${PIECE}\r\n`)
}

/** What a client meets that goes on sending to somebody who is gone. */
const sendingMeets = (client: Socket): Promise<Error | null> =>
  until(
    () => {
      send(client)
      return client.errored
    },
    error => error !== null,
  )

t.test('a refused upload is read to its end, with 4 seconds between its pieces', async t => {
  const { mock, client } = await refused(t)
  for (let i = 2; i < PIECES - 4; i += 1) {
    await mock.clock.advance(4000)
    send(client)
    await mock.hasRead(client)
  }
  t.notOk(client.closed)
  client.end('0\r\n\r\n')
  await once(client, 'close')
  t.equal(client.errored, null)
  t.equal(mock.clock.waits, 0, 'and nothing is waited for any more')
})

t.test('a client that sends nothing more is closed after 5 seconds', async t => {
  const { mock, client } = await refused(t)
  await mock.clock.advance(4999)
  t.equal(mock.clock.waits, 1)
  await mock.clock.advance(1)
  await until(
    () => mock.clock.waits,
    waits => waits === 0,
  )
  t.match(await sendingMeets(client), { code: /^(EPIPE|ECONNRESET)$/ })
})

t.test('a client that never ends is closed after 30 seconds', async t => {
  const { mock, client } = await refused(t)
  for (let i = 0; i < 9; i += 1) {
    await mock.clock.advance(3000)
    send(client)
    await mock.hasRead(client)
  }
  t.notOk(client.errored)
  await mock.clock.advance(3000)
  t.match(await sendingMeets(client), { code: /^(EPIPE|ECONNRESET)$/ })
  t.equal(mock.clock.waits, 0)
})
