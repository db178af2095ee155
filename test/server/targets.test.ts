import { request } from 'node:http'
import t from 'tap'
import type { Teardown } from '../helpers/mock.ts'
import { chatBody, collect, openSocket, rawRequest, startMock, type TestMock } from '../helpers/mock.ts'

const CHAT = '/openai/v1/chat/completions'
const MODEL = '/openai/v1/models/qwen/qwen3.6-27b'
const body = JSON.stringify(chatBody())

/** Sends bytes, and reads the answer until the connection ends. */
const answerTo = async (
  t: Teardown,
  mock: TestMock,
  bytes: string,
): Promise<{ status: number; body: string; head: string }> => {
  const socket = await openSocket(t, mock)
  socket.write(bytes)
  const { bytes: seen } = await collect(socket)
  const [head = '', ...rest] = seen.split('\r\n\r\n')
  return { status: Number(head.slice(9, 12)), head, body: rest.join('\r\n\r\n') }
}

const last = ['connection: close']
const get = (t: Teardown, mock: TestMock, target: string, method = 'GET') =>
  answerTo(t, mock, rawRequest(method, target, '', last))

const idOf = (text: string): unknown => JSON.parse(text).id

t.test('an absolute-form means what the same URL means as a path', async t => {
  const mock = await startMock(t, { api: { models: ['qwen/qwen3.6-27b'] } })
  const hosts = [
    'http://127.0.0.1',
    'HTTP://api.groq.com:80',
    'https://api.groq.com',
    'http://[::1]:4010',
    'http://u:p@h',
  ]
  for (const target of ['', ...hosts].flatMap(host =>
    [MODEL, MODEL.replace('n/q', 'n%2Fq')].map(path => host + path),
  )) {
    const answer = await get(t, mock, target)
    t.equal(answer.status, 200, target)
    t.equal(idOf(answer.body), 'qwen/qwen3.6-27b', target)
    t.match(await mock.lastEntry(), { endpoint: 'models', model: 'qwen/qwen3.6-27b', status: 200, method: 'GET' })
  }
  t.same(
    new Set((await mock.entries()).map(({ path }) => path)),
    new Set([MODEL, MODEL.replace('n/q', 'n%2Fq')]),
    'the journal has the path alone',
  )
})

t.test('DELETE of an absolute-form deletes what it names, or says that there is none', async t => {
  const mock = await startMock(t, { api: { models: ['other'] } })
  const files = `http://h/openai/v1/files/file_none`
  t.match(await get(t, mock, files, 'DELETE'), { status: 404, body: /file_none/ })
  t.match(await get(t, mock, `http://h${MODEL}`, 'DELETE'), { status: 404, body: /qwen\/qwen3\.6-27b/ })
})

t.test('a scenario and a session can be chosen in an absolute-form, and a body is read', async t => {
  const mock = await startMock(t)
  const post = (target: string) => answerTo(t, mock, rawRequest('POST', target, body, last))
  t.equal((await post(`http://h/scenario/outage/session/s1${CHAT}`)).status, 503)
  t.equal((await mock.entries(1, 's1')).length, 1)
  t.equal((await post(`http://h${CHAT}?x=http://other/`)).status, 200)
})

t.test('a client that takes the mock for its proxy is served', async t => {
  const mock = await startMock(t)
  const { hostname, port } = new URL(mock.url)
  const status = await new Promise((resolve, reject) => {
    const asked = request({
      host: hostname,
      port,
      method: 'POST',
      path: `http://api.groq.com${CHAT}`,
      headers: { host: 'api.groq.com', 'content-type': 'application/json' },
    })
    asked.on('response', answer => resolve(answer.resume().statusCode)).on('error', reject)
    asked.end(body)
  })
  t.equal(status, 200)
})

