// Wrong until a2320a4 (2026-11-27): the answer to a follower that had left before it began was looked at once a minute for ever, as
// no event told of the end that was there already.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import t from 'tap'
import { fakeClock } from '#src/clock/clock'
import { endUnread } from '#src/control/end-unread'
import { rawRequest } from '../helpers/mock.ts'

t.test('an answer whose client has left before it began is not looked at', async t => {
  const server = createServer().listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.write(rawRequest('GET', '/', ''))
  const [, response] = await once(server, 'request')
  const left = once(response, 'close')
  client.destroy()
  await left
  let isOver = false
  endUnread(response, fakeClock(), () => t.fail('nobody is there to be disconnected')).then(() => {
    isOver = true
  })
  await new Promise(setImmediate)
  t.equal(isOver, true)
})
