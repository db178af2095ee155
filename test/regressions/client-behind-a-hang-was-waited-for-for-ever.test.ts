// Wrong until "Make an answer when its turn has come" (2026-11-27): where more than 16 KiB of answers waited behind a hang, Node read no more of the connection, nobody saw that the client had left, and its requests stayed under way.
import t from 'tap'
import { chatBody, openSocket, rawRequest, startMock } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

const CHAT = '/openai/v1/chat/completions'

t.test('a client that leaves is seen, however much waits behind what it was asked first', async t => {
  const mock = await startMock(t, {
    rules: [{ match: { endpoint: 'models' }, fault: 'hang' }, { complete: { text: 'x'.repeat(20_000) } }],
  })
  const chat = rawRequest('POST', CHAT, JSON.stringify(chatBody()))
  const streamed = rawRequest('POST', CHAT, JSON.stringify(chatBody({ stream: true })))
  const socket = await openSocket(t, mock)
  socket.write(rawRequest('GET', '/openai/v1/models') + chat + streamed + chat)
  await mock.hasRead(socket)
  socket.destroy()
  const entries = await mock.entries(4)
  t.same(
    entries.map(({ status, bytes, endedBy }) => [status, bytes, endedBy]),
    Array(4).fill([499, 0, 'client']),
  )
  t.equal(mock.sessions.get('default')?.underWay, 0)
})

t.test('an answer that waits for its turn comes whole, and its first byte when its turn has come', async t => {
  const mock = await startMock(t, {
    rules: [{ match: { endpoint: 'models' }, delay: '100ms' }, { complete: { text: 'x'.repeat(20_000) } }],
  })
  const socket = await openSocket(t, mock)
  const chat = rawRequest('POST', CHAT, JSON.stringify(chatBody()))
  let seen = ''
  socket.setEncoding('latin1').on('data', text => {
    seen += text
  })
  socket.write(rawRequest('GET', '/openai/v1/models') + chat + chat)
  const entries = await mock.entries(3)
  t.same(
    entries.map(({ status }) => status),
    [200, 200, 200],
  )
  // each came when it was read, and none was answered before the first
  const answeredMs = entries.map(({ offsetMs, ttfbMs }) => offsetMs + (ttfbMs ?? 0))
  t.ok(
    answeredMs.every(ms => ms >= (answeredMs[0] ?? 0) && ms >= 99),
    answeredMs.join(),
  )
  await until(
    () => seen.match(/x{20000}/g)?.length,
    count => count === 2,
  )
})
