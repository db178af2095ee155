import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { startFrozen } from '../helpers/frozen.ts'
import { chatBody, collect, openSocket, rawRequest, startMock } from '../helpers/mock.ts'
import { inTime } from '../helpers/until.ts'

const CHAT = '/openai/v1/chat/completions'
const body = JSON.stringify(chatBody())

t.test('pipelined requests are answered in their order, each with an entry of its own', async t => {
  const mock = await startMock(t, {
    rules: [
      { match: { header: { 'x-n': '1' } }, delay: '80ms' },
      { match: { header: { 'x-n': '2' } }, error: 503 },
    ],
  })
  const socket = await openSocket(t, mock)
  socket.write([1, 2, 3].map(n => rawRequest('POST', CHAT, body, [`x-n: ${n}`])).join(''))
  const { bytes } = await collect(socket, /(HTTP\/1\.1 [\s\S]*){3}/)
  t.same(bytes.match(/HTTP\/1\.1 \d{3}/g), ['HTTP/1.1 200', 'HTTP/1.1 503', 'HTTP/1.1 200'])
  const entries = await mock.entries(3)
  t.same(
    entries.map(({ connection }) => connection),
    [1, 1, 1],
  )
  t.same(entries.map(({ requestOnConnection }) => requestOnConnection).sort(), [1, 2, 3])
})

t.test('entries say in which version of HTTP a request came, and of what is none that it is none', async t => {
  const mock = await startMock(t)
  for (const line of ['GET /openai/v1/models HTTP/1.0', 'GET /openai/v1/models HTTP/1.1', 'HELLO']) {
    const socket = await openSocket(t, mock)
    socket.write(`${line}\r\nConnection: close\r\n\r\n`)
    await collect(socket)
  }
  t.same(
    (await mock.entries(3)).map(({ httpVersion }) => httpVersion),
    ['1.0', '1.1', null],
  )
})

t.test('a client that leaves while pipelined requests wait is a 499 in each entry', async t => {
  const mock = await startFrozen(t, { rules: [{ delay: '5s' }] })
  const socket = await openSocket(t, mock)
  socket.write(rawRequest('POST', CHAT, body) + rawRequest('POST', CHAT, body))
  await mock.waiting(2)
  socket.destroy()
  const entries = await mock.entries(2)
  t.same(
    entries.map(({ status, endedBy, bytes }) => [status, endedBy, bytes]),
    [
      [499, 'client', 0],
      [499, 'client', 0],
    ],
  )
})

t.test('a client that leaves during a delay is a 499 entry at once, and the wait ends', async t => {
  const mock = await startFrozen(t, 'cancelled')
  const socket = await openSocket(t, mock)
  socket.write(rawRequest('POST', CHAT, body))
  await mock.waiting(1)
  socket.destroy()
  // time stands still: what is written now has waited for nothing
  t.match(await mock.lastEntry(), {
    status: 499,
    endedBy: 'client',
    bytes: 0,
    ttfbMs: null,
    because: /^no rule decided: success, changed by rule ten seconds \(delay\)$/,
    durationMs: 0,
  })
  t.equal(mock.clock.waits, 0)
})

t.test('a client that leaves in the middle of its body is a 499 entry, without a decision', async t => {
  const mock = await startMock(t, { rules: [{ name: 'never', error: 503 }] })
  const socket = await openSocket(t, mock)
  socket.write(
    `POST ${CHAT} HTTP/1.1\r\nHost: a\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"model"`,
  )
  await mock.hasRead(socket)
  socket.destroy()
  t.match(await mock.lastEntry(), {
    status: 499,
    endedBy: 'client',
    outcome: null,
    rule: null,
    requestBytes: 1000,
    because: 'the client left before its request was complete',
  })
  t.equal((await mock.chat()).status, 503, 'and the server goes on')
})

t.test('a request that never becomes whole holds the stop for three seconds, and no longer', async t => {
  const mock = await startFrozen(t, {})
  const socket = await openSocket(t, mock)
  socket.on('error', () => {}).write(rawRequest('POST', CHAT, body).slice(0, -1))
  await mock.hasRead(socket)
  let isOver = false
  const stopped = mock.stop().then(() => {
    isOver = true
  })
  await mock.clock.advance(2999)
  // that it goes on waiting shows in silence alone; time stands still, so a longer one would show the same
  await wait(50)
  t.notOk(isOver, 'a millisecond before')
  await mock.clock.advance(1)
  await inTime(stopped)
  t.ok(isOver)
})

