import { Writable } from 'node:stream'
import { pino } from 'pino'
import t from 'tap'
import { RecordedWire } from '#src/wire/recorded-wire'
import { chatBody, collect, openSocket, rawRequest, startMock, type Teardown, type TestMock } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

const CHAT = '/openai/v1/chat/completions'
const TEXT = JSON.stringify(chatBody())

const boom = (): never => {
  throw new TypeError('boom')
}

const underWay = ({ sessions }: TestMock): number =>
  sessions.all().reduce((sum, session) => sum + session.use.underWay, 0)

/** Sends bytes, and leaves once what is awaited has happened. */
const leave = async (t: Teardown, mock: TestMock, bytes: string, awaited: () => boolean = () => underWay(mock) > 0) => {
  const socket = await openSocket(t, mock)
  socket.on('error', () => {})
  socket.write(bytes)
  await until(awaited)
  socket.destroy()
}

/** Sends bytes and reads until the connection is closed. */
const ask = async (t: Teardown, mock: TestMock, bytes: string): Promise<string> => {
  const socket = await openSocket(t, mock)
  const answer = collect(socket)
  socket.write(bytes)
  return (await answer).bytes
}

const closing = ['Connection: close']
const begun = (headers: readonly string[], body: string) =>
  `POST ${CHAT} HTTP/1.1\r\n${['Host: x', ...headers].join('\r\n')}\r\n\r\n${body}`
const FORM = 'Content-Type: multipart/form-data; boundary=b'
const JSON_TYPE = 'Content-Type: application/json'
const PART = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jsonl"\r\n\r\n{'

