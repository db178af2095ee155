import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import t from 'tap'
import { accessWords, refusalOf } from '#src/control/guard'
import { type Settings, settingsFrom } from '#src/settings'
import { collect, openSocket, startMock, type TestMock } from '../helpers/mock.ts'

interface Answer {
  readonly text: string
  readonly status: number
  readonly message: string
}

// fetch does not let its user choose Host freely
const ask = ({ url }: TestMock, path: string, headers: Record<string, string>, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(url)
    const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, async answer => {
      let text = ''
      for await (const chunk of answer) text += chunk
      resolve({ status: answer.statusCode ?? 0, text, message: JSON.parse(text || '{}').error?.message ?? '' })
    })
    asking.on('error', reject).end()
  })

type Row = readonly [headers: Record<string, string>, status: number, ...says: string[]]

const TOKEN = 'tok-123'
const CLOSED = ['--control-token TOKEN', '--control-open', '0.0.0.0'] as const
const here = { host: '127.0.0.1:4010' }

const tables: Readonly<Record<string, { readonly settings: Partial<Settings>; readonly rows: readonly Row[] }>> = {
  'on loopback it answers who says a local host, and no page of another origin': {
    settings: {},
    rows: [
      [{ host: 'localhost' }, 200],
      [{ host: 'localhost:4010' }, 200],
      [{ host: 'LOCALHOST:1' }, 200],
      [{ host: '127.0.0.1' }, 200],
      [{ host: '127.0.0.1:65535' }, 200],
      [{ host: '127.0.0.2:4010' }, 200],
      [{ host: '127.1.1.1.evil.example' }, 403],
      [{ host: '[::1]' }, 200],
      [{ host: '[::1]:4010' }, 200],
      [{ host: 'evil.example' }, 403, 'Host evil.example', 'localhost, 127.x.y.z and [::1]', '--control-token'],
      [{ host: 'evil.example:4010' }, 403],
      [{ host: 'localhost.evil.example' }, 403],
      [{ host: '127.0.0.1.evil.example' }, 403],
      [{ host: 'evil.example#localhost' }, 403],
      [{ host: '127.0.0.1:' }, 403],
      [{ host: '10.0.0.1' }, 403],
      [{ host: '0.0.0.0' }, 403],
      [{ host: 'localhost:4010', origin: 'http://localhost:4010' }, 200],
      [{ host: 'localhost:4010', origin: 'http://localhost:4011' }, 403, 'Origin http://localhost:4011'],
      [{ host: 'localhost:4010', origin: 'http://localhost' }, 403],
      [{ host: 'localhost:4010', origin: 'https://localhost:4010' }, 403],
      [{ host: 'localhost:4010', origin: 'http://127.0.0.1:4010' }, 403],
      [{ host: 'localhost:4010', origin: 'null' }, 403, 'Origin null'],
      [{ host: 'localhost:4010', origin: '' }, 403],
      [{ host: 'localhost:4010', origin: 'http://evil.example' }, 403, 'another origin'],
      // DNS rebinding: host and origin agree, and are not ours
      [{ host: 'evil.example', origin: 'http://evil.example' }, 403],
    ],
  },
  'a token that is set is always asked for, and with it the host is free': {
    settings: { controlToken: TOKEN },
    rows: [
      [{ ...here, authorization: `Bearer ${TOKEN}` }, 200],
      [{ ...here, authorization: `bearer ${TOKEN}` }, 200],
      [{ ...here, authorization: `BEARER  ${TOKEN}` }, 200],
      [{ ...here, authorization: `Bearer ${TOKEN.toUpperCase()}` }, 401],
      [{ ...here, authorization: TOKEN }, 401],
      [{ host: 'mock:4010', authorization: `Bearer ${TOKEN}` }, 200],
      [{ ...here }, 401, 'needs its token', 'Authorization: Bearer', '--control-token'],
      [{ ...here, authorization: `Bearer ${TOKEN}x` }, 401],
      [{ ...here, authorization: 'Bearer ' }, 401],
      [{ ...here, authorization: TOKEN }, 401],
      [{ ...here, authorization: `Basic ${TOKEN}` }, 401],
      [{ ...here, authorization: `Bearer ${TOKEN.toUpperCase()}` }, 401],
      [{ ...here, authorization: `Bearer ${TOKEN}`, origin: 'http://evil.example' }, 403],
      [{ ...here, authorization: `Bearer ${TOKEN}`, origin: 'http://127.0.0.1:4010' }, 200],
    ],
  },
  'bound to more than loopback it is closed, and says how it is opened': {
    settings: { host: '0.0.0.0' },
    rows: [
      [here, 401, ...CLOSED],
      [{ host: 'mock:4010' }, 401, ...CLOSED],
      [{ ...here, authorization: 'Bearer x' }, 401, ...CLOSED],
      [{ ...here, origin: 'http://evil.example' }, 403],
    ],
  },
  'bound to more than loopback, the token opens it': {
    settings: { host: '0.0.0.0', controlToken: TOKEN },
    rows: [
      [{ host: 'mock:4010', authorization: `Bearer ${TOKEN}` }, 200],
      [{ host: 'mock:4010' }, 401, 'needs its token'],
    ],
  },
  'bound to more than loopback, --control-open opens it, but not to pages of another origin': {
    settings: { host: '0.0.0.0', controlOpen: true },
    rows: [
      [{ host: 'mock:4010' }, 200],
      [{ host: 'mock:4010', origin: 'http://mock:4010' }, 200],
      [{ host: 'mock:4010', origin: 'http://evil.example' }, 403],
    ],
  },
  'a token is asked for even where it is said to be open': {
    settings: { host: '0.0.0.0', controlOpen: true, controlToken: TOKEN },
    rows: [
      [here, 401],
      [{ ...here, authorization: `Bearer ${TOKEN}` }, 200],
      [{ ...here, authorization: `bearer ${TOKEN}` }, 200],
      [{ ...here, authorization: `BEARER  ${TOKEN}` }, 200],
      [{ ...here, authorization: `Bearer ${TOKEN.toUpperCase()}` }, 401],
      [{ ...here, authorization: TOKEN }, 401],
    ],
  },
  'on loopback, --control-open frees the host': {
    settings: { controlOpen: true },
    rows: [
      [{ host: 'mock:4010' }, 200],
      [{ host: 'mock:4010', origin: 'null' }, 403],
    ],
  },
}

