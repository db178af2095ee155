import t, { type Test } from 'tap'
import { documentedStatuses } from '../src/groq/errors.ts'
import { Library } from '../src/scenario/library.ts'
import { type ChatInit, chatBody, startMock, type TestMock } from './helpers/mock.ts'

const statuses = async (mock: TestMock, many: number, init: ChatInit = {}): Promise<number[]> => {
  const seen: number[] = []
  for (let i = 0; i < many; i += 1) seen.push((await mock.chat(init)).status)
  return seen
}

const errorOf = async (answer: Response) => ((await answer.json()) as { error: Record<string, string> }).error

/** What each shipped scenario gives, as its description promises. */
const promises: Readonly<Record<string, (t: Test, mock: TestMock) => Promise<void>>> = {
  'steady-state': async (t, mock) => {
    t.same(await statuses(mock, 5), [200, 200, 200, 200, 200])
  },
  'rate-limited': async (t, mock) => {
    const first = await mock.chat()
    t.equal(first.headers.get('retry-after'), '1')
    t.match(await errorOf(first), { type: 'tokens', code: 'rate_limit_exceeded', message: /Please try again in 1s\./ })
    t.equal((await fetch(`${mock.url}/openai/v1/models`)).status, 200, 'GET requests are not counted')
    t.same(await statuses(mock, 3), [429, 200, 200])
  },
  outage: async (t, mock) => {
    t.same(await statuses(mock, 3), [503, 503, 503])
    t.equal((await fetch(`${mock.url}/openai/v1/models`)).status, 503)
  },
  'flex-capacity': async (t, mock) => {
    const flex = await mock.chat({ body: chatBody({ service_tier: 'flex' }) })
    t.same([flex.status, flex.statusText, flex.headers.get('retry-after')], [498, 'Flex Tier Capacity Exceeded', null])
    t.equal((await errorOf(flex)).code, 'capacity_exceeded')
    t.same(await statuses(mock, 2), [200, 200])
  },
  'payload-too-large': async (t, mock) => {
    t.equal((await mock.chat({ body: chatBody({ user: 'x'.repeat(9000) }) })).status, 413)
    t.equal((await mock.chat()).status, 200)
  },
  'expired-key': async (t, mock) => {
    t.same(await statuses(mock, 2), [401, 401])
    t.equal((await fetch(`${mock.url}/openai/v1/models`)).status, 401)
    t.equal((await fetch(`${mock.url}/openai/v1/nothing`)).status, 404)
  },
  'retired-model': async (t, mock) => {
    const answer = await mock.chat()
    t.equal(answer.status, 400)
    t.match(await errorOf(answer), {
      code: 'model_decommissioned',
      message: /`openai\/gpt-oss-20b` has been decommissioned/,
    })
  },
  cancelled: async (t, mock) => {
    const leave = new AbortController()
    const asked = mock.chat({ signal: leave.signal }).catch(() => null)
    setTimeout(() => leave.abort(), 100)
    t.equal(await asked, null, 'nothing had come')
    t.match(await mock.lastEntry(), { status: 499, endedBy: 'client' })
  },
  'rolling-502': async (t, mock) => {
    t.same(await statuses(mock, 7), [200, 200, 502, 200, 200, 502, 200])
    await statuses(mock, 1)
    const page = await mock.chat()
    t.equal(page.headers.get('content-type'), 'text/html; charset=UTF-8')
    t.match(await page.text(), /<title>.*502.*Bad gateway/i)
  },
  'over-capacity': async (t, mock) => {
    t.same(await statuses(mock, 3), [503, 503, 200])
    const again = await mock.chat()
    t.match(await errorOf(again), {
      type: 'internal_server_error',
      message: /^openai\/gpt-oss-20b is currently over capacity/,
    })
  },
  flaky: async (t, mock) => {
    const seen = await Promise.all(
      Array.from({ length: 600 }, (_, i) =>
        mock.chat({ body: chatBody({ user: `u${i}` }) }).then(({ status }) => status),
      ),
    )
    const share = (status: number) => seen.filter(other => other === status).length / seen.length
    t.ok(Math.abs(share(503) - 0.1) < 0.05, `503: ${share(503)}`)
    t.ok(Math.abs(share(429) - 0.05) < 0.036, `429: ${share(429)}`)
    t.equal(share(200) + share(503) + share(429), 1)
  },
}

for (const { name } of new Library().all().filter(({ origin }) => origin === 'shipped')) {
  t.test(`the shipped scenario ${name} loads cleanly and does what it says`, async t => {
    const shelved = new Library().shelved(name)
    t.same(shelved?.reading.diagnostics, [])
    const promise = promises[name]
    if (!promise) throw new Error(`no test says what ${name} gives`)
    await promise(t, await startMock(t, name))
  })
}

t.test('there is a scenario for each documented status, and it gives that status on every endpoint', async t => {
  const mock = await startMock(t)
  for (const status of documentedStatuses) {
    const base = `/scenario/status-${status}`
    t.equal((await mock.chat({ base })).status, status)
    t.equal((await fetch(`${mock.url}${base}/openai/v1/models`)).status, status)
  }
})
