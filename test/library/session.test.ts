import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { connect, type Mock, type Scenario, ScenarioError, type Session, startMock, UsageError } from '#src/index'
import { serveHere } from '../helpers/cli.ts'

const post = async ({ openaiBaseUrl }: Session): Promise<number> => {
  const answer = await fetch(`${openaiBaseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"Hello"}]}',
  })
  await answer.text()
  return answer.status
}

const firstTwo: Scenario = { about: 'Two are refused.', rules: [{ name: 'first two', times: 2, error: 503 }] }

const closing = (t: Test, mock: Mock): Mock => {
  t.teardown(() => mock.close())
  return mock
}

/** The same mock here and elsewhere: by `startMock`, with TLS, and by `connect` to one that has a token. */
const ways: Readonly<Record<string, (t: Test) => Promise<Mock>>> = {
  here: () => startMock(),
  'on all addresses': () => startMock({ host: '0.0.0.0' }),
  elsewhere: async t => {
    const { url } = await serveHere(t, ['--control-token', 'sesame'])
    return connect(`${url}/`, { token: 'sesame' })
  },
}

for (const [way, open] of Object.entries(ways))
  t.test(`a mock ${way} has sessions that know nothing of each other, and all their methods`, async t => {
    const mock = await open(t)
    t.teardown(() => mock.close())
    t.equal(mock.port, Number(new URL(mock.url).port))
    const one = await mock.session({ scenario: firstTwo, seed: 3, speed: 60 })
    const other = await mock.session()
    t.match(one.url, `${mock.url}/session/`)
    t.same([await post(one), await post(other), await post(mock)], [503, 200, 200])
    for (const session of [one, other, mock]) await session.verify({ count: 1, within: '10s' })
    t.match(await one.journal({ status: 503 }), [{ status: 503, rule: 'first two', session: one.id }])
    t.same(await one.journal({ status: 200 }), [])
    t.equal((await other.journal()).length, 1)
    t.match(await one.verdict(), { session: one.id, result: /^(PASS|FAIL|INCONCLUSIVE)$/ })
    await one.outcome({ ok: false, note: 'gave up' })
    await one.advance(60_000)
    await one.advance('1m')
    const state = (await (
      await fetch(`${mock.url}/__mock/sessions/${one.id}`, {
        headers: { authorization: `Bearer ${one.env.GROQ_MOCK_CONTROL_TOKEN}` },
      })
    ).json()) as { clock: { sessionMs: number; speed: number }; seed: number }
    t.match(state, { seed: 3, clock: { speed: 60 } })
    t.ok(state.clock.sessionMs >= 120_000)
    await one.reset()
    t.same(await one.journal(), [])
    t.equal(await post(one), 503, 'its counters are reset')
    await one.use('status-498')
    t.equal(await post(one), 498)
    await one.use({ about: 'Another.', rules: [{ error: 422 }] })
    t.equal(await post(one), 422)
    await t.rejects(one.use({ about: 'x', rules: [{ eror: 422 }] } as unknown as Scenario), {
      name: 'ScenarioError',
      message: /^rules\[0\]\.eror: error: /,
    })
    await t.rejects(mock.session({ scenario: { rules: [] } as unknown as Scenario }), ScenarioError)
    await t.rejects(one.verify({ match: { status: 200 } }), {
      name: 'AssertionError',
      message: /^0 of 3 entries match; expected at least 1\.\n {2}req_\w+: POST .* → 422 .*; but not status: 200$/s,
    })
    t.match(one.env, {
      GROQ_BASE_URL: one.url,
      OPENAI_BASE_URL: one.openaiBaseUrl,
      GROQ_API_KEY: /^gsk_/,
      OPENAI_API_KEY: /^gsk_/,
      GROQ_MOCK_SESSION: one.id,
      GROQ_MOCK_URL: mock.url,
    })
    await one.close()
    await one.close()
    t.equal(await post(one), 410, 'it is gone')
    await t.rejects(one.journal(), {
      name: 'UsageError',
      message: `The session ${one.id} is closed; nothing can be asked of it any more.`,
    })
    await mock.close()
    await mock.close()
    await other.close()
    await t.rejects(mock.journal(), { name: 'UsageError', message: /is closed/ })
    await t.rejects(mock.session(), {
      message: `The mock at ${mock.url} is closed; start another with startMock, or connect to one.`,
    })
  })

t.test('a mock and its sessions can be disposed of', async t => {
  const mock = await startMock({ scenario: 'outage' })
  const session = await mock.session({ scenario: 'steady-state' })
  t.same([await post(mock), await post(session)], [503, 200])
  await session[Symbol.asyncDispose]()
  t.equal(await post(session), 410)
  await mock[Symbol.asyncDispose]()
  await t.rejects(fetch(mock.url))
})

t.test('a mock with TLS is asked as any other', async t => {
  const mock = closing(t, await startMock({ tls: true }))
  const session = await mock.session({ scenario: 'outage' })
  t.match(session.url, /^https:/)
  t.same(await session.journal(), [])
  const ca = mock.ca ?? ''
  const again = closing(t, await connect(mock.url, { ca }))
  t.same(await again.journal(), [])
})

t.test('a journal of many pages is whole', async t => {
  const mock = closing(t, await startMock())
  const many = 1005
  for (let i = 0; i < many; i += 1) await (await fetch(`${mock.openaiBaseUrl}/models`)).text()
  await mock.verify({ count: many, within: '10s' })
  const entries = await mock.journal()
  t.equal(new Set(entries.map(({ id }) => id)).size, many)
})

t.test('whoever is closed leaves the server of others as it is, without the sessions it made', async t => {
  const { url } = await serveHere(t)
  const mock = await connect(url)
  const session = await mock.session()
  await mock.close()
  t.equal(await post(session), 410)
  t.equal((await fetch(`${url}/openai/v1/models`)).status, 200)
})

/** Something else that answers with this. */
const answering = async (t: Test, status: number, body: unknown): Promise<string> => {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  t.teardown(() => {
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

t.test('a server that is not the right one is told in a sentence', async t => {
  const closed = (await serveHere(t, ['--control-token', 'sesame'])).url
  const off = (await serveHere(t, ['--no-control'])).url
  const older = await answering(t, 200, { status: 'ok', version: '0.0.1' })
  const rows: readonly (readonly [url: string, says: RegExp])[] = [
    [
      'http://127.0.0.1:1',
      /^No groq-mock answers at http:\/\/127\.0\.0\.1:1 \(ECONNREFUSED\)\. Start one with groq-mock serve, or give connect its address\.$/,
    ],
    [await answering(t, 404, {}), /^The server at .* is not groq-mock: it answered GET \/__mock\/health with 404\.$/],
    [await answering(t, 200, { status: 'ok' }), /^The server at .* is not groq-mock/],
    [
      older,
      /^The server at .* is groq-mock 0\.0\.1 and this library is \d+\.\d+\.\d+: take the same version of both, or /,
    ],
    [closed, /needs its token: .* Give it to connect: connect\(url, \{ token \}\)/],
    [off, /has no GET \/__mock\/sessions\/default/],
  ]
  for (const [url, says] of rows) {
    const error = await connect(url).catch(reason => reason)
    t.ok(error instanceof UsageError, `${error}`)
    t.match(error.message, says)
    t.notMatch(error.message, '\n')
  }
  await t.resolves(connect(older, { anyVersion: true }))
})

t.test('without a URL it is the one of the environment', async t => {
  const { url } = await serveHere(t, ['--control-token', 'sesame'])
  t.teardown(() => {
    delete process.env.GROQ_MOCK_URL
    delete process.env.GROQ_MOCK_CONTROL_TOKEN
  })
  Object.assign(process.env, { GROQ_MOCK_URL: url, GROQ_MOCK_CONTROL_TOKEN: 'sesame' })
  const mock = closing(t, await connect())
  t.equal(mock.url, url)
})
