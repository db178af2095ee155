import t from 'tap'
import { version } from '#src/version'
import { ask } from '../helpers/ask.ts'
import { startMock } from '../helpers/mock.ts'

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const urls = ['/', '/__mock', '/__mock/', '/__mock?x', '/%5F_mock/'] as const

t.test('who asks for the server itself is told what it is, and where to go', async t => {
  const mock = await startMock(t, 'rate-limited')
  for (const path of urls) {
    const { status, headers, body } = await ask('GET', mock.url + path)
    t.equal(status, 200, path)
    t.equal(headers.get('content-type'), 'application/json; charset=utf-8')
    t.match(body, {
      name: 'groq-mock',
      version,
      scenario: 'rate-limited',
      scenarios: mock.library.names().length,
      baseUrl: mock.url,
      openaiBaseUrl: `${mock.url}/openai/v1`,
      controlApi: 'open',
    })
    for (const link of Object.values<string>(body.links)) t.equal((await ask('GET', mock.url + link)).status, 200, link)
    const head = await ask('HEAD', mock.url + path)
    t.same([head.status, head.body], [200, ''])
  }
  t.equal(mock.journal.count('default'), 0, 'it is no request of the API')
  t.equal((await mock.chat()).status, 429, 'and moves no counter')
})

t.test('where there is no console a browser gets a page, in which no text of others is markup', async t => {
  const mock = await startMock(t, 'flaky', { control: false })
  for (const path of urls) {
    const { status, headers, body } = await ask('GET', mock.url + path, { headers: BROWSER })
    t.same([status, headers.get('content-type')], [200, 'text/html; charset=utf-8'], path)
    t.match(body, /<title>groq-mock<\/title>[\s\S]*<b>flaky<\/b>[\s\S]*<a href="\/__mock\/health">/)
    t.match(headers.get('content-security-policy'), "frame-ancestors 'none'")
  }
  const odd = await ask('GET', mock.url, { headers: { ...BROWSER, host: `a'&<script>` } })
  t.notMatch(odd.body, '<script>')
})

t.test('it is said of a closed control API how it is opened, and of none there are no links', async t => {
  const closed = await startMock(t, 'steady-state', { host: '0.0.0.0' })
  const said = (await ask('GET', closed.url)).body
  t.match(said.controlApi, 'GROQ_MOCK_CONTROL_OPEN=1')
  const none = await startMock(t, 'steady-state', { control: false })
  for (const path of urls) {
    const { status, body } = await ask('GET', none.url + path)
    t.equal(status, 200)
    t.match(body, { controlApi: 'off' })
    t.same(Object.keys(body.links), ['health', 'ready'])
  }
})

t.test('a browser that wants an icon gets none, and is no client', async t => {
  const open = await startMock(t)
  const none = await startMock(t, 'status-503', { control: false })
  for (const mock of [open, none]) {
    for (const method of ['GET', 'HEAD']) {
      const { status, headers, body } = await ask(method, `${mock.url}/favicon.ico`)
      t.same([status, body], [204, ''])
      t.match(headers.get('cache-control'), 'max-age')
    }
    t.equal(mock.journal.count('default'), 0)
  }
})

t.test('base URLs are those that are advertised', async t => {
  const mock = await startMock(t, 'steady-state', { advertise: 'http://mock:4010' })
  t.match((await ask('GET', mock.url)).body, { openaiBaseUrl: 'http://mock:4010/openai/v1' })
})

t.test('who chooses something, or asks otherwise, asks the API, which has no such URL', async t => {
  const mock = await startMock(t)
  const rows: readonly (readonly [method: string, path: string, headers: Readonly<Record<string, string>>])[] = [
    ['POST', '/', {}],
    ['DELETE', '/', {}],
    ['GET', '/openai/v1', {}],
    ['GET', '/openai/v1/', {}],
    ['GET', '/scenario/steady-state', {}],
    ['GET', '/scenario/steady-state/', {}],
    ['GET', '/session/s/', {}],
    ['GET', '//', {}],
    ['GET', '/?from=curl', {}],
    ['GET', '/index.html', {}],
    ['POST', '/favicon.ico', {}],
    ['GET', '/session/s/favicon.ico', {}],
    ['GET', '/favicon.ico', { 'x-mock-session': 's' }],
    ['GET', '/', { 'x-mock-session': 's' }],
  ]
  for (const [method, path, headers] of rows) {
    const { status, body } = await ask(method, mock.url + path, { headers })
    t.equal(status, 404, `${method} ${path}`)
    t.match(body, { error: { code: 'unknown_url' } }, `${method} ${path}`)
  }
  t.equal((await ask('GET', mock.url, { headers: { 'x-mock-status': '503' } })).status, 503)
})