for (const [claim, { settings, rows }] of Object.entries(tables)) {
  t.test(claim, async t => {
    const mock = await startMock(t, 'steady-state', settings)
    for (const [headers, status, ...says] of rows) {
      const shown = JSON.stringify(headers)
      const answer = await ask(mock, '/__mock/sessions', headers)
      t.equal(answer.status, status, shown)
      for (const part of says) t.match(answer.message, part, shown)
      t.notMatch(answer.message, TOKEN, 'no answer says the token')
    }
  })
}

const GUARDED: readonly (readonly [method: string, path: string])[] = [
  ['GET', '/__mock/scenarios'],
  ['GET', '/__mock/scenarios/steady-state'],
  ['POST', '/__mock/check'],
  ['GET', '/__mock/errors'],
  ['GET', '/__mock/metrics'],
  ['GET', '/__mock/openapi.json'],
  ['GET', '/__mock/sessions'],
  ['GET', '/__mock/sessions/default'],
  ['POST', '/__mock/sessions/default/reset'],
  ['PUT', '/__mock/sessions/default/scenario'],
  ['GET', '/__mock/sessions/default/journal'],
  ['DELETE', '/__mock/sessions/default/journal'],
]

t.test('every route but health and ready is guarded', async t => {
  const mock = await startMock(t, 'steady-state', { controlToken: TOKEN })
  for (const [method, path] of GUARDED) {
    t.equal((await ask(mock, path, here, method)).status, 401, `${method} ${path}`)
    const evil = { ...here, authorization: `Bearer ${TOKEN}`, origin: 'http://evil.example' }
    t.equal((await ask(mock, path, evil, method)).status, 403, `${method} ${path}`)
  }
  for (const path of ['/__mock/health', '/__mock/ready'])
    t.equal((await ask(mock, path, { host: 'evil.example', origin: 'http://evil.example' })).status, 200, path)
})

