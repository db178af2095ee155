import { pino } from 'pino'
import t from 'tap'
import { serveHere } from '../helpers/cli.ts'
import { startFrozen } from '../helpers/frozen.ts'
import { chatBody, startMock, type TestMock } from '../helpers/mock.ts'
import { inTime, until } from '../helpers/until.ts'

const json = { 'content-type': 'application/json' }

const post = (url: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  fetch(url, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) })

interface Made {
  readonly id: string
  readonly baseUrl: string
  readonly openaiBaseUrl: string
}

const make = async (url: string, order: object = {}): Promise<Made> =>
  (await (await post(`${url}/__mock/sessions`, order)).json()) as Made

const ask = async (openaiBaseUrl: string, headers: Readonly<Record<string, string>> = {}) => {
  const answer = await post(`${openaiBaseUrl}/chat/completions`, chatBody(), headers)
  return { status: answer.status, body: (await answer.json()) as { readonly error: { readonly message: string } } }
}

/** Every control call on a session. */
const controlCalls: readonly (readonly [method: string, path: string, body?: object])[] = [
  ['GET', ''],
  ['DELETE', ''],
  ['POST', '/reset'],
  ['PUT', '/scenario', { scenario: 'outage' }],
  ['POST', '/clock', { advance: '1s' }],
  ['GET', '/limits'],
  ['GET', '/journal'],
  ['DELETE', '/journal'],
  ['GET', '/journal/req_x/explain'],
  ['POST', '/verify', {}],
]

const refusals = async (url: string, id: string): Promise<ReadonlySet<string>> => {
  const seen = new Set<string>()
  for (const [method, path, body] of controlCalls) {
    const answer = await fetch(`${url}/__mock/sessions/${id}${path}`, {
      method,
      ...(body ? { headers: json, body: JSON.stringify(body) } : {}),
    })
    const { error } = (await answer.json()) as {
      readonly error: Readonly<Record<'message' | 'type' | 'code' | 'why', string>>
    }
    seen.add(`${answer.status} ${error.type} ${error.code} ${error.why}: ${error.message}`)
  }
  return seen
}

const sessionsOf = async ({ url }: Pick<TestMock, 'url'>) =>
  (await (await fetch(`${url}/__mock/sessions`)).json()) as {
    readonly sessions: readonly { readonly id: string; readonly madeBy: string; readonly missing: object }[]
    readonly most: number
    readonly gone: object
  }

t.test(
  'a deleted session answers 410 under its base URL, its header and every control call, and is not made anew',
  async t => {
    for (const order of [{ scenario: 'outage' }, { id: 'mine', scenario: 'outage' }]) {
      const mock = await startMock(t)
      const made = await make(mock.url, order)
      t.equal((await ask(made.openaiBaseUrl)).status, 503)
      t.equal((await fetch(`${mock.url}/__mock/sessions/${made.id}`, { method: 'DELETE' })).status, 204)
      const says = new RegExp(
        `Session "${made.id}" is gone: it was deleted at .*Make another: POST /__mock/sessions\\.`,
      )
      const named = `${mock.url}/session/${made.id}/openai/v1`
      for (const [url, headers] of [
        [made.openaiBaseUrl, {}],
        [named, {}],
        [`${mock.url}/openai/v1`, { 'x-mock-session': made.id }],
        [`${mock.url}/scenario/outage/session/${made.id}/openai/v1`, {}],
        // what is gone is told before what else is wrong
        [`${mock.url}/scenario/nothing/session/${made.id}/openai/v1`, {}],
        [named, { 'x-mock-status': '200' }],
      ] as const)
        t.match(
          await ask(url, headers),
          { status: 410, body: { error: { code: 'mock_session_gone', message: says } } },
          url,
        )
      const told = await refusals(mock.url, made.id)
      t.equal(told.size, 1, 'all control calls say the same')
      t.match([...told][0], new RegExp(`^410 control_error mock_session_gone deleted: ${says.source}`))
      t.same(
        (await sessionsOf(mock)).sessions.map(({ id }) => id),
        ['default'],
      )
      const entries = await mock.entries(6)
      t.ok(entries.every(({ status, session, call }) => status === 410 && session === 'default' && call === 'none'))
      t.match(entries[0]?.because, new RegExp(`^session ${made.id} is gone: deleted: 410`))
    }
  },
)

t.test('an expired session says that it expired, by its own ttl', async t => {
  const mock = await startFrozen(t, 'steady-state')
  const { body } = await mock.control('POST', '/sessions', { ttl: '10m' })
  const base = `/session/${body.id}`
  t.equal((await mock.chat({}, {}, base)).status, 200)
  await mock.clock.advance(600_001)
  t.match(await mock.chat({}, {}, base), {
    status: 410,
    body: { error: { message: /it expired at .*nobody had used it for 10m/ } },
  })
  t.match(await mock.control('GET', `/sessions/${body.id}`), {
    status: 410,
    body: { error: { message: /it expired at/ } },
  })
  t.match((await mock.control('GET', '/sessions')).body, { gone: { expired: 1, evicted: 0 } })
})

