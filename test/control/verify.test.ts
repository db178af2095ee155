import t from 'tap'
import { type FrozenMock, startFrozen } from '../helpers/frozen.ts'
import { startMock, type TestMock } from '../helpers/mock.ts'
import { inTime, until } from '../helpers/until.ts'

interface Told {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: what the API answers is what is tested
  readonly body: any
}

const verify = async ({ url }: Pick<TestMock, 'url'>, order: unknown, session = 'default'): Promise<Told> => {
  const answer = await fetch(`${url}/__mock/sessions/${session}/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof order === 'string' ? order : JSON.stringify(order),
  })
  return { status: answer.status, body: JSON.parse(await answer.text()) }
}

/** Chats 1 to 4, of which 1 and 2 get 429 (and 2 is a retry of 1), then a listing of models. */
const filled = async (t: Parameters<typeof startMock>[0]): Promise<TestMock> => {
  const mock = await startMock(t, { rules: [{ name: 'first two', times: 2, error: 429 }] })
  const headers = [
    { 'x-mock-call': 'a', 'user-agent': 'groq-python/0.9' },
    { 'x-mock-call': 'a', 'user-agent': 'groq-python/0.9' },
    { 'x-mock-call': 'b', 'user-agent': 'other' },
  ]
  for (const [i, header] of headers.entries()) {
    await (await mock.chat({ headers: header })).text()
    await mock.entries(i + 1)
  }
  await (await fetch(`${mock.url}/openai/v1/models?x=1`)).text()
  await mock.entries(4)
  return mock
}

t.test('every key of match counts the entries that it means, and all of them hold together', async t => {
  const mock = await filled(t)
  const rows: readonly (readonly [match: object, count: number])[] = [
    [{}, 4],
    [{ endpoint: 'chat.completions' }, 3],
    [{ endpoint: ['models', 'chat.*'] }, 4],
    [{ method: 'get' }, 1],
    [{ path: '/chat/*' }, 3],
    [{ path: '/models' }, 1],
    [{ model: 'openai/*' }, 3],
    [{ model: 'llama-*' }, 0],
    [{ status: 429 }, 2],
    [{ status: [200, 429] }, 4],
    [{ status: null }, 0],
    [{ attempt: 1 }, 3],
    [{ attempt: '2..3' }, 1],
    [{ rule: 'first two' }, 2],
    [{ rule: null }, 2],
    [{ outcome: 'error' }, 2],
    [{ outcome: ['error', 'complete'] }, 4],
    [{ stream: false }, 3],
    [{ tier: 'on_demand' }, 3],
    [{ endedBy: 'server' }, 4],
    [{ userAgent: 'groq-python/*' }, 2],
    [{ call: 'a' }, 2],
    [{ call: ['a', 'b'] }, 3],
    [{ call: 'a', attempt: 2, status: 429 }, 1],
    [{ call: 'b', status: 429 }, 0],
  ]
  for (const [match, count] of rows) {
    const { status, body } = await verify(mock, { match, count })
    t.equal(status, 200, `${JSON.stringify(match)}: ${body.count ?? body.error?.message}`)
    t.match(body, { ok: true, count })
    t.equal(body.entries?.length, count)
  }
})

t.test('counts are a number, bounds, or at least one', async t => {
  const mock = await filled(t)
  const rows: readonly (readonly [count: unknown, status: number, min: number, max: number | null])[] = [
    [undefined, 200, 1, null],
    [2, 200, 2, 2],
    [1, 409, 1, 1],
    [3, 409, 3, 3],
    [0, 409, 0, 0],
    [{ min: 2, max: 3 }, 200, 2, 3],
    [{ min: 3 }, 409, 3, null],
    [{ max: 1 }, 409, 0, 1],
    [{ max: 2 }, 200, 0, 2],
  ]
  for (const [count, status, min, max] of rows) {
    const told = await verify(mock, { match: { status: 429 }, ...(count === undefined ? {} : { count }) })
    t.equal(told.status, status, JSON.stringify(count))
    t.equal(told.body.count, 2)
    if (status === 409) t.match(told.body, { ok: false, expected: { min, max } })
  }
  t.equal((await verify(mock, { match: { status: 503 } })).status, 409, 'at least one by default')
})

t.test('what does not hold says what was seen, the nearest first, and what each lacks', async t => {
  const mock = await filled(t)
  const { status, body } = await verify(mock, { match: { call: 'a', status: 200 } })
  t.equal(status, 409)
  t.match(body, {
    ok: false,
    count: 0,
    expected: { min: 1, max: null },
    entries: [],
    evicted: 0,
    message: '0 of 4 entries match; expected at least 1.',
  })
  t.equal(body.seen.length, 4)
  t.match(body.seen[0], /^req_\w{26}: GET \/openai\/v1\/models\?x=1 → 200 in .*; but not call: a$/)
  t.match(body.seen[1], /→ 200 .*\[default, b attempt 1\]; but not call: a$/)
  t.match(body.seen[2], /→ 429 .*\[default, a attempt 2\]; but not status: 200$/)
})

t.test('too many name those that were', async t => {
  const mock = await filled(t)
  const { body } = await verify(mock, { match: { status: 429 }, count: 1 })
  t.equal(body.entries.length, 2)
  t.match(body, { message: '2 of 4 entries match; expected exactly 1.' })
  t.notMatch(body.seen[0], 'but not')
})

t.test('YAML is as good as JSON', async t => {
  const mock = await filled(t)
  t.match(await verify(mock, 'match:\n  status: 429\n  model: openai/*\ncount: { min: 2 }\n'), {
    status: 200,
    body: { ok: true, count: 2 },
  })
})

t.test('what is wrong with an order is named, all of it', async t => {
  const mock = await filled(t)
  const rows: readonly (readonly [order: unknown, ...says: string[]])[] = [
    ['', 'empty'],
    ['{', 'body:1:2: error'],
    ['[]', 'a mapping'],
    [{ macth: {} }, '"macth"', 'Did you mean "match"?'],
    [{ match: { stauts: 429 } }, '"stauts"', 'Did you mean "status"?'],
    [{ match: { constructor: 1 } }, '"constructor"'],
    [{ match: { status: 'x' }, count: -1 }, 'match.status is "x"', 'a status such as 429', 'count is -1'],
    [{ match: { status: 42 } }, 'match.status'],
    [{ match: { endpoint: 'modles' } }, 'no endpoint "modles"', 'Did you mean "models"?'],
    [{ match: { method: 'FETCH' } }, 'no method "FETCH"'],
    [{ match: { path: '/openai/v1/chat/*' } }, 'Write it below /openai/v1: /chat/*'],
    [{ match: { rule: 'first tow' } }, 'no rule "first tow"', 'Did you mean "first two"?'],
    [{ match: { outcome: 'eror' } }, 'match.outcome is "eror"'],
    [{ match: { endedBy: 'me' } }, 'match.endedBy is "me"', 'server, client, fault'],
    [{ match: { attempt: '3..1' } }, 'match.attempt is "3..1"'],
    [{ count: { min: 3, max: 2 } }, 'count.min is 3 and count.max is 2'],
    [{ count: {} }, 'count'],
    [{ count: 1.5 }, 'count is 1.5'],
    [{ within: '5' }, 'within is "5"', 'a duration'],
    [{ within: '61s' }, 'within is "61s"', 'at most 60s'],
    ['a: &a [x, x]\nb: &b [*a, *a]\n', '"a"', '"b"'],
  ]
  for (const [order, ...says] of rows) {
    const { status, body } = await verify(mock, order)
    t.equal(status, 400, JSON.stringify(order))
    for (const part of says) t.match(body.error.message, part, JSON.stringify(order))
  }
  t.equal((await verify(mock, {}, 'nobody')).status, 404)
})

/** Resolves once so many wait for entries. */
const listening = ({ journal }: Pick<FrozenMock, 'journal'>, many: number) => until(() => journal.listeners === many)

t.test('within waits until enough have come, and no longer', async t => {
  const mock = await startFrozen(t, {})
  const waiting = verify(mock, { match: { status: 200 }, count: { min: 2 }, within: '10s' })
  await listening(mock, 1)
  for (const headers of [{}, { 'x-mock-status': '503' }, {}] as const) {
    t.equal(mock.journal.listeners, 1, 'it waits still')
    await mock.chat({}, headers)
  }
  // time stands still: it is over before its ten seconds are
  t.match(await inTime(waiting), { status: 200, body: { ok: true, count: 2 } })
  t.equal(mock.journal.listeners, 0)
})

t.test('within is over at its time, and then says what was seen', async t => {
  const mock = await startFrozen(t, {})
  await mock.chat()
  await mock.entries(1)
  const waiting = verify(mock, { match: { status: 503 }, within: '200ms' })
  await listening(mock, 1)
  await mock.clock.advance(199)
  t.equal(mock.journal.listeners, 1, 'a millisecond before it waits still')
  await mock.clock.advance(1)
  const { status, body } = await inTime(waiting)
  t.equal(status, 409)
  t.equal(body.seen.length, 1)
})

t.test('where none may come the time is waited out, and one too many ends it', async t => {
  const mock = await startFrozen(t, {})
  const quiet = verify(mock, { count: 0, within: '200ms' })
  await listening(mock, 1)
  await mock.clock.advance(199)
  t.equal(mock.journal.listeners, 1, 'a millisecond before it waits still')
  await mock.clock.advance(1)
  t.equal((await inTime(quiet)).status, 200)
  const waiting = verify(mock, { count: { max: 1 }, within: '10s' })
  await listening(mock, 1)
  await mock.chat()
  await mock.chat()
  // time stands still: it is over before its ten seconds are
  t.match(await inTime(waiting), { status: 409, body: { count: 2, expected: { min: 0, max: 1 } } })
})

t.test('a reset while it waits takes back what was counted', async t => {
  const mock = await startFrozen(t, {})
  await mock.chat()
  await mock.entries(1)
  const waiting = verify(mock, { count: { min: 2 }, within: '400ms' })
  await listening(mock, 1)
  await mock.control('POST', '/sessions/default/reset')
  await mock.chat()
  await mock.entries(1)
  await mock.clock.advance(400)
  t.match(await inTime(waiting), { status: 409, body: { count: 1 } })
})

t.test('a client that leaves leaves no listener, and the stop of the server ends the wait', async t => {
  const mock = await startFrozen(t, {})
  const leaving = new AbortController()
  const gone = fetch(`${mock.url}/__mock/sessions/default/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"within": "30s"}',
    signal: leaving.signal,
  }).catch(() => null)
  const waiting = verify(mock, { within: '30s' })
  t.ok(await listening(mock, 2))
  leaving.abort()
  await gone
  t.ok(await listening(mock, 1))
  await t.resolves(inTime(mock.stop()), 'time stands still, so neither the wait nor the grace comes to its end')
  t.equal((await waiting).status, 409)
  t.equal(mock.journal.listeners, 0)
})