t.test(
  'ready tells everybody that a reload failed, and what stands in the file only to those who may use the control API',
  async t => {
    const folder = t.testdir({ 'mine.yaml': 'about: A test.\n' })
    const file = `${folder}/mine.yaml`
    const rows: readonly (readonly [Partial<Settings>, Record<string, string>, boolean])[] = [
      [{}, here, true],
      [{}, { ...here, host: 'evil.example' }, false],
      [{ controlToken: TOKEN }, here, false],
      [{ controlToken: TOKEN }, { ...here, authorization: `Bearer ${TOKEN}` }, true],
      [{ control: false }, here, false],
      [{ host: '0.0.0.0' }, here, false],
    ]
    for (const [settings, headers, isTold] of rows) {
      writeFileSync(file, 'about: A test.\n')
      const mock = await startMock(t, file, { ...settings, watch: false })
      writeFileSync(file, 'about: A test.\nodd-word: 1\n')
      await mock.library.reloadFile(file, mock.reader)
      const shown = JSON.stringify([settings, headers])
      const { text } = await ask(mock, '/__mock/ready', headers)
      t.match(text, /"name":"mine","ok":false/, shown)
      t.equal(text.includes('odd-word') && text.includes(folder), isTold, shown)
    }
  },
)

t.test('a refused call has changed nothing', async t => {
  const mock = await startMock(t, { rules: [{ name: 'first', times: 1, error: 429 }] })
  await mock.chat()
  await mock.entries(1)
  const evil = { ...here, origin: 'http://evil.example' }
  t.equal((await ask(mock, '/__mock/sessions/default/reset', evil, 'POST')).status, 403)
  t.equal((await ask(mock, '/__mock/sessions/default/journal', evil, 'DELETE')).status, 403)
  t.equal((await mock.entries()).length, 1)
  t.equal((await mock.chat()).status, 200, 'the rule has spoken already')
})

t.test('a call without Host is refused', async t => {
  const mock = await startMock(t)
  const socket = await openSocket(t, mock)
  socket.write('GET /__mock/sessions HTTP/1.0\r\n\r\n')
  const { bytes } = await collect(socket)
  t.match(bytes, /^HTTP\/1\.1 403 /)
  t.match(bytes, 'Host missing')
})

t.test('without the control API only health and ready answer', async t => {
  const mock = await startMock(t, 'steady-state', { control: false })
  for (const [method, path] of GUARDED) {
    const { status, message } = await ask(mock, path, here, method)
    t.equal(status, 404, `${method} ${path}`)
    t.match(message, `The control API has no ${method} ${path}`)
  }
  for (const path of ['/__mock/health', '/__mock/ready']) t.equal((await ask(mock, path, here)).status, 200, path)
  t.equal((await mock.chat({ base: '/scenario/status-503' })).status, 503, 'choosing needs no control API')
})

t.test('the API itself is not guarded', async t => {
  const mock = await startMock(t, 'steady-state', { controlToken: TOKEN })
  const headers = { host: 'api.groq.com', origin: 'http://evil.example' }
  t.equal((await ask(mock, '/openai/v1/models', headers)).status, 200)
})

const IN_WORDS =
  'closed: GROQ_MOCK_CONTROL_TOKEN or --control-token opens it with a token, GROQ_MOCK_CONTROL_OPEN=1 or --control-open to everyone'

t.test('the words of the ready line say what the guard does', async t => {
  const rows: readonly (readonly [Partial<Settings>, string])[] = [
    [{}, 'open'],
    [{ host: 'localhost' }, 'open'],
    [{ controlToken: TOKEN }, 'needs its token'],
    [{ controlToken: TOKEN, controlOpen: true, host: '0.0.0.0' }, 'needs its token'],
    [{ host: '0.0.0.0' }, IN_WORDS],
    [{ host: '::' }, IN_WORDS],
    [{ host: '0.0.0.0', controlOpen: true }, 'open'],
    [{ control: false, controlOpen: true }, 'off'],
  ]
  for (const [more, words] of rows) {
    const settings = { ...settingsFrom({}), ...more }
    t.equal(accessWords(settings), words)
    if (settings.control)
      t.equal(refusalOf({ host: '127.0.0.1' }, settings) === null, words === 'open', JSON.stringify(more))
  }
})
