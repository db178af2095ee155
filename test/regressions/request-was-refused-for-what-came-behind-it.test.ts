// Wrong until 66d9db8 (2026-11-27): of a complete request in one packet with bytes that are no HTTP, or that came behind `Connection: close`, the answer was a 400 for those bytes alone.
import t from 'tap'
import { startFrozen } from '../helpers/frozen.ts'
import { chatBody, collect, openSocket, rawRequest } from '../helpers/mock.ts'

const CHAT = '/openai/v1/chat/completions'
const body = JSON.stringify(chatBody())

t.test('a complete request has its own answer, and what is no HTTP behind it a 400', async t => {
  const mock = await startFrozen(t, {})
  for (const [what, bytes] of [
    ['bytes that are no request', `${rawRequest('POST', CHAT, body)}xx\r\n\r\n`],
    [
      'a request behind the last one',
      rawRequest('POST', CHAT, body, ['connection: close']) + rawRequest('POST', CHAT, body),
    ],
  ] as const) {
    const socket = await openSocket(t, mock)
    socket.write(bytes)
    const seen = await collect(socket)
    t.match(seen.bytes, /^HTTP\/1\.1 200 OK\r\n[\s\S]*"chat\.completion"/, what)
  }
  t.match((await mock.entries(4)).map(({ status }) => status).sort(), [200, 200, 400, 400])
})
