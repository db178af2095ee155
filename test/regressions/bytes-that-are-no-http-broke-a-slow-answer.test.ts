// Wrong until 2026-11-27: the 400 for bytes that are no HTTP came before, or in the middle of, an answer that was still to come, and ended it.
import t from 'tap'
import { chatBody, collect, openSocket, rawRequest, startMock } from '../helpers/mock.ts'

const CHAT = '/openai/v1/chat/completions'
const BROKEN = 'x\r\n\r\n'
const HALF_CHUNKED = `POST ${CHAT} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n`
const slow = rawRequest('GET', '/openai/v1/models')
const statuses = (bytes: string): readonly string[] =>
  [...bytes.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, code = '']) => code)

t.test('it comes behind them, once', async t => {
  const mock = await startMock(t, {
    rules: [{ match: { endpoint: 'models' }, delay: '50ms' }, { stream: { pace: '2ms' } }],
  })
  const streamed = rawRequest('POST', CHAT, JSON.stringify(chatBody({ stream: true })))
  for (const [what, bytes, answers] of [
    ['a late answer', slow + BROKEN, ['200', '400']],
    ['two of them, and more that is none', slow + slow + BROKEN + BROKEN, ['200', '200', '400']],
    ['a slow stream', streamed + BROKEN, ['200', '400']],
    ['a body that is broken', slow + HALF_CHUNKED, ['200', '400']],
  ] as const) {
    const socket = await openSocket(t, mock)
    socket.write(bytes)
    const seen = await collect(socket)
    t.same(statuses(seen.bytes), answers, what)
    t.equal(seen.ended, 'FIN', what)
    if (bytes.startsWith(streamed))
      t.match(seen.bytes, /data: \[DONE\]\n\n\r\n0\r\n\r\nHTTP\/1\.1 400 /, 'the stream is whole')
  }
  const entries = await mock.entries(9)
  t.equal(entries.length, 9)
  t.same(
    entries.filter(({ status }) => status === 400).map(({ method, path, call }) => [method, path, call === 'none']),
    [
      ['?', '', true],
      ['?', '', true],
      ['?', '', true],
      ['POST', CHAT, false],
    ],
    'what stands before them in the same packet is not theirs',
  )
})

t.test('where the client leaves before, nothing was sent, and its entry says so', async t => {
  const mock = await startMock(t, { rules: [{ match: { endpoint: 'models' }, fault: 'hang' }] })
  for (const leave of ['destroy', 'end'] as const) {
    const socket = await openSocket(t, mock)
    socket.write(slow + BROKEN)
    await mock.hasRead(socket)
    socket[leave]()
    socket.resume()
  }
  const entries = await mock.entries(4)
  t.match(
    entries.filter(({ call }) => call === 'none'),
    Array(2).fill({
      status: 499,
      endedBy: 'client',
      ttfbMs: null,
      because: /HPE_INVALID_METHOD\): the connection was over before its turn came$/,
    }),
  )
})
