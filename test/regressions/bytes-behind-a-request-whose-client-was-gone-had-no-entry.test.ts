import t from 'tap'
import { chatBody, openSocket, rawRequest, startMock } from '../helpers/mock.ts'

t.test('what is no HTTP has an entry, also where the request before it finds that nobody reads its answer', async t => {
  const mock = await startMock(t)
  const socket = await openSocket(t, mock)
  const request = rawRequest('POST', '/openai/v1/chat/completions', JSON.stringify(chatBody()))
  socket.write(`${request}hello\r\n\r\n`)
  socket.resetAndDestroy()
  const entries = await mock.entries(2)
  const [behind] = entries.filter(({ because }) => /it is not an HTTP request/.test(because))
  t.match(behind, { status: 499, endedBy: 'client' })
})
