// Wrong until 2026-11-27: CONNECT that was pipelined behind a request whose answer was still to come threw in Node, and ended the process.
import t from 'tap'
import { chatBody, collect, openSocket, rawRequest, startMock } from '../helpers/mock.ts'

const CHAT = '/openai/v1/chat/completions'
const CONNECT = 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n'
const statuses = (bytes: string): readonly string[] =>
  [...bytes.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, code = '']) => code)

t.test('CONNECT has its answer behind those that are still to come', async t => {
  const mock = await startMock(t, {
    rules: [{ match: { endpoint: 'models' }, delay: '50ms' }, { stream: { pace: '2ms' } }],
  })
  const slow = rawRequest('GET', '/openai/v1/models')
  const streamed = rawRequest('POST', CHAT, JSON.stringify(chatBody({ stream: true })))
  for (const [what, before] of [
    ['a late answer', slow],
    ['two of them', slow + slow],
    ['a slow stream', streamed],
  ] as const) {
    const socket = await openSocket(t, mock)
    socket.write(before + CONNECT)
    const { bytes, ended } = await collect(socket)
    t.same(statuses(bytes).slice(-2), ['200', '404'], what)
    t.equal(ended, 'FIN', what)
    if (before === streamed) t.match(bytes, /data: \[DONE\]\n\n\r\n0\r\n\r\nHTTP\/1\.1 404 /, 'the stream is whole')
  }
  t.same((await mock.entries(7)).map(({ method, status }) => `${method} ${status}`).sort(), [
    'CONNECT 404',
    'CONNECT 404',
    'CONNECT 404',
    'GET 200',
    'GET 200',
    'GET 200',
    'POST 200',
  ])
})

t.test('a client that leaves before has an entry for both', async t => {
  const mock = await startMock(t, { rules: [{ match: { endpoint: 'models' }, fault: 'hang' }] })
  const socket = await openSocket(t, mock)
  socket.write(rawRequest('GET', '/openai/v1/models') + CONNECT)
  await mock.hasRead(socket)
  socket.destroy()
  t.match((await mock.entries(2)).map(({ method, status, endedBy }) => `${method} ${status} ${endedBy}`).sort(), [
    'CONNECT 499 client',
    'GET 499 client',
  ])
})
