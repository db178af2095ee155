import t from 'tap'
import type { Entry } from '#src/journal/entry'
import { chatBody, startMock, type TestMock } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

interface Told {
  readonly status: number
  readonly entries: readonly Entry[]
  readonly next: string | null
  readonly message: string
}

const journal = async ({ url }: TestMock, query = '', session = 'default'): Promise<Told> => {
  const answer = await fetch(`${url}/__mock/sessions/${session}/journal${query}`)
  const { entries = [], next = null, error } = JSON.parse(await answer.text())
  return { status: answer.status, entries, next, message: error?.message ?? '' }
}

const calls = ({ entries }: Told) => entries.map(({ call }) => call)

/** Eight exchanges: chats a to e, of which b and d get 429; two listings of models; one URL that there is not. */
const filled = async (t: Parameters<typeof startMock>[0]): Promise<TestMock> => {
  const mock = await startMock(t, {
    rules: [{ name: 'second', match: { endpoint: 'chat.completions' }, every: 2, error: 429 }],
  })
  const ask = async (call: string, path: string) => {
    await (await fetch(mock.url + path, { headers: { 'x-mock-call': call } })).text()
  }
  let done = 0
  for (const call of ['a', 'b', 'c', 'd', 'e']) {
    await (await mock.chat({ headers: { 'x-mock-call': call } })).text()
    done += 1
    await mock.entries(done)
  }
  for (const [call, path] of [
    ['f', '/openai/v1/models'],
    ['f', '/openai/v1/models'],
    ['g', '/openai/v1/nothing'],
  ] as const) {
    await ask(call, path)
    done += 1
    await mock.entries(done)
  }
  return mock
}

t.test('filters hold together', async t => {
  const mock = await filled(t)
  const rows: readonly (readonly [query: string, calls: readonly string[]])[] = [
    ['', ['a', 'b', 'c', 'd', 'e', 'f', 'f', 'g']],
    ['?status=429', ['b', 'd']],
    ['?status=404', ['g']],
    ['?status=503', []],
    ['?endpoint=models', ['f', 'f']],
    ['?endpoint=chat.completions&status=200', ['a', 'c', 'e']],
    ['?call=f', ['f', 'f']],
    ['?call=b&status=429', ['b']],
    ['?call=b&status=200', []],
    ['?call=nobody', []],
    ['?rule=second', ['b', 'd']],
    ['?outcome=error', ['b', 'd', 'g']],
    ['?outcome=error&rule=second&call=d', ['d']],
    ['?attempt=2', ['f']],
    ['?endedBy=server&model=openai/gpt-oss-20b', ['a', 'b', 'c', 'd', 'e']],
    ['?endedBy=client', []],
    ['?model=openai/gpt-oss', []],
    ['?limit=1', ['a']],
    ['?limit=10000', ['a', 'b', 'c', 'd', 'e', 'f', 'f', 'g']],
  ]
  for (const [query, expected] of rows) {
    const told = await journal(mock, query)
    t.equal(told.status, 200, query)
    t.same(calls(told), expected, query)
  }
})

t.test('pages join without a gap, with filters too', async t => {
  const mock = await filled(t)
  for (const filter of ['', '&endpoint=chat.completions', '&status=200']) {
    const all = calls(await journal(mock, `?limit=100${filter}`))
    for (const limit of [1, 2, 3, 100]) {
      const seen: string[] = []
      let since = ''
      for (let pages = 0; pages < 20; pages += 1) {
        const page = await journal(mock, `?limit=${limit}${filter}${since}`)
        seen.push(...calls(page))
        if (page.next === null) break
        since = `&since=${page.next}`
      }
      t.same(seen, all, `${limit} at a time${filter}`)
    }
  }
})

t.test('since gives what was recorded after an entry', async t => {
  const mock = await filled(t)
  const { entries } = await journal(mock)
  t.same(calls(await journal(mock, `?since=${entries[5]?.id}`)), ['f', 'g'])
  t.same(calls(await journal(mock, `?since=${entries.at(-1)?.id}`)), [])
  const { next } = await journal(mock)
  t.equal(next, null, 'there is no next page where all was shown')
})

t.test('without a limit a page has a hundred entries', async t => {
  const mock = await startMock(t)
  await Promise.all(Array.from({ length: 101 }, async () => (await fetch(`${mock.url}/openai/v1/models`)).text()))
  await mock.entries(101)
  const first = await journal(mock)
  t.equal(first.entries.length, 100)
  t.equal((await journal(mock, `?since=${first.next}`)).entries.length, 1)
})

