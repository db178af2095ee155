import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { settingsFrom } from '#src/settings'
import { openLibrary, scenarioFor, startServer } from '#src/start'
import { until } from '../helpers/until.ts'
import { watching } from '../helpers/watching.ts'

const gives = (status: number): string => `about: A test.\nrules: [{ error: ${status} }]\n`
const replies = 'about: A test.\nrules: [{ reply: { file: page.txt } }]\n'

interface Begun {
  readonly scenario?: string
  readonly watch?: boolean
}

/** A server with folders of scenarios, the last of which wins. */
const begin = async (t: Test, scenarios: readonly string[], { scenario = 'own', watch = true }: Begun = {}) => {
  const lines: string[] = []
  const log = pino(
    { level: 'info' },
    new Writable({
      write: (chunk, _encoding, done) => {
        lines.push(JSON.parse(String(chunk)).msg)
        done()
      },
    }),
  )
  const library = openLibrary(scenarios)
  const own = scenarioFor(library, scenario)
  const server = await startServer(settingsFrom({ port: 0, scenarios, scenario, watch }), library, own, log)
  t.teardown(() => server.stop())
  const ask = async (base = '') => {
    const answer = await fetch(`${server.url}${base}/openai/v1/models`)
    return { status: answer.status, text: await answer.text() }
  }
  const control = (path: string, method = 'GET', body?: object) =>
    fetch(`${server.url}/__mock${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    })
  const said = (line: RegExp, times = 1) => until(() => lines.filter(one => line.test(one)).length >= times)
  const reloadsSaid = () => lines.filter(line => /^scenario /.test(line))
  return { server, ask, control, said, reloadsSaid, ...watching(server) }
}

t.test('a file that a scenario replies with is a part of it: edited, deleted, put back', async t => {
  const folder = t.testdir({ 'own.yaml': replies, 'page.txt': 'one' })
  const { ask, said, lastEntry, reloadsSaid } = await begin(t, [folder])
  t.equal((await ask()).text, 'one')
  writeFileSync(join(folder, 'page.txt'), 'two')
  await said(/^scenario own was reloaded/)
  t.equal((await ask()).text, 'two')
  t.match((await lastEntry()).because, /^scenario own was reloaded; /)
  rmSync(join(folder, 'page.txt'))
  await said(/^scenario own was not reloaded[\s\S]*own\.yaml:2:\d+: error: .*page\.txt: there is no such file/)
  t.equal((await ask()).text, 'two', 'the last good version stays')
  writeFileSync(join(folder, 'page.txt'), 'three')
  await said(/^scenario own was reloaded/, 2)
  t.equal((await ask()).text, 'three')
  t.equal(reloadsSaid().length, 3, 'each is told once')
})

t.test('an edit that leaves length and time as they were is taken over too', async t => {
  const folder = t.testdir({ 'own.yaml': gives(501), 'page.txt': 'one' })
  const file = join(folder, 'own.yaml')
  const at = new Date(1_600_000_000_000)
  utimesSync(file, at, at)
  const { ask, said } = await begin(t, [folder])
  t.equal((await ask()).status, 501)
  writeFileSync(file, gives(502))
  utimesSync(file, at, at)
  await said(/^scenario own was reloaded/)
  t.equal((await ask()).status, 502)
})

t.test('what is touched but not changed is not reloaded, so that counters go on', async t => {
  const folder = t.testdir({ 'own.yaml': replies, 'page.txt': 'one', 'other.yaml': gives(501) })
  const { server, said, reloadsSaid } = await begin(t, [folder])
  const now = new Date()
  for (const name of ['own.yaml', 'page.txt']) utimesSync(join(folder, name), now, now)
  writeFileSync(join(folder, 'other.yaml'), gives(502))
  await said(/other was reloaded/)
  await server.reloadAll()
  t.equal(reloadsSaid().length, 1)
})

t.test('a folder as Kubernetes mounts it is taken over when its link is swapped: edited, added, deleted', async t => {
  const root = t.testdir({
    '..one': { 'own.yaml': gives(501), 'old.yaml': gives(501), 'page.yaml': replies, 'page.txt': 'one' },
    '..two': { 'own.yaml': gives(502), 'new.yaml': gives(502), 'page.yaml': replies, 'page.txt': 'two' },
  })
  symlinkSync('..one', join(root, '..data'))
  for (const name of ['own.yaml', 'old.yaml', 'page.yaml', 'page.txt'])
    symlinkSync(join('..data', name), join(root, name))
  const { ask, said } = await begin(t, [root])
  t.equal((await ask()).status, 501)
  t.equal((await ask('/scenario/page')).text, 'one')
  symlinkSync('..two', join(root, '..data_tmp'))
  renameSync(join(root, '..data_tmp'), join(root, '..data'))
  symlinkSync(join('..data', 'new.yaml'), join(root, 'new.yaml'))
  unlinkSync(join(root, 'old.yaml'))
  rmSync(join(root, '..one'), { recursive: true })
  await said(/old can't be chosen any more/)
  await said(/new was reloaded/)
  await said(/page was reloaded/)
  t.equal((await ask()).status, 502)
  t.equal((await ask('/scenario/new')).status, 502)
  t.equal((await ask('/scenario/page')).text, 'two')
  t.equal((await ask('/scenario/old')).status, 404)
})

t.test('a folder that is a link itself is taken over when the link is swapped', async t => {
  const root = t.testdir({
    one: { 'own.yaml': replies, 'page.txt': 'one', 'old.yaml': gives(501) },
    two: { 'own.yaml': replies, 'page.txt': 'two' },
  })
  const current = join(root, 'current')
  symlinkSync('one', current)
  const { ask, said } = await begin(t, [current])
  t.equal((await ask()).text, 'one')
  symlinkSync('two', `${current}-next`)
  renameSync(`${current}-next`, current)
  await said(/old can't be chosen any more/)
  await said(/^scenario own was reloaded/)
  t.equal((await ask()).text, 'two')
  t.equal((await ask('/scenario/old')).status, 404)
})

t.test('a deleted scenario can not be chosen in any way, and sessions that run it keep its last version', async t => {
  const folder = t.testdir({ 'own.yaml': gives(501), 'gone.yaml': gives(502) })
  const { ask, control, said, lastEntry } = await begin(t, [folder])
  t.equal((await control('/sessions', 'POST', { id: 'made', scenario: 'gone' })).status, 201)
  t.equal((await ask('/scenario/gone/session/s')).status, 502)
  rmSync(join(folder, 'gone.yaml'))
  await said(
    /^scenario gone can't be chosen any more, its file is deleted; sessions that run it keep its last version$/,
  )

  for (const base of ['/scenario/gone', '/scenario/gone/session/s', '/scenario/gone/session/other']) {
    const { status, text } = await ask(base)
    t.equal(status, 404, base)
    t.match(text, /There is no scenario \\"gone\\" any more: its file is deleted\. /, base)
  }
  t.equal((await control('/sessions', 'POST', { scenario: 'gone' })).status, 404)
  t.equal((await control('/sessions/s/scenario', 'PUT', { scenario: 'gone' })).status, 404)
  t.equal((await control('/scenarios/gone')).status, 404)
  const { scenarios } = (await (await control('/scenarios')).json()) as { scenarios: { name: string }[] }
  t.notOk(scenarios.some(({ name }) => name === 'gone'))
  const { reloads } = (await (await control('/ready')).json()) as { reloads: object[] }
  t.match(reloads, [{ name: 'gone', ok: true, deleted: true }])

  for (const session of ['s', 'made']) {
    t.equal((await ask(`/session/${session}`)).status, 502, session)
    t.match(
      (await lastEntry(session)).because,
      /^the file of scenario gone is deleted, this session keeps its last version; /,
    )
    t.equal((await ask(`/session/${session}`)).status, 502)
    t.notMatch((await lastEntry(session)).because, /deleted/, 'it is told once')
  }

  writeFileSync(join(folder, 'gone.yaml'), gives(503))
  await said(/gone was reloaded/)
  t.equal((await ask('/scenario/gone/session/s')).status, 503, 'until it is back')
  t.equal((await ask('/session/made')).status, 503)
})

t.test('the server keeps the last version of its own scenario when that is deleted', async t => {
  const folder = t.testdir({ 'own.yaml': gives(501) })
  const file = join(folder, 'own.yaml')
  const { ask, said } = await begin(t, [], { scenario: file })
  writeFileSync(file, gives(502))
  await said(/^scenario own was reloaded/)
  rmSync(file)
  await said(/own can't be chosen any more/)
  t.equal((await ask()).status, 502)
  t.equal((await ask('/session/fresh')).status, 502, 'a session that begins later too')
  t.equal((await ask('/scenario/own')).status, 404)
})

t.test('below a deleted file stands the scenario that it had replaced', async t => {
  const root = t.testdir({
    one: { 'own.yaml': gives(501), 'outage.yaml': gives(501) },
    two: { 'own.yaml': gives(502) },
  })
  const { ask, said } = await begin(t, [join(root, 'one'), join(root, 'two')])
  t.equal((await ask('/scenario/outage')).status, 501)
  t.equal((await ask()).status, 502)
  writeFileSync(join(root, 'one', 'own.yaml'), gives(504))
  await said(/^scenario own was reloaded/)
  t.equal((await ask()).status, 502, 'an edit below does not rise')
  rmSync(join(root, 'two', 'own.yaml'))
  rmSync(join(root, 'one', 'outage.yaml'))
  await said(/own is now the one of another folder/)
  await said(/outage is now the one that ships with groq-mock/)
  t.equal((await ask()).status, 504)
  t.equal((await ask('/scenario/outage')).status, 503)
})

t.test('a second file of one name is refused until the first is gone, also where it was only renamed', async t => {
  const folder = t.testdir({ 'own.yaml': gives(501), 'named.yaml': gives(501) })
  const { ask, said } = await begin(t, [folder])
  writeFileSync(join(folder, 'own.yml'), gives(502))
  await said(/^scenario own was not reloaded[\s\S]*two files of this folder are named "own"/)
  t.equal((await ask()).status, 501)
  rmSync(join(folder, 'own.yaml'))
  await said(/^scenario own was reloaded/)
  t.equal((await ask()).status, 502)
  renameSync(join(folder, 'named.yaml'), join(folder, 'named.yml'))
  await said(/named was reloaded/)
  t.equal((await ask('/scenario/named')).status, 501)
})

t.test('reading everything again takes over parts and deletions at once, without a watch', async t => {
  const folder = t.testdir({ 'own.yaml': replies, 'page.txt': 'one', 'gone.yaml': gives(501) })
  const { ask, server, reloadsSaid } = await begin(t, [folder], { watch: false })
  writeFileSync(join(folder, 'page.txt'), 'two')
  rmSync(join(folder, 'gone.yaml'))
  t.equal((await ask()).text, 'one')
  await server.reloadAll()
  t.equal((await ask()).text, 'two')
  t.equal((await ask('/scenario/gone')).status, 404)
  t.equal(reloadsSaid().length, 2)
  writeFileSync(join(folder, 'own.yaml'), 'about: A test.\nrulez: []\n')
  await server.reloadAll()
  await server.reloadAll()
  t.equal(reloadsSaid().length, 4, 'what is wrong is told each time')
})

t.test('a file that is edited while the server starts is taken over', async t => {
  const folder = t.testdir({ 'own.yaml': replies, 'page.txt': 'one' })
  const library = openLibrary([folder])
  const own = scenarioFor(library, 'own')
  writeFileSync(join(folder, 'page.txt'), 'two')
  const settings = settingsFrom({ port: 0, scenarios: [folder], watch: true })
  const server = await startServer(settings, library, own, pino({ level: 'silent' }))
  t.teardown(() => server.stop())
  const answer = await fetch(`${server.url}/scenario/own/openai/v1/models`)
  t.equal(await answer.text(), 'two')
})

t.test('a folder that is away for a while is no deletion', async t => {
  const root = t.testdir({ one: { 'own.yaml': gives(501) }, copy: {} })
  const folder = join(root, 'one')
  const { ask, said } = await begin(t, [folder])
  cpSync(folder, join(root, 'copy'), { recursive: true })
  rmSync(folder, { recursive: true })
  await said(/can't be watched/)
  t.equal((await ask('/scenario/own')).status, 501)
  mkdirSync(dirname(folder), { recursive: true })
  renameSync(join(root, 'copy'), folder)
  await said(/is back/)
  t.equal((await ask('/scenario/own')).status, 501)
})
