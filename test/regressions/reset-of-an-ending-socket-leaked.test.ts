// Wrong until 75c00dc (2026-11-24): a reset of a connection that was ending already left its handle for ever (docs/facts/node.md §3.2).
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { resetNow } from '#src/wire/breaking'
import { LONGEST_MS } from '../helpers/until.ts'

/** The server's end of a new connection. */
const accepted = async (t: Test): Promise<Socket> => {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.on('error', () => {}).resume()
  t.teardown(() => {
    client.destroy()
    server.close()
  })
  const [socket] = (await once(server, 'connection')) as [Socket]
  return socket.on('error', () => {})
}

const closes = (socket: Socket): Promise<boolean> =>
  Promise.race([once(socket, 'close').then(() => true), wait(LONGEST_MS, false, { ref: false })])

t.test('a connection that is ending is closed in place of being reset, and its handle is given back', async t => {
  const socket = await accepted(t)
  const closed = closes(socket)
  socket.write('the end')
  socket.end()
  t.equal(resetNow(socket), false)
  t.ok(await closed)
})

t.test('any other connection is reset', async t => {
  const socket = await accepted(t)
  const closed = closes(socket)
  t.equal(resetNow(socket), true)
  t.ok(await closed)
})
