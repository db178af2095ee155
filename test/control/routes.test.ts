import t from 'tap'
import { catalogue } from '#src/groq/errors'
import { version } from '#src/version'
import { startMock, type TestMock } from '../helpers/mock.ts'

interface Told {
  readonly status: number
  readonly type: string
  // biome-ignore lint/suspicious/noExplicitAny: what the API answers is what is tested
  readonly body: any
}

const json = { 'content-type': 'application/json' }
const yaml = { 'content-type': 'application/yaml' }

const control = async ({ url }: TestMock, method: string, path: string, init: RequestInit = {}): Promise<Told> => {
  const answer = await fetch(`${url}/__mock${path}`, { ...init, method })
  const text = await answer.text()
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', body: text ? JSON.parse(text) : null }
}

const limited = { rules: [{ name: 'first two', times: 2, error: 429 }] }
const ids = async (mock: TestMock): Promise<readonly string[]> =>
  (await control(mock, 'GET', '/sessions')).body.sessions.map(({ id }: { id: string }) => id)

t.test('health and ready tell the version, and ready what is served', async t => {
  const mock = await startMock(t)
  t.same((await control(mock, 'GET', '/health')).body, { status: 'ok', version })
  const ready = await control(mock, 'GET', '/ready')
  const { lateMs, lateMaxMs, ...said } = ready.body
  t.type(lateMs, 'number')
  t.type(lateMaxMs, 'number')
  t.same(said, {
    ready: true,
    version,
    scenario: 'steady-state',
    scenarios: mock.library.names().length,
    sessions: 1,
    log: { linesLost: 0, trouble: null },
    reloads: [],
  })
  t.match(ready.type, 'application/json')
})

t.test('ready names the scenario that is served, however it was chosen', async t => {
  t.equal((await control(await startMock(t, 'flaky'), 'GET', '/ready')).body.scenario, 'flaky')
  t.equal((await control(await startMock(t, {}), 'GET', '/ready')).body.scenario, 'inline')
})

t.test('scenarios are listed with their origin, and each can be read', async t => {
  const mock = await startMock(t, limited)
  const { status, body } = await control(mock, 'GET', '/scenarios')
  t.equal(status, 200)
  t.same(
    body.scenarios.map(({ name }: { name: string }) => name),
    mock.library.names(),
  )
  for (const listed of body.scenarios) {
    t.match(listed, { name: String, about: String, ok: true }, listed.name)
    t.notOk('text' in listed)
    const one = await control(mock, 'GET', `/scenarios/${listed.name}`)
    t.match(one, { status: 200, body: { ...listed, diagnostics: [], text: /about/ } })
  }
  const origins = Object.fromEntries(
    body.scenarios.map((one: { name: string; origin: string }) => [one.name, one.origin]),
  )
  t.match(origins, { inline: 'inline', 'steady-state': 'shipped', 'status-503': 'status' })
})

t.test('a scenario that there is not is a 404 with the nearest and the list', async t => {
  const { status, body } = await control(await startMock(t), 'GET', '/scenarios/stedy-state')
  t.equal(status, 404)
  t.equal(body.error.type, 'control_error')
  for (const part of ['"stedy-state"', 'Did you mean "steady-state"?', 'status-503']) t.match(body.error.message, part)
})

t.test('check tells whether a text is a scenario, as YAML and as JSON', async t => {
  const mock = await startMock(t)
  const wrong = 'about: A test.\nrules:\n  - name: one\n    eror: 429\n'
  const at = (line: number, column: number, message: string, hint?: string) => ({
    ok: false,
    diagnostics: [{ file: 'scenario', line, column, severity: 'error', message, ...(hint ? { hint } : {}) }],
  })
  const right = { ok: true, diagnostics: [] }
  const rows: readonly (readonly [headers: Record<string, string>, body: string, told: object])[] = [
    [yaml, 'about: A test.\n', right],
    [json, '{"about": "A test."}', right],
    [{ 'content-type': 'text/yaml' }, 'about: A test.\n', right],
    [{ 'content-type': 'application/x-yaml; charset=utf-8' }, 'about: A test.\n', right],
    [{ 'content-type': 'text/plain' }, 'about: A test.\n', right],
    [{ 'content-type': 'Application/JSON' }, '{"about": "A test."}', right],
    [json, 'about: YAML, whatever was said.\n', right],
    [yaml, wrong, at(4, 5, '"eror" is not known', 'Did you mean "error"?')],
    [json, '{"about": "A test.",\n  "rulez": []}', at(2, 3, '"rulez" is not known', 'Did you mean "rules"?')],
    [yaml, 'rules: []\n', at(1, 1, 'about')],
    [yaml, '[]', at(1, 1, 'a list')],
    [yaml, `about: A test.\n${'#'.repeat(1_100_000)}\n`, at(1, 1, 'characters')],
  ]
  for (const [headers, body, told] of rows)
    t.match(await control(mock, 'POST', '/check', { headers, body }), { status: 200, body: told }, body.slice(0, 60))
  const broken = await control(mock, 'POST', '/check', { headers: yaml, body: 'about: "A\n' })
  t.match(broken, { status: 200, body: { ok: false } })
  const before = mock.library.names()
  t.same((await control(mock, 'GET', '/scenarios')).body.scenarios.length, before.length, 'a check keeps nothing')
})

