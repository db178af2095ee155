import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2'
import { connect as connectTls } from 'node:tls'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { realClock } from '#src/clock/clock'
import { catalogue } from '#src/groq/errors'
import { madeCertificate } from '#src/tls/made-certificate'
import { bounded } from '../helpers/bounded.ts'
import { startUnder } from '../helpers/frozen.ts'
import { chatBody } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

const certificate = await madeCertificate([], realClock.now())
const ca = certificate.ca

/** A server that speaks TLS, and a connection to it that speaks HTTP/2. */
const begin = async (t: Test, scenario: object = {}) => {
  const mock = await startUnder(t, realClock, scenario, 1, pino({ level: 'silent' }), certificate)
  const open = (): ClientHttp2Session => {
    const session = connect(mock.url, { ca })
    session.on('error', () => {})
    t.teardown(() => session.destroy())
    return session
  }
  return { ...mock, open, session: open() }
}

interface Answer {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
  /** What the stream was reset with; 0 for its usual end. */
  readonly reset: number
}

const received = (stream: ClientHttp2Stream): Promise<Answer> =>
  new Promise(resolve => {
    let body = ''
    let headers: Record<string, unknown> = {}
    stream
      .setEncoding('utf8')
      .on('response', seen => {
        headers = { ...seen }
      })
      .on('data', part => {
        body += part
      })
      .on('error', () => {})
      .on('close', () =>
        resolve({ status: headers[':status'] as number | undefined, headers, body, reset: stream.rstCode ?? -1 }),
      )
  })

const chatHead = {
  ':method': 'POST',
  ':path': '/openai/v1/chat/completions',
  'content-type': 'application/json',
  authorization: 'Bearer gsk_test_0123456789abcdef',
}

const chat = (session: ClientHttp2Session, body: object = {}, headers: object = {}): Promise<Answer> => {
  const stream = session.request({ ...chatHead, ...headers })
  stream.end(JSON.stringify(chatBody(body)))
  return received(stream)
}

t.test('every status of the catalogue comes with its body, and has an entry', async t => {
  const mock = await begin(t)
  const statuses = catalogue.map(({ status }) => status).filter(status => status >= 400)
  for (const status of statuses) {
    const answer = await chat(mock.session, {}, { 'x-mock-status': String(status) })
    t.same([answer.status, answer.reset], [status, 0])
    if (answer.headers['content-type'] === 'application/json') t.match(JSON.parse(answer.body), { error: {} })
    t.equal(answer.headers['content-length'], String(Buffer.byteLength(answer.body)))
    t.notOk('connection' in answer.headers || 'transfer-encoding' in answer.headers)
  }
  const entries = await mock.entries(statuses.length)
  t.same(
    entries.map(({ status, method, path }) => `${status} ${method} ${path}`),
    statuses.map(status => `${status} POST /openai/v1/chat/completions`),
  )
  t.same([...new Set(entries.map(({ connection }) => connection))], [1], 'all of one connection')
  t.same([...new Set(entries.map(({ httpVersion }) => httpVersion))], ['2'])
})