/** Requests of every kind that ends otherwise than well; each is over when it comes back. */
const mixture: Readonly<Record<string, (t: Teardown, mock: TestMock) => Promise<unknown>>> = {
  'one that is served': (t, mock) => ask(t, mock, rawRequest('POST', CHAT, TEXT, closing)),
  'a body that is left in the middle': (t, mock) =>
    leave(t, mock, begun([JSON_TYPE, `Content-Length: ${TEXT.length}`], TEXT.slice(0, 9))),
  'a body in chunks that is left in the middle': (t, mock) =>
    leave(t, mock, begun([JSON_TYPE, 'Transfer-Encoding: chunked'], '5\r\n{"mod\r\n')),
  'a form that is left in the middle': (t, mock) =>
    leave(t, mock, begun([FORM, 'Content-Length: 9999'], PART).replace(CHAT, '/openai/v1/files')),
  'a body that is half closed': async (t, mock) => {
    const socket = await openSocket(t, mock)
    const answer = collect(socket)
    socket.end(begun([JSON_TYPE, 'Content-Length: 999'], '{'))
    return answer
  },
  'a body that is refused for its length': (t, mock) =>
    ask(t, mock, begun([JSON_TYPE, 'Content-Length: 99999999', ...closing], '')),
  'a body that turns out to be too long': (t, mock) =>
    ask(t, mock, begun([JSON_TYPE, 'Transfer-Encoding: chunked', ...closing], `9000\r\n${' '.repeat(0x9000)}\r\n`)),
  'a body that is no HTTP': (t, mock) =>
    ask(t, mock, begun([JSON_TYPE, 'Transfer-Encoding: chunked'], 'no length\r\n')),
  'no Host': (t, mock) => ask(t, mock, `GET /openai/v1/models HTTP/1.1\r\nConnection: close\r\n\r\n`),
  'two Hosts and a body': (t, mock) =>
    ask(t, mock, begun(['Host: y', JSON_TYPE, `Content-Length: ${TEXT.length}`, ...closing], TEXT)),
  'an Expect that nobody meets': (t, mock) =>
    ask(t, mock, begun(['Expect: tea', JSON_TYPE, 'Content-Length: 9', ...closing], '')),
  'a URL that is none': (t, mock) => ask(t, mock, rawRequest('GET', '/openai/v1/models/%zz', '', closing)),
  'no type that there is': (t, mock) =>
    ask(t, mock, begun(['Content-Type: ;;', 'Content-Length: 2', ...closing], '{}')),
  CONNECT: (t, mock) => ask(t, mock, 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n'),
  'a preflight': (t, mock) => ask(t, mock, rawRequest('OPTIONS', CHAT, '', ['Origin: http://a.b', ...closing])),
  'bytes that are no HTTP': (t, mock) => ask(t, mock, '\x16\x03\x01 nonsense\r\n\r\n'),
  'a head that is too long': (t, mock) => ask(t, mock, rawRequest('GET', `/${'a'.repeat(20_000)}`)),
  'several on a connection that dies': (t, mock) =>
    leave(t, mock, rawRequest('POST', `/scenario/hang${CHAT}`, TEXT).repeat(5), () => underWay(mock) >= 5),
  'several on a connection that is reset': async (t, mock) => {
    const socket = await openSocket(t, mock)
    socket.on('error', () => {})
    socket.write(rawRequest('POST', `/scenario/hang${CHAT}`, TEXT).repeat(5))
    await until(() => underWay(mock) >= 5)
    socket.resetAndDestroy()
  },
  'an unknown scenario': (t, mock) => ask(t, mock, rawRequest('GET', '/scenario/none/openai/v1/models', '', closing)),
}

const start = (t: Teardown, log = pino({ level: 'silent' })) => startMock(t, { api: { bodyLimit: '32KiB' } }, {}, log)

const entriesOf = ({ journal, sessions }: TestMock): number =>
  sessions.all().reduce((sum, { id }) => sum + journal.count(id), 0)

for (const [name, send] of Object.entries(mixture))
  t.test(`no session stays in use: ${name}`, async t => {
    const mock = await start(t)
    await send(t, mock)
    await until(() => entriesOf(mock) > 0 && underWay(mock) === 0)
    t.equal(underWay(mock), 0)
  })

t.test('no line of a batch leaves its session in use, and neither does one that meets a bug on its way in', async t => {
  const mock = await start(t)
  const line = (id: string) =>
    JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/chat/completions', body: chatBody() })
  const form = new FormData()
  form.set('purpose', 'batch')
  form.set('file', new Blob([['a', 'b', 'c'].map(line).join('\n')]), 'lines.jsonl')
  const { id } = (await (await fetch(`${mock.url}/openai/v1/files`, { method: 'POST', body: form })).json()) as {
    id: string
  }
  const { session } = mock.sessions.of({ scenario: null, session: null, call: null, inject: null, wrong: null })
  // the limit of a body is read for every line
  const api = session.scenario.api
  let reads = 0
  const { bodyLimitBytes } = api
  Object.defineProperty(api, 'bodyLimitBytes', {
    get: () => {
      reads += 1
      return reads === 3 ? boom() : bodyLimitBytes
    },
  })
  await fetch(`${mock.url}/openai/v1/batches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input_file_id: id, endpoint: '/v1/chat/completions', completion_window: '24h' }),
  })
  const entries = await mock.entries(5)
  t.equal(entries.filter(({ because }) => because.includes('a bug in groq-mock')).length, 1)
  await until(() => underWay(mock) === 0)
})

/** Errors that a log was told. */
const keptLog = () => {
  const lines: string[] = []
  const write = (chunk: unknown, _encoding: unknown, done: () => void) => {
    lines.push(String(chunk))
    done()
  }
  return { lines, log: pino({ level: 'error' }, new Writable({ write })) }
}

/** Lets something of the next request or its response throw whenever it is read: before the spine has it. */
const breakNext = ({ app }: TestMock, of: 'request' | 'response', name: string): void => {
  app.server.prependOnceListener('request', (request, response) => {
    Object.defineProperty(of === 'request' ? request : response, name, { get: boom })
  })
}

for (const method of ['GET', 'POST'])
  t.test(`a bug before the spine is answered, journaled and logged, and leaves nothing in use: ${method}`, async t => {
    const { lines, log } = keptLog()
    const mock = await start(t, log)
    // read of what has no Host
    breakNext(mock, 'request', 'httpVersion')
    const path = method === 'GET' ? '/openai/v1/models' : CHAT
    const bytes = await ask(
      t,
      mock,
      rawRequest(method, path, method === 'GET' ? '' : TEXT, closing).replace('Host: 127.0.0.1\r\n', ''),
    )
    t.match(bytes, /^HTTP\/1\.1 500 [\s\S]*x-mock-bug: true/)
    t.match((await mock.lastEntry()).because, /a bug in groq-mock \(receive\): TypeError: boom/)
    t.match(lines, [/boom/])
    t.equal(underWay(mock), 0)
  })

t.test('where not even a wire can be had, the connection ends, the log says so, and nothing stays in use', async t => {
  const { lines, log } = keptLog()
  const mock = await start(t, log)
  const { send } = RecordedWire.prototype
  t.teardown(() => {
    RecordedWire.prototype.send = send
  })
  breakNext(mock, 'response', 'closed')
  await ask(t, mock, rawRequest('GET', '/openai/v1/models'))
  RecordedWire.prototype.send = boom
  t.match(await ask(t, mock, '\x16\x03\x01 nonsense\r\n\r\n'), /^HTTP\/1\.1 400 /)
  await until(() => lines.length > 1)
  t.equal(underWay(mock), 0)
  t.equal((await mock.chat()).status, 200)
})

t.test('bytes that are no HTTP have their entry where the mock does not know whose they are', async t => {
  const { lines, log } = keptLog()
  const mock = await start(t, log)
  const { of } = mock.sessions
  Object.defineProperty(mock.sessions, 'of', {
    configurable: true,
    value: () => {
      Object.defineProperty(mock.sessions, 'of', { configurable: true, value: of })
      return boom()
    },
  })
  t.match(await ask(t, mock, '\x16\x03\x01 nonsense\r\n\r\n'), /^HTTP\/1\.1 400 /)
  t.match(await mock.lastEntry(), { status: 400, because: /a bug in groq-mock \(receive\)/ })
  t.equal(lines.length, 1)
  t.equal(underWay(mock), 0)
})
