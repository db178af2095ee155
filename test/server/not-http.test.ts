import t from 'tap'
import { hidden } from '#src/secret'
import { chatBody, collect, openSocket, startMock } from '../helpers/mock.ts'

const CHAT = '/openai/v1/chat/completions'
const body = JSON.stringify(chatBody())
const post = (...headers: readonly string[]) =>
  `POST ${CHAT} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${headers.map(line => `${line}\r\n`).join('')}\r\n${body}`
const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`

/** What comes, what it is answered with, and what its entry says. */
const cases: Readonly<Record<string, readonly [string, number, object]>> = {
  'a length beyond all numbers': [post('Content-Length: 9007199254740993'), 413, { method: 'POST', path: CHAT }],
  'a length of more digits than any': [post(`Content-Length: ${'9'.repeat(40)}`), 400, { method: 'POST', path: CHAT }],
  'a length with a sign': [post('Content-Length: +5'), 400, { method: 'POST', path: CHAT }],
  'a negative length': [post('Content-Length: -5'), 400, { method: 'POST', path: CHAT }],
  'a length with a blank': [post('Content-Length: 1 0'), 400, { method: 'POST', path: CHAT }],
  'a length in hexadecimal': [post('Content-Length: 0x10'), 400, { method: 'POST', path: CHAT }],
  'two lengths': [post('Content-Length: 5', 'Content-Length: 6'), 400, { method: 'POST', path: CHAT }],
  'a length and chunks': [post('Content-Length: 5', 'Transfer-Encoding: chunked'), 400, { method: 'POST', path: CHAT }],
  'a coding that is none': [post('Transfer-Encoding: nonsense'), 400, { method: 'POST', path: CHAT }],
  'chunks that are none': [
    `POST ${CHAT} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n`,
    400,
    { method: 'POST', path: CHAT, because: /^its body is not framed as HTTP says/ },
  ],
  'a header without a colon': ['GET /openai/v1/models HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n', 400, { method: 'GET' }],
  'a header with a blank before its colon': ['GET / HTTP/1.1\r\nHost : a\r\n\r\n', 400, { method: 'GET', path: '/' }],
  'a version that is none': [
    'GET /openai/v1/models HTTP/9.9\r\n\r\n',
    400,
    { method: 'GET', path: '/openai/v1/models' },
  ],
  'HTTP/0.9': ['GET /openai/v1/models\r\n\r\n', 400, { method: 'GET', path: '/openai/v1/models' }],
  'HTTP/2 on this port': ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, { method: 'PRI', path: '*' }],
  'TLS on this port': ['\u0016\u0003\u0001\u0002\u0000\u0001', 400, { method: '?', path: '' }],
  'a method that is none': ['NONSENSE /openai/v1/models HTTP/1.1\r\nHost: a\r\n\r\n', 400, { method: 'NONSENSE' }],
  'headers without end': [`GET /x HTTP/1.1\r\nHost: a\r\n${'a: b\r\n'.repeat(20_000)}\r\n`, 431, {}],
  TRACE: ['TRACE /openai/v1/models HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 404, { method: 'TRACE' }],
  'HTTP/1.0': ['GET /openai/v1/models HTTP/1.0\r\n\r\n', 200, { method: 'GET', path: '/openai/v1/models' }],
  'an upgrade': [
    'GET /openai/v1/models HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n',
    200,
    { method: 'GET' },
  ],
  'chunks as they are to be': [
    `POST ${CHAT} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}`,
    200,
    { method: 'POST' },
  ],
}

t.test('whatever comes has an answer in the envelope of the API, and one entry that says the same', async t => {
  const mock = await startMock(t)
  let entries = 0
  for (const [what, [bytes, status, entry]] of Object.entries(cases)) {
    const socket = await openSocket(t, mock)
    socket.write(bytes)
    const seen = await collect(socket)
    entries += 1
    const all = await mock.entries(entries)
    t.match(seen.bytes, new RegExp(`^HTTP/1\\.1 ${status} `), what)
    if (status >= 400) t.match(seen.bytes, /\r\n\r\n\{"error":\{"message":".+","type":"invalid_request_error"/, what)
    t.equal(all.length, entries, what)
    t.match(all.at(-1), { status, ...entry, endedBy: 'server' }, what)
  }
  t.equal((await mock.chat()).status, 200, 'and the server goes on')
})

t.test('bytes that are no HTTP belong to no call, ask no rule, and go to the session of their URL', async t => {
  const mock = await startMock(t, { rules: [{ error: 503 }] })
  const socket = await openSocket(t, mock)
  socket.write('GET /session/mine/openai/v1/models?key=gsk_0123456789abcdefghij HTTP/9.9\r\n\r\n')
  t.match((await collect(socket)).bytes, /^HTTP\/1\.1 400 /)
  t.match(await mock.lastEntry('mine'), {
    call: 'none',
    rule: null,
    status: 400,
    path: `/openai/v1/models?key=${hidden('gsk_0123456789abcdefghij')}`,
    because: /^it is not an HTTP request \(HPE_INVALID_VERSION\): 400 Bad Request, connection closed$/,
  })
})
