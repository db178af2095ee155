import t from 'tap'
import { chatBody, startMock, type TestMock } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

const json = { 'content-type': 'application/json' }
const call = async (
  mock: TestMock,
  method: string,
  path: string,
  body?: string | object,
  headers: Readonly<Record<string, string>> = json,
) => {
  const answer = await fetch(`${mock.url}/__mock${path}`, {
    method,
    ...(body === undefined ? {} : { headers, body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
}

t.test('a session that is made by API has its own scenario, seed and base URLs', async t => {
  const mock = await startMock(t)
  const made = await call(mock, 'POST', '/sessions', {
    id: 'w1',
    scenario: { about: 'Own.', rules: [{ name: 'own', error: 498 }] },
    seed: 9,
  })
  t.equal(made.status, 201)
  t.match(made.body, {
    id: 'w1',
    scenario: 'inline',
    seed: 9,
    madeBy: 'api',
    missing: { sessionsEvicted: 0, sessionsExpired: 0, entriesEvicted: 0 },
  })
  const { mark } = mock.sessions.gone
  t.equal(
    made.body.baseUrl,
    `${mock.url}/session/w1~${mark}`,
    'which tells it from one of this name in another process',
  )
  t.equal(made.body.openaiBaseUrl, `${made.body.baseUrl}/openai/v1`)
  const answer = await fetch(`${made.body.openaiBaseUrl}/chat/completions`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(chatBody()),
  })
  t.equal(answer.status, 498)
  t.equal((await mock.chat()).status, 200, 'other sessions do not see it')
})

t.test(
  'YAML and JSON make the same session, and one without a word takes the server’s scenario and a fresh id',
  async t => {
    const mock = await startMock(t, 'outage')
    const yaml = await call(mock, 'POST', '/sessions', 'scenario: steady-state\nspeed: 60\nttl: 10m\n', {
      'content-type': 'application/yaml',
    })
    t.match(yaml, { status: 201, body: { scenario: 'steady-state', clock: { sessionMs: 0, speed: 60 } } })
    const plain = await call(mock, 'POST', '/sessions')
    t.match(plain, { status: 201, body: { id: /^s-[0-9a-z]{6}-[0-9a-z]{26}$/, scenario: 'outage' } })
    t.not(plain.body.id, yaml.body.id)
    t.equal(plain.body.baseUrl, `${mock.url}/session/${plain.body.id}`)
  },
)

const wrongOrders: readonly (readonly [string | object, number, RegExp])[] = [
  ['', 400, /body is empty/],
  ['{', 400, /^body:1:\d+: error: /],
  [`scenario: ${'[ '.repeat(5000)}`, 400, /body:1:\d+: error: /],
  [`${'- '.repeat(100_000)}a`, 400, /levels deep/],
  [[], 400, /a list; expected a mapping/],
  [{ scenaro: 'x' }, 400, /"scenaro" is not known.*Did you mean "scenario"/s],
  [{ scenario: 'outag' }, 404, /no scenario "outag"\. Did you mean "outage"/],
  [
    { scenario: { about: 'x', rules: [{ eror: 503 }] } },
    400,
    /rules\[0\]\.eror: error: "eror" is not known.*\n.*Did you mean "error"/s,
  ],
  [{ seed: -1 }, 400, /seed is -1; expected at least 0/],
  [{ seed: 1.5 }, 400, /seed is 1\.5; expected a whole number/],
  [{ speed: 0 }, 400, /speed is 0; expected a number above 0/],
  [{ speed: 1e9 }, 400, /speed is 1000000000; expected at most/],
  [{ ttl: 'soon' }, 400, /ttl is "soon"; expected a duration/],
  [{ id: 'a/b' }, 400, /id "a\/b" is not valid/],
  [{ id: 'default' }, 409, /There is a session "default" already/],
]

for (const [order, status, message] of wrongOrders) {
  t.test(`the order ${JSON.stringify(order)} is refused with a sentence, and no session is made`, async t => {
    const mock = await startMock(t)
    const { status: seen, body } = await call(mock, 'POST', '/sessions', order)
    t.equal(seen, status)
    t.match(body.error.message, message)
    t.equal((await call(mock, 'GET', '/sessions')).body.sessions.length, 1)
  })
}

t.test('a session is deleted whole, but never the default one', async t => {
  const mock = await startMock(t)
  await mock.chat({ base: '/session/w' })
  await mock.entries(1, 'w')
  t.equal((await call(mock, 'DELETE', '/sessions/w')).status, 204)
  t.equal((await call(mock, 'GET', '/sessions/w')).status, 404)
  t.equal(mock.journal.count('w'), 0)
  t.match(await call(mock, 'DELETE', '/sessions/default'), {
    status: 409,
    body: { error: { message: /always exists; reset it instead/ } },
  })
})

t.test('session time goes by speed and by advance, and windows follow it', async t => {
  const mock = await startMock(t)
  const rules = [
    { name: 'first', during: '0s..30s', error: 503 },
    { name: 'later', during: '60s..10m', error: 429 },
  ]
  await call(mock, 'POST', '/sessions', { id: 'w', scenario: { about: 'Windows.', rules } })
  const ask = async () => (await mock.chat({ base: '/session/w' })).status
  t.equal(await ask(), 503)
  t.match((await call(mock, 'POST', '/sessions/w/clock', { advance: '35s' })).body.clock.sessionMs, Number)
  t.equal(await ask(), 200)
  await call(mock, 'POST', '/sessions/w/clock', { advance: '30s' })
  t.equal(await ask(), 429)
  await call(mock, 'POST', '/sessions/w/reset')
  t.equal(await ask(), 503, 'a reset starts time anew')
  for (const [wrong, message] of [
    [{ advance: '-5s' }, /goes forward only/],
    [{ advance: 5 }, /advance is 5/],
    [{}, /the body is empty/],
    [{ advance: '5s', to: 1 }, /"to" is not known/],
  ] as const)
    t.match(await call(mock, 'POST', '/sessions/w/clock', wrong), { status: 400, body: { error: { message } } })
})

t.test('a session says how many of its requests are under way: of none, the journal is whole', async t => {
  const mock = await startMock(t, 'hang')
  const base = '/session/waits'
  const leaving = new AbortController()
  const asked = [0, 1].map(() => mock.chat({ base, signal: leaving.signal }).catch(() => null))
  const shown = async () => (await call(mock, 'GET', '/sessions/waits')).body
  await until(async () => (await shown())?.underWay === 2)
  leaving.abort()
  await Promise.all(asked)
  await until(async () => (await shown()).underWay === 0)
  t.match(await shown(), { underWay: 0, entries: 2 })
  t.match((await call(mock, 'POST', '/sessions')).body, { underWay: 0, entries: 0 })
})

t.test('time is sped up from the first request on', async t => {
  const mock = await startMock(t)
  await call(mock, 'POST', '/sessions', {
    id: 'fast',
    speed: 100_000,
    scenario: { about: 'x', rules: [{ during: '0s..1s', error: 503 }] },
  })
  t.equal((await mock.chat({ base: '/session/fast' })).status, 503)
  await until(async () => (await call(mock, 'GET', '/sessions/fast')).body.clock.sessionMs > 1000)
  t.equal((await mock.chat({ base: '/session/fast' })).status, 200)
})

t.test('a session takes another scenario, by name or brought along, with everything fresh', async t => {
  const mock = await startMock(t)
  await mock.chat()
  t.match(
    await call(mock, 'PUT', '/sessions/default/scenario', 'scenario: outage\n', { 'content-type': 'text/yaml' }),
    { status: 200, body: { scenario: 'outage' } },
  )
  t.equal((await mock.chat()).status, 503)
  await call(mock, 'PUT', '/sessions/default/scenario', { scenario: { about: 'Own.', rules: [{ error: 422 }] } })
  t.equal((await mock.chat()).status, 422)
})

t.test('fifty workers, each with a scenario of its own, do not see each other', async t => {
  const mock = await startMock(t)
  const workers = await Promise.all(
    Array.from({ length: 50 }, async (_, i) => {
      const after = i % 5
      const { body } = await call(mock, 'POST', '/sessions', {
        scenario: {
          about: `Worker ${i}.`,
          rules: [{ name: `r${i}`, ...(after > 0 ? { after } : {}), error: 500 + (i % 4) }],
        },
      })
      const seen: number[] = []
      for (let n = 0; n < 6; n += 1) seen.push((await mock.chat({ base: `/session/${body.id}` })).status)
      return { seen, expected: Array.from({ length: 6 }, (_, n) => (n < after ? 200 : 500 + (i % 4))) }
    }),
  )
  for (const { seen, expected } of workers) t.same(seen, expected)
})