t.test('check without a text, of another type or too large is refused with what to send', async t => {
  const mock = await startMock(t)
  const rows: readonly (readonly [init: RequestInit, status: number, says: string])[] = [
    [{}, 400, 'send the text of a scenario'],
    [{ headers: json }, 400, 'send the text of a scenario'],
    [{ headers: yaml, body: ' \n ' }, 400, 'send the text of a scenario'],
    [{ headers: { 'content-type': 'application/xml' }, body: '<a/>' }, 415, 'application/json'],
    [{ headers: { 'content-type': 'image/png' }, body: 'x' }, 415, 'application/yaml'],
    [{ headers: { 'content-type': 'nonsense' }, body: 'x' }, 415, 'application/json'],
    [{ headers: yaml, body: 'x'.repeat(5 * 1024 ** 2 + 1) }, 413, 'larger than 5242880 bytes'],
  ]
  for (const [init, status, says] of rows) {
    const told = await control(mock, 'POST', '/check', init)
    t.match(told, { status, body: { error: { type: 'control_error', message: says } } })
  }
})

t.test('errors is the catalogue', async t => {
  const { status, body } = await control(await startMock(t), 'GET', '/errors')
  t.equal(status, 200)
  t.same(body.errors, JSON.parse(JSON.stringify(catalogue)))
})

t.test('sessions are listed with their scenario, entries and what their rules did', async t => {
  const mock = await startMock(t, limited, { seed: 5 })
  await mock.chat()
  await mock.chat({ base: '/scenario/flaky/session/mine' })
  await mock.entries(1)
  await mock.entries(1, 'mine')
  const { body } = await control(mock, 'GET', '/sessions')
  t.match(body.sessions, [
    { id: 'default', scenario: 'inline', seed: 5, entries: 1, rules: [{ name: 'first two', matched: 1, spoken: 1 }] },
    { id: 'mine', scenario: 'flaky', seed: 5, entries: 1, rules: [{ name: 'flaky', matched: 1 }] },
  ])
  for (const session of body.sessions) {
    t.ok(Math.abs(Date.parse(session.createdAt) - Date.now()) < 60_000)
    const { clock, ...rest } = (await control(mock, 'GET', `/sessions/${session.id}`)).body
    t.ok(clock.sessionMs >= session.clock.sessionMs, 'time goes on')
    t.same({ ...rest, clock: session.clock }, session)
  }
})

t.test('looking makes no session, and one that there is not is a 404 with the nearest', async t => {
  const mock = await startMock(t)
  await mock.chat({ base: '/session/worker-1' })
  const rows: readonly (readonly [method: string, path: string, body?: string])[] = [
    ['GET', ''],
    ['GET', '/journal'],
    ['DELETE', '/journal'],
    ['POST', '/reset'],
    ['PUT', '/scenario', '{"scenario": "flaky"}'],
  ]
  for (const [method, path, body] of rows) {
    const init = body ? { headers: json, body } : {}
    const { status, body: told } = await control(mock, method, `/sessions/worker-2${path}`, init)
    t.equal(status, 404, `${method} ${path}`)
    for (const part of ['no session "worker-2"', 'Did you mean "worker-1"?', 'first API request'])
      t.match(told.error.message, part)
  }
  for (const path of ['/health', '/ready', '/scenarios', '/errors', '/nothing']) await control(mock, 'GET', path)
  const headers = { 'x-mock-session': 'looked', 'x-mock-scenario': 'flaky' }
  t.equal((await control(mock, 'GET', '/sessions', { headers })).status, 200)
  t.same(await ids(mock), ['default', 'worker-1'], 'what chooses behaviour means nothing to the control API')
})

