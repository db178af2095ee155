import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { startMock, type TestMock } from '../helpers/mock.ts'

const call = async (mock: TestMock, method: string, path: string, body?: string | object) => {
  const answer = await fetch(`${mock.url}/__mock${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' } }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
}

const large = (name: string) => ({ about: `${name} ${'a'.repeat(20_000)}`, rules: [{ name, error: 503 }] })

/** Room for three that are large, in sessions or under names, where the text is kept as well. */
const small = { scenarioBytes: 90_000 }
const smallForNamed = { scenarioBytes: 155_000 }

const made = (mock: TestMock, id: string, scenario: object) => call(mock, 'POST', '/sessions', { id, scenario })

t.test('sessions that are made from equal scenarios share one, and others have their own', async t => {
  const mock = await startMock(t)
  for (const [id, name] of [
    ['a', 'x'],
    ['b', 'x'],
    ['c', 'y'],
  ] as const)
    t.equal((await made(mock, id, large(name))).status, 201)
  const [a, b, c] = ['a', 'b', 'c'].map(id => mock.sessions.get(id))
  t.equal(a?.scenario, b?.scenario)
  t.not(a?.scenario, c?.scenario)
  t.not(a?.counters, b?.counters)
})

t.test('equal scenarios take their room once', async t => {
  const mock = await startMock(t, 'steady-state', small)
  for (let i = 0; i < 20; i += 1) t.equal((await made(mock, `s${i}`, large('x'))).status, 201)
})

const REFUSED =
  /There is no room for this scenario: it takes about \d+ KiB in memory, and of the \d+ KiB that all may take .*\(--scenario-bytes\), \d+ KiB are taken\. Delete sessions .*\/__mock\/sessions\/ID\) or scenarios .*\/__mock\/scenarios\/NAME\)\./

t.test(
  'where scenarios that are given have no room, the next one is refused; whoever goes makes room for it',
  async t => {
    const mock = await startMock(t, 'steady-state', small)
    for (const name of ['a', 'b', 'c']) t.equal((await made(mock, name, large(name))).status, 201, name)
    for (const [method, path, body] of [
      ['POST', '/sessions', { id: 'd', scenario: large('d') }],
      ['PUT', '/scenarios/d', JSON.stringify(large('d'))],
      ['PUT', '/sessions/default/scenario', { scenario: large('d') }],
    ] as const) {
      const refused = await call(mock, method, path, body)
      t.equal(refused.status, 507, path)
      t.match(refused.body.error.message, REFUSED, path)
    }
    t.equal((await call(mock, 'GET', '/sessions/d')).status, 404, 'nothing was made')
    t.equal(
      (await call(mock, 'PUT', '/sessions/a/scenario', { scenario: large('d') })).status,
      200,
      'in the place of its own',
    )
    await call(mock, 'DELETE', '/sessions/a')
    t.equal((await made(mock, 'e', large('e'))).status, 201)
  },
)

t.test('one that takes more than all may is refused by itself', async t => {
  const mock = await startMock(t, 'steady-state', small)
  const refused = await made(mock, 'a', { about: 'a'.repeat(100_000) })
  t.equal(refused.status, 413)
  t.match(
    refused.body.error.message,
    /^The scenario takes about 102 KiB in memory, and all .* may take .* \(--scenario-bytes\)\.$/,
  )
})

t.test('sessions that have been idle for too long make room', async t => {
  const mock = await startMock(t, 'steady-state', { ...small, sessionTtlMs: 0 })
  for (let i = 0; i < 10; i += 1) t.equal((await made(mock, `s${i}`, large(`${i}`))).status, 201)
})

t.test('what is put again and again takes the room of one, whoever asked in between', async t => {
  const mock = await startMock(t, 'steady-state', smallForNamed)
  for (let i = 0; i < 20; i += 1) {
    t.equal((await call(mock, 'PUT', '/scenarios/mine', JSON.stringify(large(`rule ${i}`)))).status, 200)
    t.equal((await mock.chat({ headers: { 'x-mock-scenario': 'mine' } })).status, 503)
  }
  const entries = await mock.entries(20, 'mine')
  const explained = await Promise.all(
    [entries[0], entries[19]].map(entry => call(mock, 'GET', `/journal/${entry?.id}/explain`)),
  )
  t.same(explained[0]?.body.rules, [], 'of a scenario that is gone nothing more is known')
  t.match(explained[1]?.body.rules, [{ name: 'rule 19', spoke: 'decided' }])
})

t.test('a session that runs an older version of what was put keeps its room', async t => {
  const mock = await startMock(t, 'steady-state', smallForNamed)
  for (const [i, status] of [200, 200, 200, 507].entries()) {
    t.equal((await call(mock, 'PUT', '/scenarios/mine', JSON.stringify(large(`${i}`)))).status, status)
    if (status === 200) t.equal((await call(mock, 'POST', '/sessions', { id: `s${i}`, scenario: 'mine' })).status, 201)
  }
})

t.test('a scenario that was put can be deleted: what it had replaced is in use again, and there is room', async t => {
  const mock = await startMock(t, 'steady-state', smallForNamed)
  for (const name of ['outage', 'b', 'c'])
    t.equal((await call(mock, 'PUT', `/scenarios/${name}`, JSON.stringify(large(name)))).status, 200)
  for (const name of ['outage', 'b']) t.equal((await call(mock, 'DELETE', `/scenarios/${name}`)).status, 204)
  t.match((await call(mock, 'GET', '/scenarios/outage')).body, { origin: 'shipped', lastReload: null })
  t.equal((await call(mock, 'GET', '/scenarios/b')).status, 404)
  t.equal((await mock.chat({ headers: { 'x-mock-scenario': 'b' } })).status, 404)
  t.equal((await made(mock, 'd', large('d'))).status, 201)
})

const file = (t: Test): string => {
  const folder = mkdtempSync(join(tmpdir(), 'given-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'mine.yaml'), 'about: Mine.\nrules: [{ error: 503 }]\n')
  return join(folder, 'mine.yaml')
}

t.test('what was not put can not be deleted, and the answer says why', async t => {
  const mock = await startMock(t, file(t))
  for (const [name, status, message] of [
    [
      'mine',
      409,
      /^Scenario "mine" can't be deleted here, it is read from a file: delete that file\. Only what was put by PUT \/__mock\/scenarios\/mine can\.$/,
    ],
    ['outage', 409, /it ships with groq-mock/],
    ['status-503', 409, /it is made for its status/],
    ['outag', 404, /There is no scenario "outag"\. Did you mean "outage"\?/],
  ] as const) {
    const answer = await call(mock, 'DELETE', `/scenarios/${name}`)
    t.equal(answer.status, status, name)
    t.match(answer.body.error.message, message, name)
  }
})

t.test('the edit of a file takes the place of what was put, and its room', async t => {
  const path = file(t)
  const mock = await startMock(t, path, { ...smallForNamed, watch: false })
  for (let i = 0; i < 5; i += 1) {
    t.equal((await call(mock, 'PUT', '/scenarios/mine', JSON.stringify(large(`${i}`)))).status, 200)
    t.equal((await call(mock, 'PUT', `/scenarios/other`, JSON.stringify(large(`o${i}`)))).status, 200)
    writeFileSync(path, `about: Edit ${i}.\nrules: [{ error: 503 }]\n`)
    await mock.reloadAll()
  }
})

t.test('what is wrong under a name that there is not is told once and not remembered', async t => {
  const mock = await startMock(t)
  for (let i = 0; i < 5; i += 1) t.equal((await call(mock, 'PUT', `/scenarios/wrong-${i}`, 'eror: 1')).status, 400)
  t.same((await call(mock, 'GET', '/ready')).body.reloads, [])
  await call(mock, 'PUT', '/scenarios/outage', `about: Many.\nrules: [${'{ eror: 1 }, '.repeat(50)}]`)
  t.equal(
    (await call(mock, 'GET', '/ready')).body.reloads[0].diagnostics.length,
    10,
    'of others as many as anyone mends at once',
  )
})