t.test('one that is evicted at the limit says so; the log has one line, and the list counts', async t => {
  const lines: string[] = []
  const mock = await startMock(
    t,
    'steady-state',
    { sessions: 3 },
    pino({ level: 'warn' }, { write: line => lines.push(line) }),
  )
  const made = await make(mock.url)
  for (let i = 0; i < 20; i += 1) await mock.chat({ base: `/session/w${i}` })
  t.match(await ask(made.openaiBaseUrl), {
    status: 410,
    body: { error: { message: /it was evicted at .*there may be 3 \(--sessions\)/ } },
  })
  t.match(await sessionsOf(mock), { most: 3, gone: { evicted: 19, expired: 0, deleted: 0, beganAnew: 0 } })
  t.same(
    lines.map(line => JSON.parse(line).msg.slice(0, 40)),
    ['there is no room for more sessions (--se', 'a request came for one that is not here.'],
  )
})

t.test('one that a client named is made anew after it was evicted, and tells that something is missing', async t => {
  const mock = await startMock(t, 'steady-state', { sessions: 2 })
  await mock.chat({ base: '/session/w' })
  await mock.chat({ base: '/session/other' })
  t.match(await (await fetch(`${mock.url}/__mock/sessions/w`)).json(), {
    error: { message: /There is no session "w"\..* The last one of this name is gone: it was evicted at / },
  })
  t.equal((await mock.chat({ base: '/session/w' })).status, 200)
  t.match(
    (await mock.lastEntry('w')).because,
    /^session w begins anew: the last one of this name is gone, it was evicted at /,
  )
  const shown = async () => (await sessionsOf(mock)).sessions.find(({ id }) => id === 'w')
  t.match(await shown(), { madeBy: 'request', missing: { sessionsEvicted: 1, sessionsExpired: 0, entriesEvicted: 0 } })
  t.match(await sessionsOf(mock), { gone: { evicted: 2, beganAnew: 1 } })
  await mock.chat({ base: '/session/w' })
  t.notMatch((await mock.entries(2, 'w'))[1]?.because, /begins anew/)
  await fetch(`${mock.url}/__mock/sessions/w/reset`, { method: 'POST' })
  t.match(await shown(), { missing: { sessionsEvicted: 0 } }, 'who starts over misses nothing')
})

t.test('entries that the full journal dropped are told of their session', async t => {
  const mock = await startMock(t, 'steady-state', { journalBytes: 5000 })
  for (let i = 0; i < 10; i += 1) await mock.chat()
  await mock.entries(2)
  const [shown] = (await sessionsOf(mock)).sessions
  const held = mock.journal.count('default')
  t.ok(held < 10)
  t.same(shown?.missing, { sessionsEvicted: 0, sessionsExpired: 0, entriesEvicted: 10 - held })
})

t.test('after a restart the base URLs of before are answered 404, and none of their sessions is made', async t => {
  const before = await serveHere(t)
  const own = await make(before.url, { scenario: 'outage' })
  const named = await make(before.url, { id: 'mine', scenario: 'outage' })
  const after = await serveHere(t)
  const there = (url: string) => url.replace(before.url, after.url)
  for (const [{ id, openaiBaseUrl }, says] of [
    [
      own,
      /it was made at .*Z by another process\. Either the server was started again since, and a restart loses all sessions/,
    ],
    [named, /it was made by another process/],
  ] as const) {
    const seen = await ask(there(openaiBaseUrl))
    t.match(seen, { status: 404, body: { error: { code: 'mock_session_gone', message: says } } }, id)
    t.match(seen.body.error.message, `Session "${id}" is gone`)
  }
  const told = await refusals(after.url, own.id)
  t.equal(told.size, 1)
  t.match([...told][0], /^404 control_error mock_session_gone of another process: Session .* by another process/)
  t.same(
    (await sessionsOf(after)).sessions.map(({ id }) => id),
    ['default'],
  )
  const journal = (await (await fetch(`${after.url}/__mock/sessions/default/journal`)).json()) as {
    readonly entries: readonly { readonly because: string }[]
  }
  t.match(journal.entries[0]?.because, /is gone: of another process: 404/)
  t.match(after.stdout(), /a request came for one that is not here/)

  const again = await make(after.url, { id: 'mine', scenario: 'expired-key' })
  t.equal((await ask(again.openaiBaseUrl)).status, 401)
  t.equal((await ask(there(named.openaiBaseUrl))).status, 404, 'one of this name is here, but it is another')
})

t.test('what a client names by itself is made on first use, whatever its name looks like', async t => {
  const mock = await startMock(t)
  for (const name of ['s-1', 's-abcdef', 's-abcdef-123', 'S-ABCDEF-01KB1CQ2ZK3V4W5X6Y7Z8A9B0C'])
    t.equal((await mock.chat({ base: `/session/${name}` })).status, 200, name)
})