t.test('reset begins a session anew: counters, calls, journal', async t => {
  const mock = await startMock(t, limited)
  const statuses = async () => [(await mock.chat()).status, (await mock.chat()).status, (await mock.chat()).status]
  t.same(await statuses(), [429, 429, 200])
  await mock.chat({ base: '/scenario/rate-limited' })
  t.same(
    (await mock.entries(3)).map(({ call, attempt }) => [call, attempt]),
    [
      ['call-1', 1],
      ['call-1', 2],
      ['call-1', 3],
    ],
  )
  const told = await control(mock, 'POST', '/sessions/default/reset')
  t.match(told, { status: 200, body: { id: 'default', entries: 0, rules: [{ matched: 0, spoken: 0 }] } })
  t.same((await control(mock, 'GET', '/sessions/default/journal')).body.entries, [])
  t.same(await statuses(), [429, 429, 200])
  t.match((await mock.entries(3))[0], { call: 'call-1', ordinal: 1, attempt: 1 })
  t.equal((await mock.entries(1, 'rate-limited')).length, 1, 'other sessions keep theirs')
})

t.test('a session can be given another scenario', async t => {
  const mock = await startMock(t, limited)
  t.equal((await mock.chat()).status, 429)
  const put = (body?: string) =>
    control(mock, 'PUT', '/sessions/default/scenario', body === undefined ? {} : { headers: json, body })
  t.match(await put('{"scenario": "status-503"}'), { status: 200, body: { id: 'default', scenario: 'status-503' } })
  t.equal((await mock.chat()).status, 503)
  t.equal((await mock.chat({ headers: { 'x-mock-scenario': 'status-503', 'x-mock-session': 'default' } })).status, 503)
  const back = await put('{"scenario": "inline"}')
  t.match(
    back.body,
    { scenario: 'inline', rules: [{ name: 'first two', matched: 0, spoken: 0 }] },
    'counters begin anew',
  )
  t.equal((await mock.chat()).status, 429)
})

t.test('a switch to what is no scenario is refused and changes nothing', async t => {
  const mock = await startMock(t, limited)
  const rows: readonly (readonly [body: string | undefined, status: number, ...says: string[]])[] = [
    ['{"scenario": "rate-limted"}', 404, '"rate-limted"', 'Did you mean "rate-limited"?', 'steady-state'],
    [undefined, 400, 'The body is empty'],
    ['', 400, 'The body is empty'],
    ['{"scenario":', 400, 'body:1:'],
    ['{"scenario": 3}', 400],
    ['{"scenario": null}', 400],
    ['{}', 400],
    ['[]', 400],
    ['null', 400],
    ['"flaky"', 400],
  ]
  for (const [body, status, ...says] of rows) {
    const init = body === undefined ? {} : { headers: json, body }
    const told = await control(mock, 'PUT', '/sessions/default/scenario', init)
    t.equal(told.status, status, body ?? 'no body')
    for (const part of says) t.match(told.body.error.message, part)
  }
  t.equal((await control(mock, 'GET', '/sessions/default')).body.scenario, 'inline')
})

t.test('default can not be deleted, nor can what has no DELETE', async t => {
  const mock = await startMock(t)
  t.not((await control(mock, 'DELETE', '/sessions/default')).status, 204)
  t.same(await ids(mock), ['default'])
})

t.test('what the control API does not have is its own 404, in JSON, whatever the method', async t => {
  const mock = await startMock(t)
  const rows: readonly (readonly [method: string, path: string])[] = [
    ['POST', ''],
    ['DELETE', '/'],
    ['GET', '/nothing'],
    ['GET', '/nothing?x=%zz'],
    ['POST', '/health'],
    ['DELETE', '/scenarios'],
    ['GET', '/sessions/default/nothing'],
    ['GET', '/sessions/a/b/c/d'],
    ['GET', '/SESSIONS'],
    ['OPTIONS', '/sessions'],
    ['PATCH', '/sessions/default'],
  ]
  for (const [method, path] of rows) {
    const { status, type, body } = await control(mock, method, path)
    t.equal(status, 404, `${method} ${path}`)
    t.match(type, 'application/json')
    t.match(body, { error: { type: 'control_error', message: `The control API has no ${method} /__mock${path}` } })
  }
  t.equal(mock.journal.count('default'), 0)
})

t.test('a prefix before /__mock is no control call', async t => {
  const mock = await startMock(t)
  for (const path of [
    '/scenario/flaky/__mock/health',
    '/session/s/__mock/health',
    '/scenario/flaky/session/t/__mock/sessions',
    '/session/s/%5F%5Fmock/health',
    '/session/s/__%6Dock/health',
  ]) {
    const answer = await fetch(mock.url + path)
    t.equal(answer.status, 404, path)
    t.match(await answer.json(), { error: { type: 'invalid_request_error', code: 'unknown_url' } }, path)
  }
  t.match(
    (await mock.entries(1, 'flaky'))[0],
    { status: 404, path: '/__mock/health' },
    'it is journaled as an exchange',
  )
})