t.test('the control API goes by the host of an absolute-form, not by the header beside it', async t => {
  const mock = await startMock(t)
  const ask = (target: string, host: string) =>
    answerTo(t, mock, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  t.equal((await ask('http://evil.example/__mock/sessions', '127.0.0.1')).status, 403)
  t.equal((await ask('http://127.0.0.1:4010/__mock/sessions', 'evil.example')).status, 200)
  t.equal((await ask('http://evil.example/__mock/sessions', 'evil.example')).status, 403)
  t.equal((await ask('http://evil.example/session/x/__mock/sessions', '127.0.0.1')).status, 404, 'it has no prefix')
})

t.test('letters that came encoded are those letters: the same operation, the same id', async t => {
  const mock = await startMock(t, { api: { models: ['qwen/qwen3.6-27b'] } })
  for (const path of ['/openai/v1/%6dodels/qwen/qwen3.6-27b', '/%6fpenai/v1/models/qwen%2fqwen3%2E6-27b']) {
    t.equal(idOf((await get(t, mock, path)).body), 'qwen/qwen3.6-27b', path)
    t.match(await mock.lastEntry(), { model: 'qwen/qwen3.6-27b' })
  }
  t.match(await get(t, mock, '/openai/v1/%66iles/file_none', 'DELETE'), { status: 404, body: /file_none/ })
})

t.test('a URL that Groq does not serve is 404 unknown_url, whatever it looks like', async t => {
  const mock = await startMock(t)
  for (const target of [
    '//openai/v1/models',
    '/openai/v1//models',
    '/openai//v1/models',
    '/openai/v1/models/',
    '/openai/v1/models//x',
    '/openai/v1/models/x//y',
    '/openai/v1/models/x/',
    '/openai/v1/files/',
    '/openai/v1/files//content',
    '/openai/v1/files/../models',
    '/openai/v1/files/..',
    '/openai/v1/files/%2e%2E',
    '/openai/v1/models/.',
    '/openai/v1/models/../files/x',
    '/openai/v1/models/..%2Ffiles',
    '/openai/v1/models/a/%2e/b',
    '/openai/v1/./models',
    '/openai/v1/../v1/models',
    '/openai/v1\\models',
    '/openai%2Fv1/models',
    'http://h',
    'http://h/',
    'http://h?x',
    'http://h//openai/v1/models',
  ]) {
    for (const method of ['GET', 'DELETE']) {
      const answer = await get(t, mock, target, method)
      t.equal(answer.status, 404, `${method} ${target}`)
      t.match(answer.body, /"code":"unknown_url"/, `${method} ${target}`)
      t.match(await mock.lastEntry(), { status: 404, method, because: /no such URL|not this method/ }, target)
    }
  }
})

t.test('a target that HTTP does not allow is 400 with the reason, and is journaled', async t => {
  const mock = await startMock(t)
  for (const [target, message] of [
    ['ftp://h/openai/v1/models', /must be a path, or begin with http/],
    ['ws://h/openai/v1/models/x', /must be a path, or begin with http/],
    ['http:///openai/v1/models', /and a host/],
    ['http://', /and a host/],
    ['http://user@/openai/v1/models', /and a host/],
    ['*', /\* is for OPTIONS alone/],
    ['/openai/v1/models#x', /has a fragment/],
    ['/openai/v1/files/x/content#y', /has a fragment/],
    ['/openai/v1/models?a#b', /has a fragment/],
  ] as const) {
    for (const method of ['GET', 'DELETE']) {
      const answer = await get(t, mock, target, method)
      t.equal(answer.status, 400, `${method} ${target}`)
      t.match(JSON.parse(answer.body).error.message, message, target)
      t.match(await mock.lastEntry(), { status: 400, because: /^the URL or its host is not valid/ })
    }
  }
  t.equal((await mock.chat()).status, 200, 'and the server goes on')
})

t.test('a request needs one valid Host, but in HTTP/1.0; of the others the body is not waited for', async t => {
  const mock = await startMock(t)
  const ask = (headers: string, version = '1.1') =>
    answerTo(
      t,
      mock,
      `POST ${CHAT} HTTP/${version}\r\n${headers}content-type: application/json\r\ncontent-length: 1000\r\n\r\n`,
    )
  for (const [headers, message] of [
    ['', /^The request has no Host header\.$/],
    ['Host: a\r\nhost: b\r\n', /^The request has 2 Host headers/],
    ['Host:\r\n', /^The Host header of the request is not a host/],
    ['Host: a/b\r\n', /^The Host header of the request is not a host/],
    ['Host: a:b\r\n', /^The Host header of the request is not a host/],
    ['Host: a b\r\n', /^The Host header of the request is not a host/],
  ] as const) {
    const answer = await ask(headers)
    t.equal(answer.status, 400, JSON.stringify(headers))
    t.match(JSON.parse(answer.body).error, { message, type: 'invalid_request_error' }, JSON.stringify(headers))
    t.match(await mock.lastEntry(), { status: 400, requestBytes: 1000, because: /^the URL or its host/ })
  }
  const old = await answerTo(
    t,
    mock,
    `POST ${CHAT} HTTP/1.0\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  )
  t.equal(old.status, 200, 'HTTP/1.0')
})

t.test('what Expect asks for beside 100-continue is 417, and the body is not waited for', async t => {
  const mock = await startMock(t, {
    rules: [{ match: { problem: 'bad-expectation', header: { 'x-a': 'b' } }, error: 503 }],
  })
  const ask = (path: string, type: string, expect: string, more = '') =>
    answerTo(t, mock, `POST ${path} HTTP/1.1\r\nHost: h\r\n${expect}content-type: ${type}\r\n${more}\r\n`)
  for (const framing of ['content-length: 1000\r\n', 'transfer-encoding: chunked\r\n'])
    for (const [path, type] of [
      [CHAT, 'application/json'],
      ['/openai/v1/audio/transcriptions', 'multipart/form-data; boundary=b'],
      ['/nowhere', 'text/plain'],
    ] as const) {
      const answer = await ask(path, type, 'Expect: 200-ok\r\n', framing)
      t.equal(answer.status, 417, `${path} ${framing}`)
      t.match(JSON.parse(answer.body), { error: { message: 'Expectation Failed', type: 'invalid_request_error' } })
      t.match(await mock.lastEntry(), { status: 417, because: /^the request expects what no server gives/ })
    }
  t.equal(
    (await ask(CHAT, 'application/json', 'Expect: 200-ok\r\nx-a: b\r\n', 'content-length: 9\r\n')).status,
    503,
    'a rule may answer',
  )
  for (const list of ['100-continue, x', 'x;100-continue']) {
    const answer = await ask(CHAT, 'application/json', `Expect: ${list}\r\n`, 'content-length: 1000\r\n')
    t.equal(answer.status, 417, `${list}: and nobody is told to go on`)
  }
  const usual = await answerTo(t, mock, rawRequest('POST', CHAT, body, [...last, 'Expect: 100-Continue']))
  t.match(`${usual.head}\r\n\r\n${usual.body}`, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/)
  const old = rawRequest('POST', CHAT, body, [...last, 'Expect: 200-ok']).replace('HTTP/1.1', 'HTTP/1.0')
  t.equal((await answerTo(t, mock, old)).status, 200, 'HTTP/1.0 expects nothing')
})

t.test('CONNECT is answered and journaled, and the connection ends', async t => {
  const mock = await startMock(t, { rules: [{ match: { header: { 'x-a': 'b' } }, error: 503 }] })
  for (const target of ['api.groq.com:443', 'h', '/openai/v1/models']) {
    const answer = await answerTo(
      t,
      mock,
      `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`.replace('Host: /openai/v1/models', 'Host: h'),
    )
    t.equal(answer.status, 404, target)
    t.match(answer.head, /^connection: close$/im)
    t.match(answer.body, /"code":"unknown_url"/)
    t.match(await mock.lastEntry(), { method: 'CONNECT', path: target, status: 404, endedBy: 'server' })
  }
  t.equal((await answerTo(t, mock, 'CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\nx-a: b\r\n\r\n')).status, 503)
  t.equal((await answerTo(t, mock, 'CONNECT h:1 HTTP/1.1\r\n\r\n')).status, 400, 'without Host')
})

t.test('a tunnel that is not answered ends with its client or with the server', async t => {
  const mock = await startMock(t, { rules: [{ fault: 'hang' }] })
  const left = await openSocket(t, mock)
  left.write('CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n')
  await mock.decided(1)
  left.destroy()
  t.match(await mock.lastEntry(), { method: 'CONNECT', status: 499, endedBy: 'client' })
  const stays = await openSocket(t, mock)
  stays.on('error', () => {}).write('CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n')
  await mock.decided(2)
  const seen = collect(stays)
  await mock.stop()
  t.not((await seen).ended, 'open')
})

t.test('CONNECT can be reset like any request', async t => {
  const mock = await startMock(t, { rules: [{ fault: 'reset' }] })
  const socket = await openSocket(t, mock)
  socket.write('CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n')
  t.match(await collect(socket), { bytes: '', ended: 'RST' })
  t.match(await mock.lastEntry(), { endedBy: 'fault', outcome: 'fault' })
})

t.test('a request that offers to upgrade is served as it is', async t => {
  const mock = await startMock(t)
  const offer = ['Connection: Upgrade, HTTP2-Settings, close', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__']
  t.equal((await answerTo(t, mock, rawRequest('POST', CHAT, body, offer))).status, 200)
})

t.test('a rule on a path holds for an id with a slash and with %2F alike', async t => {
  const paths = [
    '/models/*',
    '/models/qwen/*',
    '/models/qwen%2F*',
    '/models/**',
    '/models/qwen/qwen3.6-27b',
    '/models/qwen%2fqwen3.6-27b',
  ]
  for (const path of paths) {
    const mock = await startMock(t, { rules: [{ match: { path }, error: 503 }] })
    for (const target of [MODEL, MODEL.replace('n/q', 'n%2Fq'), MODEL.replace('n/q', 'n%2fq'), `http://h${MODEL}`])
      t.equal((await get(t, mock, target)).status, 503, `${path} ${target}`)
    t.equal((await get(t, mock, '/openai/v1/models')).status, 200, path)
  }
  const mock = await startMock(t, { rules: [{ match: { path: '/chat/*' }, error: 503 }] })
  for (const target of [CHAT, '/v1/%63hat/completions', `http://h${CHAT}`])
    t.equal((await answerTo(t, mock, rawRequest('POST', target, body, last))).status, 503, target)
})