t.test('a wrong filter is refused: which, what it said, what is possible', async t => {
  const mock = await startMock(t)
  const rows: readonly (readonly [query: string, ...says: string[]])[] = [
    ['?stauts=429', '"stauts"', 'Did you mean "status"?'],
    ['?something=1', '"something"', 'status, endpoint, call', 'since, before, limit'],
    ['?constructor=1', '"constructor"'],
    ['?status=4xx', 'status is "4xx"', '429'],
    ['?status=', 'status is ""'],
    ['?status=42', 'status is "42"'],
    ['?endpoint=chat', 'no endpoint "chat"', 'chat.completions'],
    ['?endpoint=modles', 'Did you mean "models"?'],
    ['?limit=0', 'limit is "0"', 'from 1 to 10000'],
    ['?limit=10001', 'limit is "10001"'],
    ['?limit=-1', 'limit is "-1"'],
    ['?limit=all', 'limit is "all"'],
    ['?limit=', 'limit is ""'],
    ['?status=429&status=200', 'status'],
    ['?rule=nobody', 'no rule "nobody"'],
    ['?outcome=eror', 'no outcome "eror"', 'Did you mean "error"?'],
    ['?attempt=0', 'attempt is "0"'],
    ['?attempt=first', 'attempt is "first"', 'a number from 1'],
    ['?endedBy=servr', 'no ending "servr"', 'Did you mean "server"?'],
    ['?since=req_1', 'since is "req_1"', 'the id of an entry'],
  ]
  for (const [query, ...says] of rows) {
    const { status, message } = await journal(mock, query)
    t.equal(status, 400, query)
    for (const part of says) t.match(message, part)
    t.notMatch(message, 'querystring', 'in words of people')
  }
})

t.test('an emptied journal is empty, and counters stay', async t => {
  const mock = await filled(t)
  const emptied = await fetch(`${mock.url}/__mock/sessions/default/journal`, { method: 'DELETE' })
  t.equal(emptied.status, 204)
  t.equal(await emptied.text(), '')
  t.same((await journal(mock)).entries, [])
  t.equal((await mock.chat()).status, 429, 'the sixth chat is an even one')
})

t.test('journals of sessions are apart, and what is no longer there is a 404', async t => {
  const mock = await startMock(t)
  await mock.chat({ base: '/session/one' })
  await mock.chat({ base: '/session/two', body: chatBody({ user: 'two' }) })
  await mock.entries(1, 'one')
  await mock.entries(1, 'two')
  t.equal((await journal(mock, '', 'one')).entries.length, 1)
  t.equal((await journal(mock, '', 'two')).entries.length, 1)
  t.equal((await journal(mock)).entries.length, 0)
  t.equal((await journal(mock, '', 'three')).status, 404)
})

t.test('what goes through the control API is not journaled', async t => {
  const mock = await startMock(t)
  for (const path of ['/health', '/sessions', '/nothing', '/sessions/default/journal'])
    await fetch(`${mock.url}/__mock${path}`)
  t.equal(mock.journal.count('default'), 0)
})

t.test('a page says how late the server was while the session lasted', async t => {
  const mock = await startMock(t)
  await mock.chat()
  await mock.entries(1)
  const page = async () => {
    // held until it is seen: the monitor counts from its first look, which may not have come yet
    const heldUntilMs = performance.now() + 300
    while (performance.now() < heldUntilMs);
    return (await (await fetch(`${mock.url}/__mock/sessions/default/journal`)).json()) as Readonly<
      Record<'lateMs' | 'lateMaxMs', number>
    >
  }
  const { lateMs, lateMaxMs } = await until(page, seen => seen.lateMaxMs >= 200)
  t.ok(lateMs >= 0 && lateMs <= lateMaxMs, `${lateMs} of ${lateMaxMs}`)
})

t.test('with `before` the journal is paged from the newest entry on', async t => {
  const mock = await startMock(t)
  for (let i = 0; i < 5; i += 1) await mock.chat()
  const ids = (await mock.entries(5)).map(({ id }) => id).toReversed()
  const page = async (query: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(`${mock.url}/__mock/sessions/default/journal?${query}`, { headers })
    return { status: answer.status, body: JSON.parse(await answer.text()) }
  }
  const first = (await page('before=latest&limit=3')).body
  t.strictSame(
    first.entries.map(({ id }: { readonly id: string }) => id),
    ids.slice(0, 3),
  )
  const second = (await page(`before=${first.next}&limit=3`)).body
  t.strictSame(
    second.entries.map(({ id }: { readonly id: string }) => id),
    ids.slice(3),
  )
  t.equal(second.next, null)
  t.match(await page('before=yesterday'), {
    status: 400,
    body: { error: { message: /latest, or the id of an entry/ } },
  })
  for (const accept of ['application/x-ndjson', 'text/event-stream'])
    t.match(await page('before=latest', { accept }), { status: 400, body: { error: { message: /newest/ } } })
})
