import t from 'tap'
import { startFrozen } from '../helpers/frozen.ts'
import { chatBody, startMock, type TestMock } from '../helpers/mock.ts'

interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>> & {
    readonly baseUrl: string
    readonly error: { readonly message: string }
  }
}

const call = async ({ url }: Pick<TestMock, 'url'>, method: string, path: string, body?: object): Promise<Answer> => {
  const answer = await fetch(`${url}/__mock/sessions${path}`, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text) } as Answer
}

const put = (mock: Pick<TestMock, 'url'>, id: string, body?: object) => call(mock, 'PUT', `/${id}`, body)

const own = (status: number) => ({ about: 'Own.', rules: [{ name: 'own', error: status }] })

const ask = async (baseUrl: string): Promise<number> => {
  const answer = await fetch(`${baseUrl}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(chatBody()),
  })
  await answer.body?.cancel()
  return answer.status
}

t.test('a session is made under the id in the URL, and the same once more is that session as it is', async t => {
  const mock = await startMock(t)
  const order = { scenario: own(498), seed: 9, speed: 60, ttl: '10m' }
  const made = await put(mock, 'w1', order)
  t.match(made, { status: 201, body: { id: 'w1', scenario: 'inline', seed: 9, madeBy: 'api' } })
  t.equal(made.body.baseUrl, `${mock.url}/session/w1~${mock.sessions.gone.mark}`)
  t.equal(await ask(made.body.baseUrl), 498)
  await mock.entries(1, 'w1')
  const again = await put(mock, 'w1', order)
  t.match(again, { status: 200, body: { baseUrl: made.body.baseUrl, entries: 1, createdAt: made.body.createdAt } })
  t.same(again.body.rules, [{ name: 'own', matched: 1, spoken: 1 }], 'nothing in it has begun anew')
})

t.test('an order without a word is the same as one that names the defaults', async t => {
  const mock = await startMock(t, 'outage')
  t.equal((await put(mock, 'w')).status, 201)
  const seed = mock.sessions.get('w')?.seed
  for (const order of [{}, { scenario: 'outage' }, { speed: 1, ttl: '1h', seed }, { id: 'w' }])
    t.equal((await put(mock, 'w', order)).status, 200, JSON.stringify(order))
})

t.test('another order for a session that is there is refused with what differs, and changes nothing', async t => {
  const mock = await startMock(t)
  const order = { scenario: 'outage', seed: 3, ttl: '10m' }
  await put(mock, 'w', order)
  const rows = [
    [{ ...order, scenario: 'flaky' }, /its scenario is outage, not flaky/],
    [{ ...order, scenario: own(500) }, /its scenario is outage, not inline/],
    [{ ...order, seed: 4 }, /its seed is 3, not 4/],
    [{ ...order, speed: 60 }, /its speed is 1, not 60/],
    [{ ...order, ttl: '1h' }, /its ttl is 10m, not 60m/],
    [{ scenario: 'flaky', seed: 4, ttl: '10m' }, /its scenario is outage, not flaky; its seed is 3, not 4/],
  ] as const
  for (const [other, message] of rows)
    t.match(await put(mock, 'w', other), { status: 409, body: { error: { message } } })
  t.match((await put(mock, 'w', order)).body, { scenario: 'outage', seed: 3 })
})

t.test('what counts is what the session is now: one that runs another scenario since is another one', async t => {
  const mock = await startMock(t)
  await put(mock, 'w', { scenario: own(500) })
  t.match(await put(mock, 'w', { scenario: own(503) }), {
    status: 409,
    body: { error: { message: /its scenario is another inline, not inline/ } },
  })
  await call(mock, 'PUT', '/w/scenario', { scenario: own(503) })
  t.equal((await put(mock, 'w', { scenario: own(500) })).status, 409)
  t.equal((await put(mock, 'w', { scenario: own(503) })).status, 200)
})

t.test('POST with an id makes the same session, and says where it is there already', async t => {
  const mock = await startMock(t)
  t.equal((await call(mock, 'POST', '', { id: 'w', scenario: 'outage' })).status, 201)
  t.equal((await put(mock, 'w', { scenario: 'outage' })).status, 200)
  t.match(await call(mock, 'POST', '', { id: 'w', scenario: 'outage' }), {
    status: 409,
    body: { error: { message: /already\. .*PUT \/__mock\/sessions\/w takes it as it is/ } },
  })
})

t.test('one that a request has made is not taken for one of the API, nor is the default one', async t => {
  const mock = await startMock(t)
  await mock.chat({ base: '/session/w' })
  t.match(await put(mock, 'w'), { status: 409, body: { error: { message: /not made by API.*Delete it first/ } } })
  t.match(await put(mock, 'default'), {
    status: 409,
    body: { error: { message: /PUT \/__mock\/sessions\/default\/scenario/ } },
  })
  await call(mock, 'DELETE', '/w')
  t.equal((await put(mock, 'w')).status, 201)
})

t.test('wrong orders are refused with a sentence, and no session is made', async t => {
  const mock = await startMock(t)
  const rows = [
    ['w', { id: 'v' }, 400, /URL names the session "w" and the body "v"/],
    ['a%2Fb', {}, 400, /id "a\/b" is not valid/],
    ['w~abc123', {}, 400, /id "w~abc123" is not valid/],
    ['a'.repeat(101), {}, 400, /is not valid/],
    ['w', { scenario: 'outag' }, 404, /Did you mean "outage"/],
    ['w', { speed: 0 }, 400, /speed is 0/],
    ['w', { scenaro: 'x' }, 400, /Did you mean "scenario"/],
  ] as const
  for (const [id, order, status, message] of rows)
    t.match(await put(mock, id, order), { status, body: { error: { message } } })
  t.equal(mock.sessions.all().length, 1)
})

t.test('of many who put the same at once, one has made it and all have it', async t => {
  const mock = await startMock(t)
  const all = await Promise.all(Array.from({ length: 20 }, () => put(mock, 'w', { scenario: own(503) })))
  t.same(all.map(({ status }) => status).sort(), [...Array(19).fill(200), 201])
  t.equal(new Set(all.map(({ body }) => body.baseUrl)).size, 1)
})

t.test('one that is gone is made anew by whoever puts it', async t => {
  const mock = await startFrozen(t, 'steady-state')
  t.equal((await mock.control('PUT', '/sessions/w', { ttl: '10m' })).status, 201)
  await mock.clock.advance(600_001)
  t.equal((await mock.control('GET', '/sessions/w')).status, 410)
  t.equal((await mock.control('PUT', '/sessions/w', { ttl: '10m' })).status, 201)
})

t.test('base URLs are at the address that the server advertises, and only there', async t => {
  const mock = await startMock(t, 'steady-state', { advertise: 'https://mock-1.test/under' })
  const { mark } = mock.sessions.gone
  t.match((await put(mock, 'w')).body, {
    baseUrl: `https://mock-1.test/under/session/w~${mark}`,
    openaiBaseUrl: `https://mock-1.test/under/session/w~${mark}/openai/v1`,
  })
  const { body } = await call(mock, 'POST', '')
  t.equal(body.baseUrl, `https://mock-1.test/under/session/${body.id}`)
})

t.test('of two servers, a base URL of one is told by the other to be of another process, never served', async t => {
  const [one, other] = [await startMock(t, 'outage'), await startMock(t)]
  const { body } = await put(one, 'w')
  const elsewhere = body.baseUrl.replace(one.url, other.url)
  t.equal(await ask(body.baseUrl), 503)
  t.equal(await ask(elsewhere), 404)
  await other.chat({ base: '/session/w' })
  t.equal(await ask(elsewhere), 404, 'also where there is a session of that name')
})