t.test('whole answers, streams, forms, the control API and base URLs are as over HTTP/1.1', async t => {
  const mock = await begin(t)
  const { session } = mock
  t.match(JSON.parse((await chat(session)).body), { object: 'chat.completion' })
  const streamed = await chat(session, { stream: true })
  t.match(streamed.body, /^data: \{[\s\S]*data: \[DONE\]\n\n$/)
  t.match(streamed.headers, { 'content-type': 'text/event-stream' })
  const chosen = session.request({ ...chatHead, ':path': `/scenario/status-503${chatHead[':path']}` })
  chosen.end(JSON.stringify(chatBody()))
  t.equal((await received(chosen)).status, 503)
  const form = session.request({
    ...chatHead,
    ':path': '/openai/v1/files',
    'content-type': 'multipart/form-data; boundary=x',
  })
  const part = (name: string, more: string, value: string) =>
    `--x\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
  form.end(`${part('purpose', '', 'batch')}${part('file', '; filename="a.jsonl"', '{}')}--x--\r\n`)
  t.match(JSON.parse((await received(form)).body), { object: 'file', purpose: 'batch' })
  const health = await received(session.request({ ':path': '/__mock/health' }))
  t.match([health.status, JSON.parse(health.body)], [200, { status: 'ok' }])
  t.equal((await received(session.request({ ':path': '/openai/v1/nothing' }))).status, 404)
  const entries = await mock.entries(4)
  t.ok(entries.every(({ endedBy }) => endedBy === 'server'))
  t.equal((await received(session.request({ ':path': '*', ':method': 'OPTIONS' }))).reset, 0)
})

t.test('who is asked is what :authority says, for the guard of the control API too', async t => {
  const { session } = await begin(t)
  const asked = (headers: object) => received(session.request({ ':path': '/__mock/sessions', ...headers }))
  t.equal((await asked({})).status, 200)
  t.equal((await asked({ ':authority': 'evil.example', host: 'localhost' })).status, 403)
  t.equal((await asked({ ':authority': 'evil.example' })).status, 403)
})

t.test('CONNECT and an odd Expect are answered as over HTTP/1.1, and journaled', async t => {
  const mock = await begin(t)
  const connected = mock.session.request({ ':method': 'CONNECT', ':authority': 'localhost:443' })
  t.match(await received(connected), { status: 404, body: /"unknown_url"/ })
  t.match(await chat(mock.session, {}, { expect: 'banana' }), { status: 417, body: /"error"/ })
  t.equal((await chat(mock.session, {}, { expect: '100-continue' })).status, 200)
  t.same(
    (await mock.entries(3)).map(({ method, status }) => `${method} ${status}`),
    ['CONNECT 404', 'POST 417', 'POST 200'],
  )
})

t.test('a hundred streams at once on one connection each have their own answer, and limits count them', async t => {
  const mock = await begin(t, { api: { limits: [{ model: '*', rpm: 60 }], delay: '20ms' } })
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => chat(mock.session, { seed: i })))
  t.equal(answers.filter(({ status }) => status === 200).length, 60)
  const refused = answers.filter(({ status }) => status === 429)
  t.equal(refused.length, 40)
  t.ok(refused.every(({ headers }) => Number(headers['retry-after']) > 0))
  const entries = await mock.entries(100)
  t.equal(new Set(entries.map(({ id }) => id)).size, 100)
})

t.test('no more than 1000 streams may be open on one connection, and clients are told', async t => {
  const { session } = await begin(t)
  await until(() => session.remoteSettings?.maxConcurrentStreams === 1000)
})

/** What each fault is on a stream: docs/faults.md says the same in words. */
const faults: Readonly<Record<string, readonly [fault: object, seen: object, goesOn: boolean]>> = {
  'reset is RST_STREAM, and the connection stays': [
    { fault: 'reset' },
    { status: undefined, body: '', reset: constants.NGHTTP2_INTERNAL_ERROR },
    true,
  ],
  'drop ends the connection, and the stream without an answer': [
    { fault: 'drop' },
    { status: undefined, body: '' },
    false,
  ],
  'garbage is bytes that are no frames': [{ fault: 'garbage' }, { status: undefined, body: '' }, false],
  'a cut by reset is RST_STREAM in the middle': [
    { fault: { cut: { after: '60 bytes' }, with: 'reset' } },
    { status: 200, body: /^.{60}$/s, reset: constants.NGHTTP2_INTERNAL_ERROR },
    true,
  ],
  'a cut by its end is END_STREAM in the middle, and GOAWAY': [
    { fault: { cut: { after: '60 bytes' }, with: 'end' } },
    { status: 200, body: /^.{60}$/s, reset: 0 },
    false,
  ],
  'short is less than content-length says, which clients must not take': [
    { fault: { short: '100 bytes' } },
    { status: 200, reset: constants.NGHTTP2_PROTOCOL_ERROR },
    true,
  ],
  'a trickle comes whole, late': [{ fault: { trickle: { bytesPerSecond: 20_000 } } }, { status: 200, reset: 0 }, true],
}

for (const [what, [rule, seen, goesOn]] of Object.entries(faults))
  t.test(what, async t => {
    const mock = await begin(t, { rules: [{ name: 'f', match: { endpoint: 'chat.*' }, ...rule }] })
    const beside = mock.session.request({ ':path': '/openai/v1/models' })
    t.equal((await received(beside)).status, 200)
    t.match(await chat(mock.session), seen)
    const entry = (await mock.entries(2)).at(-1)
    t.equal(entry?.endedBy, what.startsWith('a trickle') ? 'server' : 'fault')
    if (goesOn) t.equal((await received(mock.session.request({ ':path': '/openai/v1/models' }))).status, 200)
    else await until(() => mock.session.closed || mock.session.destroyed)
  })

t.test('a hang is silence until the client leaves, by RST_STREAM or with its connection', async t => {
  const mock = await begin(t, { rules: [{ name: 'h', match: { endpoint: 'chat.*' }, fault: 'hang' }] })
  const stream = mock.session.request(chatHead)
  stream.on('error', () => {})
  stream.end(JSON.stringify(chatBody()))
  await until(() => mock.sessions.get('default')?.underWay === 1)
  stream.close(constants.NGHTTP2_CANCEL)
  t.match(await mock.entries(1), [{ status: 499, endedBy: 'client' }])
  const other = mock.open()
  void chat(other)
  await until(() => mock.sessions.get('default')?.underWay === 1)
  other.destroy()
  t.match((await mock.entries(2)).at(-1), { status: 499, endedBy: 'client' })
})

t.test('a body above the limit is answered, and its stream closed without being read', async t => {
  const mock = await begin(t, { api: { bodyLimit: '10KB' } })
  const stream = mock.session.request({ ...chatHead, 'content-length': '200000' })
  stream.on('error', () => {})
  stream.write(Buffer.alloc(50_000, 'a'))
  t.match(await received(stream), { status: 413, reset: constants.NGHTTP2_NO_ERROR })
  t.equal((await received(mock.session.request({ ':path': '/openai/v1/models' }))).status, 200)
})

t.test('bytes that are no frames end their connection, and nothing else', async t => {
  const mock = await begin(t)
  const { port } = new URL(mock.url)
  const random = (bytes: number, seed: number): Buffer =>
    Buffer.from(Uint8Array.from({ length: bytes }, (_, i) => (Math.imul(i + 1, 2654435761 + seed * 97) >>> 13) & 255))
  const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
  const settings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])
  for (let i = 0; i < bounded(400); i += 1) {
    const socket = connectTls({ port: Number(port), host: '127.0.0.1', ca, ALPNProtocols: ['h2'] })
    socket.on('error', () => {})
    const frame = Buffer.from([0, 0, i % 200, i % 12, i % 256, 0, 0, 0, i % 5])
    const over = new Promise(resolve => socket.once('close', resolve))
    const bytes = Buffer.concat([i % 3 === 0 ? Buffer.alloc(0) : preface, settings, frame, random(300, i)])
    await new Promise(resolve => socket.write(bytes, resolve))
    socket.destroy()
    await over
  }
  t.equal((await chat(mock.session)).status, 200)
  await until(() => mock.sessions.get('default')?.underWay === 0)
})

t.test('the end of the server ends streams that wait, and tells their connections', async t => {
  const mock = await begin(t, { rules: [{ name: 'h', match: { endpoint: 'chat.*' }, fault: 'hang' }] })
  void chat(mock.session)
  await until(() => mock.sessions.get('default')?.underWay === 1)
  await mock.stop()
  await until(() => mock.session.closed || mock.session.destroyed)
})
