import t from 'tap'
import type { JudgedSession } from '#src/control/judge-session'
import { startMock, type TestMock } from '../helpers/mock.ts'

const SCENARIO = {
  rules: [{ name: 'first', match: { method: 'POST' }, times: 1, error: { status: 429, retryAfter: '60s' } }],
  expect: { finally: 'success', honoursRetryAfter: true },
}

const ask = (mock: TestMock, accept?: string, path = '/sessions/default/verdict') =>
  fetch(`${mock.url}/__mock${path}`, accept === undefined ? {} : { headers: { accept } })

const declare = async (mock: TestMock, body: unknown) => {
  const answer = await fetch(`${mock.url}/__mock/sessions/default/outcome`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const told = (await answer.json()) as { error?: { message: string } }
  return [answer.status, told.error?.message ?? told] as const
}

const attempts = async (mock: TestMock, many: number): Promise<void> => {
  for (let i = 0; i < many; i += 1) {
    await (await mock.chat({ headers: { 'x-stainless-retry-count': `${i}` } })).text()
    await mock.entries(i + 1)
  }
}

t.test('an idle session is INCONCLUSIVE, and a client that comes too early fails by entry and line', async t => {
  const mock = await startMock(t, SCENARIO)
  const idle = (await (await ask(mock)).json()) as JudgedSession
  t.match(idle, { result: 'INCONCLUSIVE', reasons: [/^No request came/], trial: { session: 'default' } })
  await attempts(mock, 2)
  const judged = (await (await ask(mock)).json()) as JudgedSession
  const ids = (await mock.entries(2)).map(({ id }) => id)
  t.match(judged, {
    result: 'FAIL',
    scenario: 'inline',
    findings: [{ id: 'retry-after-ignored', severity: 'FAIL', certainty: 'certain' }],
    facts: { evicted: 0, underWay: 0, spoken: { first: 1 }, lateMs: Number },
  })
  t.same(
    judged.findings[0]?.evidence.map(({ entry }) => entry),
    ids,
  )
  const broken = judged.expectations.find(({ met }) => met === false)
  t.match(broken, { key: 'honoursRetryAfter', place: /^inline:\d+$/ })
})

t.test('Accept chooses text, Markdown, HTML or JUnit', async t => {
  const mock = await startMock(t, SCENARIO)
  await attempts(mock, 2)
  const seen = async (accept: string) => {
    const answer = await ask(mock, accept)
    return [answer.headers.get('content-type'), await answer.text()] as const
  }
  t.match(await seen('text/plain'), [
    'text/plain; charset=utf-8',
    /^FAIL: scenario inline, session default: 1 call in 2 requests\.\n/,
  ])
  t.match(await seen('text/html;q=0.1, text/markdown;q=0.9, */*;q=0.8'), [
    'text/markdown; charset=utf-8',
    /^## FAIL\n[\s\S]*\*\*FAIL retry-after-ignored\*\*/,
  ])
  for (const type of ['application/xml', 'application/junit+xml', 'text/xml'])
    t.match(await seen(type), [
      `${type}; charset=utf-8`,
      /<testsuite name="groq-mock\.inline" tests="\d+" failures="3" errors="0"/,
    ])
  t.match(await seen('text/html, */*'), ['text/html; charset=utf-8', /^<!doctype html>[\s\S]*FAIL retry-after-ignored/])
  t.match(await seen('image/png, */*'), [/^application\/json/])
  t.match(await seen('text/markdown;q=0.9, */*'), [/^application\/json/], 'anything is wanted more')
  t.match(await seen('image/png'), [/^application\/json/], 'what there is none of')
  t.equal((await ask(mock, 'text/plain')).headers.get('vary'), 'accept')
})

t.test('a request that is still open, and one that declares, are in the verdict', async t => {
  const mock = await startMock(t, { rules: [{ match: { says: 'Hang' }, fault: 'hang' }] })
  await (await mock.chat({ headers: { 'x-mock-call': 'mine' } })).text()
  await mock.entries(1)
  t.same(await declare(mock, { call: 'mine', ok: true, note: 'fine' }), [200, { call: 'mine', ok: true, note: 'fine' }])
  t.match(await (await ask(mock)).json(), { result: 'PASS', calls: [{ id: 'mine', declared: true }] })
  const ended = new AbortController()
  const body = { model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hang' }] }
  const open = mock.chat({ body, signal: ended.signal }).catch(() => {})
  await mock.decided(2)
  t.match(await (await ask(mock)).json(), { result: 'INCONCLUSIVE', reasons: [/^1 request of it is still open/] })
  ended.abort()
  await open
  await mock.entries(2)
  t.match(await (await ask(mock)).json(), { facts: { underWay: 0 } })
  await fetch(`${mock.url}/__mock/sessions/default/reset`, { method: 'POST' })
  t.match(await (await ask(mock)).json(), { result: 'INCONCLUSIVE', facts: { declared: [] } })
})

t.test('a declaration that means nothing is told, with what was meant', async t => {
  const mock = await startMock(t)
  t.match(await declare(mock, { call: 'call-1', ok: true }), [404, /nothing of it is in the journal yet/])
  await (await mock.chat()).text()
  await mock.entries(1)
  t.match(await declare(mock, { call: 'cal-1', ok: true }), [404, /has no call "cal-1"\. Did you mean "call-1"\?/])
  t.match(await declare(mock, { okay: true }), [400, /"okay"/])
  t.match(await declare(mock, { ok: 'yes' }), [400, /expected true where the application got what it wanted/])
  t.match(await declare(mock, { ok: false }), [200, { call: null, ok: false, note: null }])
})

t.test('a verdict on nobody, and one that is asked for in a way that does not exist, are refused', async t => {
  const mock = await startMock(t)
  const refused = async (path: string) => {
    const answer = await ask(mock, undefined, path)
    return [answer.status, ((await answer.json()) as { error: { message: string } }).error.message]
  }
  t.match(await refused('/sessions/nobody/verdict'), [404, /There is no session "nobody"/])
  t.match(await refused('/sessions/default/verdict?strct=1'), [400, /takes no "strct"\. Did you mean "strict"\?/])
  t.match(await refused('/sessions/default/verdict?strict=maybe'), [400, /strict is "maybe"; expected true or false/])
})

t.test('a WARN fails where strict is asked for', async t => {
  const mock = await startMock(t, { rules: [{ error: 503 }] })
  await (await mock.chat()).text()
  await mock.entries(1)
  t.match(await (await ask(mock)).json(), { result: 'PASS', findings: [{ id: 'gave-up-early', severity: 'WARN' }] })
  t.match(await (await ask(mock, undefined, '/sessions/default/verdict?strict=true')).json(), { result: 'FAIL' })
})

t.test('a long verdict lets others have their turn', async t => {
  const mock = await startMock(t, 'steady-state', { keepBodies: false })
  await (await mock.chat()).text()
  const [entry] = await mock.entries(1)
  if (!entry) throw new Error('there is no entry')
  for (let i = 0; i < 4000; i += 1) mock.journal.add({ ...entry, id: `e${i}`, call: `c${i}`, offsetMs: i })
  let turns = 0
  let isOver = false
  const count = (): void => {
    turns += 1
    if (!isOver) setImmediate(count)
  }
  const judging = ask(mock).then(answer => answer.json())
  setImmediate(count)
  t.match(await judging, { counts: { calls: 4001 } })
  isOver = true
  t.ok(turns > 20, `${turns} turns`)
})
