import t from 'tap'
import { isColoured } from '#src/cli/is-coloured'
import { openLog } from '#src/cli/open-log'
import { fieldsOf, lineOf, logExchange } from '#src/journal/line'
import { serve, serveHere, start } from '../helpers/cli.ts'
import { entryOf } from '../helpers/entries.ts'
import { freePort } from '../helpers/free-port.ts'
import { chatBody, collect, openSocket, rawRequest, type Teardown } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

const KEY = 'gsk_5ecretKEYthatNobodyMaySee1234567890abcdef'

interface Asked {
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

const chatPath = '/openai/v1/chat/completions'
const withKey = { authorization: `Bearer ${KEY}` }
const json = { ...withKey, 'content-type': 'application/json' }

/** One key, wherever a client may put it by mistake. */
const requests: Readonly<Record<string, Asked>> = {
  'in its header': { path: '/openai/v1/models', headers: withKey },
  'in query and body too': {
    path: `${chatPath}?api_key=${KEY}`,
    headers: json,
    body: JSON.stringify(chatBody({ user: KEY, messages: [{ role: 'user', content: `my key is ${KEY}` }] })),
  },
  'as the model': { path: chatPath, headers: json, body: JSON.stringify(chatBody({ model: KEY })) },
  'as the name of a key that the body may not have': {
    path: chatPath,
    headers: json,
    body: JSON.stringify(chatBody({ [KEY]: 1, temperature: KEY })),
  },
  'in a body that is no JSON': { path: chatPath, headers: json, body: `{"key": ${KEY}` },
  'in the path': { path: `/openai/v1/models/${KEY}`, headers: withKey },
  'in a path that can not be decoded': { path: `/openai/v1/%zz/${KEY}`, headers: withKey },
  'in the user agent': { path: '/openai/v1/models', headers: { ...withKey, 'user-agent': KEY } },
  'as the name of a call': { path: '/openai/v1/models', headers: { ...withKey, 'idempotency-key': KEY } },
  'as the name of a scenario': { path: '/openai/v1/models', headers: { ...withKey, 'x-mock-scenario': KEY } },
  'as the scenario of its base URL': { path: `/scenario/${KEY}/openai/v1/models`, headers: withKey },
  'as a status': { path: '/openai/v1/models', headers: { ...withKey, 'x-mock-status': KEY } },
  'in the query alone': { path: `/openai/v1/models?api_key=${KEY}` },
  'in a header of another API': { path: '/openai/v1/models', headers: { 'x-api-key': KEY } },
  'without the word Bearer': { path: '/openai/v1/models', headers: { authorization: KEY } },
  'to the control API': { path: `/__mock/sessions/${KEY}`, headers: withKey },
}

for (const format of ['json', 'text'] as const) {
  t.test(`no line of the ${format} log shows an API key`, async t => {
    const server = await serveHere(t, ['--log-format', format, '--log-level', 'trace'])
    for (const [i, [where, { path, headers = {}, body }]] of Object.entries(requests).entries()) {
      const from = server.stdout().length
      await (
        await fetch(server.url + path, { method: body ? 'POST' : 'GET', headers, ...(body ? { body } : {}) })
      ).text()
      // lines come in the order of what they tell of
      await fetch(`${server.url}/openai/v1/models?next=${i}`)
      await server.printed(new RegExp(`next=${i} → `))
      t.notMatch(server.stdout().slice(from), KEY, where)
    }
    const socket = await openSocket(t, server)
    socket.write(`GET /openai/v1/models?key=${KEY} HTTP/9.9\r\nAuthorization: Bearer ${KEY}\r\n\r\n`)
    await collect(socket)
    await server.printed(/not an HTTP request/)
    t.notMatch(server.stdout(), `${KEY} HTTP`, 'in bytes that are no HTTP')
    t.match(server.stdout(), `GET /openai/v1/models → 200`, 'exchanges are logged')
  })
}

t.test('with --log-format json each line is an object with level, time and message', async t => {
  const server = await serve(t, ['--log-format', 'json'], { GROQ_MOCK_STRAY: '1' })
  await fetch(`${server.url}/openai/v1/models`, { headers: withKey })
  await fetch(`${server.url}/scenario/status-503/openai/v1/models`)
  const socket = await openSocket(t, server)
  socket.write('this is no HTTP\r\n\r\n')
  await collect(socket)
  await server.printed(/not an HTTP request/)
  server.child.kill('SIGTERM')
  const { code, stdout, stderr } = await server.ended
  t.equal(code, 0)
  t.notMatch(stdout + stderr, KEY)
  const lines = stdout.trimEnd().split('\n')
  t.ok(lines.length >= 6, `${lines.length} lines`)
  for (const line of lines) {
    const { level, time, msg } = JSON.parse(line)
    t.type(level, 'number')
    t.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    t.type(msg, 'string')
  }
  const exchanges = lines.map(line => JSON.parse(line)).filter(({ entry }) => entry !== undefined)
  t.match(exchanges, [
    {
      session: 'default',
      method: 'GET',
      path: '/openai/v1/models',
      status: 200,
      ms: Number,
      rule: null,
      call: 'call-1',
      attempt: 1,
      model: null,
      msg: /^GET \/openai\/v1\/models → 200 in /,
    },
    { session: 'status-503', status: 503, rule: 'always', msg: /→ 503 in .*rule always/ },
  ])
  const port = Number(new URL(server.url).port)
  t.match(
    lines.map(line => JSON.parse(line)).find(({ msg }) => msg.includes('listens on')),
    { url: server.url, port },
  )
})

t.test('with --log-format text lines are for people', async t => {
  const server = await serveHere(t, ['--log-format', 'text'])
  await fetch(`${server.url}/openai/v1/models`)
  await server.printed(/GET \/openai\/v1\/models → 200 in [\d.]+ ms: .*\[default, call-1 attempt 1\]/)
  t.throws(() => JSON.parse(server.readyLine))
})

t.test('a newline in a request does not make a line of its own', async t => {
  const server = await serveHere(t, ['--log-format', 'text'])
  const socket = await openSocket(t, server)
  socket.write(rawRequest('GET', '/openai/v1/models?a=%0Afake%0D', '', ['Connection: close']))
  await collect(socket)
  await server.printed(/→ 200/)
  t.notMatch(server.stdout(), /^fake/m)
})

/** Starts one that does not say where it listens, waits until it answers, and ends it. */
const servedQuietly = async (t: Teardown, logLevel: string) => {
  const port = String(await freePort())
  const server = start(t, ['--port', port, '--log-level', logLevel], { GROQ_MOCK_STRAY: '1' })
  const ask = () =>
    fetch(`http://127.0.0.1:${port}/openai/v1/models`).then(
      answer => answer.status,
      () => null,
    )
  const status = await until(ask, seen => seen !== null)
  server.child.kill('SIGTERM')
  return { status, ...(await server.ended) }
}

t.test('with --log-level warn nothing is said of what is as it should be', async t => {
  const { status, code, stdout } = await servedQuietly(t, 'warn')
  t.same([status, code], [200, 0])
  t.match(stdout, 'GROQ_MOCK_STRAY')
  t.equal(stdout.trimEnd().split('\n').length, 1)
})

t.test('with --log-level silent nothing is printed, and it serves and ends as always', async t => {
  const { status, code, stdout, stderr } = await servedQuietly(t, 'silent')
  t.same([status, code, stdout, stderr], [200, 0, '', ''])
})

t.test('a line about an exchange is the one that pino would write', async t => {
  const lines: string[] = []
  const log = await openLog({ logLevel: 'info', logFormat: 'json' }, { write: line => void lines.push(line) })
  for (const more of [
    {},
    { status: null, because: 'rule "quoted" \\ and → é\n' },
    { durationMs: 12.345, path: '/ü?a="b"' },
    { rule: 'two "words"', model: null, method: '?', call: 'a\\b', session: 'é' },
    { rule: 'a\tb', model: 'a\u007fb', durationMs: 0 },
  ]) {
    const entry = entryOf(more)
    const nowMs = Date.now()
    logExchange(log, entry, nowMs)
    log.info(fieldsOf(entry), lineOf(entry))
    const [own = '', of = ''] = lines.splice(0)
    t.equal(JSON.parse(own).time, new Date(nowMs).toISOString())
    t.equal(own.replace(JSON.parse(own).time, ''), of.replace(JSON.parse(of).time, ''))
  }
  log.level = 'warn'
  logExchange(log, entryOf(), 0)
  t.same(lines, [])
})

const linesOf = async (isColoured: boolean) => {
  const lines: string[] = []
  const to = { write: (line: string) => void lines.push(line) }
  const log = await openLog({ logLevel: 'info', logFormat: 'text' }, to, isColoured)
  log.info({ url: 'http://127.0.0.1:1', port: 1 }, 'it listens')
  for (const status of [200, 307, 429, 503, null])
    logExchange(log, entryOf({ status }), new Date(2026, 0, 2, 3, 4, 5, 67).getTime())
  return lines
}

t.test('a line for people is a time and a sentence, of an exchange as of anything else', async t => {
  const [told, ...exchanges] = await linesOf(false)
  t.match(told, /^\[\d\d:\d\d:\d\d\.\d{3}\] INFO: it listens\n$/)
  for (const [i, shown] of ['200', '307', '429', '503', 'no answer'].entries())
    t.equal(
      exchanges[i],
      `[03:04:05.067] INFO: POST /openai/v1/chat/completions → ${shown} in 2.3 ms: no rule spoke: success [default, call-1 attempt 1]\n`,
    )
})

/** What a terminal is told to do by a colour, and how it ends. */
const ESCAPE = '\u001b['

t.test('where there are colours, each kind of status has its own', async t => {
  const [told, ...exchanges] = await linesOf(true)
  t.match(told, `${ESCAPE}32mINFO${ESCAPE}39m`)
  const colours = exchanges.map(line => line.split(`→ ${ESCAPE}`)[1]?.split('m')[0])
  t.equal(new Set(colours).size, colours.length, colours.join())
  t.notOk(colours.includes(undefined))
  const plain = exchanges.map(line =>
    line
      .split(ESCAPE)
      .map((part, i) => (i === 0 ? part : part.slice(part.indexOf('m') + 1)))
      .join(''),
  )
  t.same(plain, (await linesOf(false)).slice(1))
})

t.test('there are colours on a terminal, unless the environment says otherwise', async t => {
  const rows: readonly (readonly [isTerminal: boolean, variables: NodeJS.ProcessEnv, coloured: boolean])[] = [
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { FORCE_COLOR: 'false' }, false],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ]
  for (const [isTerminal, variables, coloured] of rows)
    t.equal(isColoured({ isTerminal, variables }), coloured, JSON.stringify([isTerminal, variables]))
})

t.test('what is piped has no colours, and has them where they are forced', async t => {
  const plain = await serve(t, ['--log-format', 'text'])
  t.notOk(plain.stdout().includes(ESCAPE))
  const forced = start(t, ['--port', '0', '--log-format', 'text'], { FORCE_COLOR: '1' })
  t.match((await forced.printed(/.*listens on.*/))[0], `${ESCAPE}32mINFO`)
})
