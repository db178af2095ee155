import t from 'tap'
import { chatBody, startMock } from '../helpers/mock.ts'

t.test('fifty sessions at once on one server do not see each other', async t => {
  const mock = await startMock(t)
  const statuses = await Promise.all(
    Array.from({ length: 50 }, async (_, worker) => {
      const base = `/scenario/rate-limited/session/worker-${worker}`
      const seen: number[] = []
      for (let i = 0; i < 4; i += 1) seen.push((await mock.chat({ base })).status)
      return seen
    }),
  )
  for (const seen of statuses) t.same(seen, [429, 429, 200, 200])
  t.equal((await mock.entries(4, 'worker-17')).length, 4)
})

t.test(
  'equal requests to equal sessions get equal content, whatever the session is called and whoever asks',
  async t => {
    const mock = await startMock(t)
    const said = async (base: string, key: string) => {
      const answer = (await (await mock.chat({ base, headers: { authorization: `Bearer ${key}` } })).json()) as Record<
        string,
        unknown
      > & {
        usage: { total_tokens: number }
        x_groq: { seed: number }
      }
      const { id: _id, created: _created, usage, x_groq, ...rest } = answer
      return { ...rest, seed: x_groq.seed, total: usage.total_tokens }
    }
    t.same(await said('/session/a', 'gsk_one'), await said('/session/b', 'gsk_two'))
  },
)

t.test('a run that is repeated after a reset gets the same luck', async t => {
  const mock = await startMock(t, { rules: [{ share: '50%', error: 503 }] })
  const run = async () => {
    const seen: number[] = []
    for (let i = 0; i < 30; i += 1) seen.push((await mock.chat({ body: chatBody({ user: `u${i}` }) })).status)
    return seen
  }
  const first = await run()
  t.ok(first.includes(200) && first.includes(503), 'the share is neither none nor all')
  await fetch(`${mock.url}/__mock/sessions/default/reset`, { method: 'POST' })
  t.same(await run(), first)
  const reversed: number[] = []
  await fetch(`${mock.url}/__mock/sessions/default/reset`, { method: 'POST' })
  for (let i = 29; i >= 0; i -= 1) reversed.unshift((await mock.chat({ body: chatBody({ user: `u${i}` }) })).status)
  t.same(reversed, first, 'in whatever order they come')
})

t.test('a header wins over the base URL, the base URL over the server', async t => {
  const mock = await startMock(t, 'outage')
  t.equal((await mock.chat()).status, 503)
  t.equal((await mock.chat({ base: '/scenario/expired-key' })).status, 401)
  t.equal(
    (await mock.chat({ base: '/scenario/expired-key', headers: { 'x-mock-scenario': 'steady-state' } })).status,
    200,
  )
  t.equal(
    (await mock.chat({ headers: { 'x-mock-status': '498', 'x-mock-session': 'mine' } })).statusText,
    'Flex Tier Capacity Exceeded',
  )
})

t.test('a wrong name is an answer that lists the right ones', async t => {
  const mock = await startMock(t)
  const answer = await mock.chat({ base: '/scenario/rate-limted' })
  t.equal(answer.status, 404)
  t.match(await answer.json(), {
    error: {
      message: /^There is no scenario "rate-limted"\. Did you mean "rate-limited"\? There are: .*steady-state/,
      code: 'mock_unknown_scenario',
    },
  })
  t.match(await mock.lastEntry(), { session: 'default', status: 404 })
})

t.test('x-mock-retry-after moves header, text and numbers together', async t => {
  const mock = await startMock(t)
  for (const [wait, header, text] of [
    ['2', '2', /Limit 150000, Used 154994, Requested 6\. Please try again in 2s\./],
    ['0.25', '1', /Limit 150000, Used 150619, Requested 6\. Please try again in 250ms\./],
    ['90', '90', /Limit 150000, Used 374994, Requested 6\. Please try again in 1m30s\./],
  ] as const) {
    const answer = await mock.chat({ headers: { 'x-mock-status': '429', 'x-mock-retry-after': wait } })
    t.equal(answer.headers.get('retry-after'), header)
    t.match(((await answer.json()) as { error: { message: string } }).error.message, text)
  }
})
