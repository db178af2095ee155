import t from 'tap'
import { startFrozen } from '../helpers/frozen.ts'
import { chatBody, collect, openSocket, rawRequest } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

t.test('a delay is counted from the arrival: a body that takes its time does not make the answer later', async t => {
  const mock = await startFrozen(t, { rules: [{ delay: '1200ms' }] })
  const socket = await openSocket(t, mock)
  const body = JSON.stringify(chatBody())
  const head = rawRequest('POST', '/session/slow/openai/v1/chat/completions', body).slice(0, -body.length)
  const answered = collect(socket)
  socket.write(head)
  await until(() => mock.sessions.get('slow') !== undefined)
  await mock.clock.advance(800)
  socket.write(body)
  await mock.waiting()
  await mock.clock.advance(399)
  t.equal(mock.journal.count('slow'), 0, 'it is not answered before its time')
  await mock.clock.advance(1)
  socket.end()
  t.match((await answered).bytes, /^HTTP\/1\.1 200 /, 'it is answered 1200 ms after the head, 400 ms after the body')
})
