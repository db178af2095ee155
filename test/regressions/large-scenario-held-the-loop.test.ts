// Wrong until 8d3ea82 (2026-11-27): the loop stood still while a scenario was read, for 0.3 s where it had 55 KB, and for seconds
// where it had 1 MB.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ask } from '../helpers/ask.ts'
import { startMock, type TestMock } from '../helpers/mock.ts'

const rules = (count: number, about = 'A test.') =>
  `about: ${about}\nrules:\n${Array.from({ length: count }, (_, i) => `  - name: r${i}\n    match: { endpoint: chat.completions, attempt: ${i + 1} }\n    error: 503\n`).join('')}`

const LARGE = 150
const indented = (text: string) => text.replaceAll(/^/gm, '  ')

const call = async (mock: TestMock, method: string, path: string, body: string) => {
  const answer = await fetch(`${mock.url}/__mock${path}`, {
    method,
    headers: { 'content-type': 'application/yaml' },
    body,
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

// one server for all that need no other, as each would begin a thread; no text comes twice, as it would not be read again
let started: Promise<TestMock> | undefined
const shared = (): Promise<TestMock> => {
  started ??= startMock(t)
  return started
}

for (const [what, method, path, body, status] of [
  ['put under a name', 'PUT', '/scenarios/large', rules(LARGE, 'Put.'), 200],
  ['checked', 'POST', '/check', rules(LARGE, 'Checked.'), 200],
  ['given to a new session', 'POST', '/sessions', `id: new\nscenario:\n${indented(rules(LARGE, 'New.'))}`, 201],
  ['given to a session', 'PUT', '/sessions/default/scenario', `scenario:\n${indented(rules(LARGE, 'Given.'))}`, 200],
] as const)
  t.test(`others are served while a large scenario is ${what}`, async t => {
    const mock = await shared()
    await mock.chat()
    let isOver = false
    const turns: number[] = []
    const asked = call(mock, method, path, body).finally(() => {
      isOver = true
    })
    while (!isOver) turns.push((await ask('GET', `${mock.url}/__mock/health`)).status)
    t.match(await asked, { status })
    t.same([...new Set(turns)], [200])
    // in one go it is two: one before, one behind
    t.ok(turns.length > 5, `${turns.length} served`)
  })

t.test('of two texts under one name the later one stays, however long the first takes', async t => {
  const mock = await shared()
  const first = call(mock, 'PUT', '/scenarios/mine', rules(LARGE, 'First.'))
  const second = call(mock, 'PUT', '/scenarios/mine', rules(1, 'Second.'))
  t.match(await Promise.all([first, second]), [{ status: 200 }, { status: 200 }])
  t.equal(mock.library.get('mine')?.about, 'Second.')
})

t.test('a scenario that is deleted while it is read is gone', async t => {
  const mock = await shared()
  const put = call(mock, 'PUT', '/scenarios/mine', rules(LARGE))
  await mock.reader.read({ kind: 'shown', text: rules(100) })
  const deleted = await fetch(`${mock.url}/__mock/scenarios/mine`, { method: 'DELETE' })
  t.match(await put, { status: 200 })
  t.equal(deleted.status, 204)
  t.equal(mock.library.get('mine'), undefined)
})

t.test('of two scenarios of a session the later one stays', async t => {
  const mock = await shared()
  const first = call(mock, 'PUT', '/sessions/default/scenario', `scenario:\n${indented(rules(LARGE, 'First.'))}`)
  const second = call(mock, 'PUT', '/sessions/default/scenario', 'scenario: brown-out')
  t.match(await Promise.all([first, second]), [{ status: 200 }, { status: 200 }])
  t.equal(mock.sessions.get('default')?.scenario.name, 'brown-out')
})

t.test('of two sessions of one id that are made at once there is one', async t => {
  const mock = await shared()
  const made = await Promise.all(
    [1, 2].map(() => call(mock, 'POST', '/sessions', `id: twice\nscenario:\n${indented(rules(LARGE, 'Twice.'))}`)),
  )
  t.same(made.map(({ status }) => status).sort(), [201, 409])
})

t.test('others are served while a large file is read again, and the last version stays', async t => {
  const folder = t.testdir({ 'mine.yaml': rules(1) })
  const file = join(folder, 'mine.yaml')
  const mock = await startMock(t, file, { watch: false, scenario: file })
  writeFileSync(file, rules(LARGE, 'Large.'))
  let isOver = false
  let turns = 0
  const { reader } = mock
  const read = reader.read.bind(reader)
  reader.read = source => {
    // the large one is what is read, and not taken over
    if (turns === 0) writeFileSync(file, rules(1, 'Last.'))
    turns += 1
    return read(source)
  }
  const large = mock.reloadAll().finally(() => {
    isOver = true
  })
  while (mock.library.get('mine')?.about === 'A test.' && !isOver) {
    if (turns > 0) turns += 1
    await new Promise(resolve => setImmediate(resolve))
  }
  await mock.reloadAll()
  await large
  t.ok(turns > 5, `${turns} turns`)
  t.equal(mock.library.get('mine')?.about, 'Last.')
  rmSync(file)
})