t.test('bytes that are no HTTP get the envelope and the end of the connection; each has an entry', async t => {
  const mock = await startMock(t)
  for (const bytes of [
    'hello\r\n\r\n',
    '\u0016\u0003\u0001\u0002\u0000\u0001',
    'GET / HTTP/9.9\r\n\r\n',
    'POST / HTTP/1.1\r\ncontent-length: -3\r\n\r\n',
    `POST ${CHAT} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n`,
  ]) {
    const socket = await openSocket(t, mock)
    socket.write(bytes)
    const seen = await collect(socket)
    t.match(
      seen.bytes,
      /^HTTP\/1\.1 400 Bad Request\r\n.*\{"error":\{"message":"Bad Request","type":"invalid_request_error"\}\}\n$/s,
      JSON.stringify(bytes),
    )
    t.not(seen.ended, 'open')
    t.match(await mock.lastEntry(), { status: 400, endedBy: 'server', outcome: null }, JSON.stringify(bytes))
  }
  const huge = await openSocket(t, mock)
  huge.write(`GET / HTTP/1.1\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`)
  t.match(
    (await collect(huge)).bytes,
    /^HTTP\/1\.1 431 .*\r\naccess-control-allow-origin: \*\r\n/s,
    'a page can read it, too',
  )
  t.match(await mock.lastEntry(), { status: 431, because: /HPE_HEADER_OVERFLOW/ })
  t.equal((await mock.chat()).status, 200, 'and the server goes on')
})

t.test('URLs that kill or confuse a server are answered, and the server goes on', async t => {
  const mock = await startMock(t)
  for (const path of [
    '/scenario/%zz',
    '/scenario/%zz/openai/v1/models',
    '/session/%',
    '/scenario/',
    '/session//openai/v1/models',
    '/%',
    '/openai/v1/models/%zz',
    `/openai/v1/models/${'x'.repeat(3000)}`,
    '//openai/v1/models',
    '/?%',
    '/__mock/%zz',
    '/__mock/sessions/%E0%A4%A/journal',
    '*',
  ]) {
    const socket = await openSocket(t, mock)
    socket.write(rawRequest('GET', path, '', ['connection: close']))
    const { bytes } = await collect(socket)
    t.match(bytes, /^HTTP\/1\.1 (200|400|404) [^\r]+\r\n/, path)
    t.match(bytes, /\{"(error|id)":/, path)
  }
  t.equal((await mock.chat()).status, 200)
})

t.test('every method is answered, known to the API or not', async t => {
  const mock = await startMock(t)
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY']) {
    const answer = await fetch(mock.url + CHAT, { method })
    t.equal(answer.status, 404, method)
    t.match(await answer.json(), { error: { code: 'unknown_url', message: new RegExp(`URL: ${method} `) } })
  }
  t.equal((await fetch(mock.url + CHAT, { method: 'HEAD' })).status, 404)
  t.equal((await mock.entries(7)).length, 7)
})

t.test('the headers are those that Groq sends, and none that it never sends', async t => {
  const mock = await startMock(t, 'steady-state', { mockHeaders: false })
  const names = (answer: Response) =>
    [...answer.headers.keys()]
      .filter(name => !['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'].includes(name))
      .sort()
  const limits = ['limit', 'remaining', 'reset'].flatMap(what => [
    `x-ratelimit-${what}-requests`,
    `x-ratelimit-${what}-tokens`,
  ])
  const common = ['cache-control', 'content-type', 'vary', 'x-groq-region', 'x-request-id']
  t.same(names(await mock.chat()), [...common, ...limits].sort())
  t.same(names(await mock.chat({ body: chatBody({ stream: true }) })), [...common, ...limits].sort())
  t.same(names(await fetch(`${mock.url}/openai/v1/models`)), common)
  t.same(names(await mock.chat({ body: '{' })), common)
  t.same(names(await mock.chat({ headers: { 'x-mock-status': '429' } })), [...common, ...limits, 'retry-after'].sort())
  t.same(names(await mock.chat({ headers: { 'x-mock-status': '401' } })), common)
})

t.test('the request id is in the header, in x_groq.id and in the journal', async t => {
  const mock = await startMock(t)
  const answer = await mock.chat()
  const id = answer.headers.get('x-request-id')
  t.match(id, /^req_01[0-9a-z]{24}$/)
  t.match(await answer.json(), { x_groq: { id } })
  t.match(await mock.lastEntry(), { id })
  t.equal(answer.headers.get('x-mock-entry'), id)
})

t.test('models are found by their id, its slash encoded or not, under both roots', async t => {
  const mock = await startMock(t)
  for (const path of [
    '/openai/v1/models/openai/gpt-oss-20b',
    '/openai/v1/models/openai%2Fgpt-oss-20b',
    '/v1/models/openai%2Fgpt-oss-20b',
  ]) {
    t.match(
      await (await fetch(mock.url + path)).json(),
      { id: 'openai/gpt-oss-20b', object: 'model', owned_by: 'OpenAI' },
      path,
    )
  }
  t.match(await (await fetch(`${mock.url}/v1/models`)).json(), { object: 'list', data: [{ object: 'model' }] })
})
