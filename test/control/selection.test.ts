import t from 'tap'
import { chatBody, startMock, type TestMock } from '../helpers/mock.ts'

const first = { rules: [{ name: 'first', times: 1, error: 429 }] }

const message = async (answer: Response): Promise<string> =>
  ((await answer.json()) as { error: { message: string } }).error.message

const rulesOf = ({ sessions }: TestMock, id: string) => {
  const counters = sessions.get(id)?.counters
  return counters && { matched: counters.matched, spoken: counters.spoken }
}

t.test('a base URL or a header chooses, and the answer says whose it was', async t => {
  const mock = await startMock(t)
  const rows: readonly (readonly [base: string, headers: Record<string, string>, status: number, session: string])[] = [
    ['', {}, 200, 'default'],
    ['/scenario/status-503', {}, 503, 'status-503'],
    ['/session/mine', {}, 200, 'mine'],
    ['/scenario/status-422/session/other', {}, 422, 'other'],
    ['', { 'x-mock-scenario': 'status-503' }, 503, 'status-503'],
    ['/scenario/status-422', { 'x-mock-scenario': 'status-503' }, 503, 'status-503'],
    ['/session/x', { 'x-mock-session': 'mine' }, 200, 'mine'],
    ['', { 'x-mock-status': '498' }, 498, 'default'],
    ['/scenario/status-422', { 'x-mock-status': '200' }, 200, 'status-422'],
  ]
  for (const [base, headers, status, session] of rows) {
    const answer = await mock.chat({ base, headers })
    t.equal(answer.status, status, base + JSON.stringify(headers))
    t.equal(answer.headers.get('x-mock-session'), session)
    t.match(answer.headers.get('x-mock-entry') ?? '', /^req_/)
  }
})

t.test('sessions of one scenario count apart from each other and from default', async t => {
  const mock = await startMock(t, first)
  for (const base of ['', '/scenario/inline', '/scenario/inline/session/one', '/session/two'])
    t.same([(await mock.chat({ base })).status, (await mock.chat({ base })).status], [429, 200], base)
})

t.test('an unknown scenario is a 404 with nearest and list, journaled in default, and moves nothing', async t => {
  const mock = await startMock(t, { rules: [{ name: 'first attempt', match: { attempt: 1 }, error: 429 }] })
  const body = chatBody()
  for (const ask of [
    { base: '/scenario/rate-limted' },
    { headers: { 'x-mock-scenario': 'rate-limted' } },
    { base: '/scenario/rate-limted/session/s' },
  ]) {
    const answer = await mock.chat({ ...ask, body })
    t.equal(answer.status, 404)
    const said = await message(answer)
    for (const part of ['"rate-limted"', 'Did you mean "rate-limited"?', 'steady-state']) t.match(said, part)
  }
  const entries = await mock.entries(3)
  for (const { status, rule, because } of entries) {
    t.same([status, rule], [404, null])
    t.notMatch(because, 'model-not-found', 'it is no model that is missing')
  }
  t.same(rulesOf(mock, 'default'), { matched: [0], spoken: [0] })
  t.same(
    mock.sessions.all().map(({ id }) => id),
    ['default'],
  )
  t.equal((await mock.chat({ body })).status, 429, 'the same request is the first attempt of its call in default')
})

t.test('a malformed choice is a 400, journaled in default, and moves nothing', async t => {
  const mock = await startMock(t, first)
  const choices = [
    { base: '/scenario/%zz' },
    { base: '/scenario/' },
    { base: '/session/a%20b' },
    { headers: { 'x-mock-session': 'a/b' } },
    { headers: { 'x-mock-status': '42' } },
    { headers: { 'x-mock-variant': 'x' } },
    { headers: { 'x-mock-status': '429', 'x-mock-variant': 'x' } },
    { headers: { 'x-mock-status': '429', 'x-mock-retry-after': 'soon' } },
    { headers: { 'x-mock-call': '' } },
  ]
  for (const choice of choices) {
    const answer = await mock.chat(choice)
    t.equal(answer.status, 400, JSON.stringify(choice))
    t.match(await answer.json(), { error: { type: 'invalid_request_error', code: 'mock_bad_selection' } })
  }
  t.equal((await mock.entries(choices.length)).length, choices.length)
  t.same(rulesOf(mock, 'default'), { matched: [0], spoken: [0] })
  t.equal(mock.sessions.all().length, 1)
})

t.test('a request for another scenario than its session has is a 400 with both names and how to switch', async t => {
  const mock = await startMock(t)
  t.equal((await mock.chat({ base: '/scenario/status-503/session/mine' })).status, 503)
  const other = await mock.chat({ base: '/scenario/flaky/session/mine' })
  t.equal(other.status, 400)
  const said = await message(other)
  for (const part of ['"mine"', '"status-503"', '"flaky"', 'PUT /__mock/sessions/mine/scenario']) t.match(said, part)
  t.match(await mock.entries(2, 'mine'), [{ status: 503 }, { status: 400 }], 'both are in its journal')
  t.same(rulesOf(mock, 'mine'), { matched: [1], spoken: [1] }, 'the refused one moved no counter')
})