t.test('a deleted session can be made again under its name, and then it is served', async t => {
  const mock = await startMock(t)
  const { openaiBaseUrl, id } = await make(mock.url, { id: 'w', scenario: 'outage' })
  await fetch(`${mock.url}/__mock/sessions/${id}`, { method: 'DELETE' })
  t.equal((await ask(openaiBaseUrl)).status, 410)
  await make(mock.url, { id: 'w', scenario: 'expired-key' })
  t.equal((await ask(openaiBaseUrl)).status, 401)
})

t.test('a preflight for a session that is gone is answered, so that the page can read why', async t => {
  const mock = await startMock(t)
  const { id, openaiBaseUrl } = await make(mock.url)
  await fetch(`${mock.url}/__mock/sessions/${id}`, { method: 'DELETE' })
  const origin = 'http://localhost:3000'
  const preflight = await fetch(`${openaiBaseUrl}/chat/completions`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  })
  t.equal(preflight.status, 204)
  const answer = await post(`${openaiBaseUrl}/chat/completions`, chatBody(), { origin })
  t.match([answer.status, answer.headers.get('access-control-allow-origin')], [410, '*'])
})

t.test('a name with something else behind ~ than a mark is refused as a name', async t => {
  const mock = await startMock(t)
  for (const name of ['w~', 'w~abc', 'w~ABCDEF', '~abcdef', 'w~abcdef~abcdef', 'w~abcdefg'])
    t.match(
      await ask(`${mock.url}/session/${name}/openai/v1`),
      { status: 400, body: { error: { message: /The session .* is not valid/ } } },
      name,
    )
})

/** Follows a journal until the stream ends. */
const followed = async (url: string, id: string): Promise<() => Promise<string>> => {
  const answer = await fetch(`${url}/__mock/sessions/${id}/journal`, { headers: { accept: 'text/event-stream' } })
  return () => inTime(answer.text())
}

t.test('a follower of a session that goes is told why, and left', async t => {
  const mock = await startMock(t, 'steady-state', { sessions: 3 })
  const { id } = await make(mock.url)
  const text = await followed(mock.url, id)
  await until(() => mock.journal.listeners === 1)
  await fetch(`${mock.url}/__mock/sessions/${id}/reset`, { method: 'POST' })
  await mock.chat({ base: `/session/${id}` })
  await until(() => mock.journal.count(id) === 1)
  await fetch(`${mock.url}/__mock/sessions/${id}`, { method: 'DELETE' })
  t.match(await text(), /event: entry[\s\S]*\n: Session "s-.*" is gone: it was deleted at .*The stream ends here\n\n$/)

  await mock.chat({ base: '/session/w' })
  const used = await followed(mock.url, 'w')
  for (const other of ['x', 'y']) await mock.chat({ base: `/session/${other}` })
  t.match(await used(), /\n: The last one of this name is gone: it was evicted at .*The stream ends here\n\n$/)

  const deleted = await followed(mock.url, 'y')
  await fetch(`${mock.url}/__mock/sessions/y`, { method: 'DELETE' })
  t.match(await deleted(), /\n: Session "y" is gone: it was deleted\. The stream ends here\n\n$/)
  t.equal(mock.journal.listeners, 0)
})

t.test(
  'whoever waits in verify for a session that goes is answered at once, not with a count of what is left',
  async t => {
    const mock = await startMock(t)
    const { id } = await make(mock.url)
    await mock.chat({ base: '/session/w' })
    for (const [name, status, says] of [
      [id, 410, /is gone: it was deleted at/],
      ['w', 404, /Session "w" is gone: it was deleted\./],
    ] as const) {
      const verified = post(`${mock.url}/__mock/sessions/${name}/verify`, { count: { min: 5 }, within: '60s' })
      await until(() => mock.journal.listeners === 1)
      await fetch(`${mock.url}/__mock/sessions/${name}`, { method: 'DELETE' })
      const answer = await inTime(verified)
      t.equal(answer.status, status)
      t.match(await answer.json(), { error: { message: says } })
    }
  },
)

t.test('a session that was named by a secret is gone under that name too', async t => {
  const mock = await startMock(t)
  const secret = 'gsk_0123456789abcdefghij'
  const { id, baseUrl } = await make(mock.url, { id: secret })
  t.match(id, /^hidden-[0-9a-f]{10}$/)
  await fetch(`${mock.url}/__mock/sessions/${id}`, { method: 'DELETE' })
  for (const name of [secret, id]) {
    const answer = await fetch(`${mock.url}/__mock/sessions/${name}`)
    t.equal(answer.status, 410, name)
    t.match(await answer.json(), { error: { code: 'mock_session_gone' } })
  }
  t.equal((await ask(`${baseUrl}/openai/v1`)).status, 410)
  t.equal((await ask(`${mock.url}/session/${secret}/openai/v1`)).status, 410)
})
