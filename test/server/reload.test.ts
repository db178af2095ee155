import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { Library } from '#src/scenario/library'
import { settingsFrom } from '#src/settings'
import { startServer } from '#src/start'
import { chatBody } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'
import { watching } from '../helpers/watching.ts'

const scenario = (status: number): string => `about: A test.\nrules:\n  - { name: r, after: 1, error: ${status} }\n`

interface Begun {
  readonly watch?: boolean
  readonly folder?: string
  /** Watched too. */
  readonly beside?: string
}

const begin = async (
  t: Test,
  { watch = true, folder = t.testdir({ 'own.yaml': scenario(503) }), beside }: Begun = {},
) => {
  const lines: string[] = []
  const log = pino(
    { level: 'info' },
    new Writable({
      write: (chunk, _encoding, done) => {
        lines.push(String(chunk))
        done()
      },
    }),
  )
  const library = new Library()
  library.addFolder(folder)
  const own = library.get('own')
  if (!own) throw new Error('not loaded')
  const scenarios = [folder, ...(beside ? [beside] : [])]
  const server = await startServer({ ...settingsFrom({ port: 0, scenarios, watch }) }, library, own, log)
  t.teardown(() => server.stop())
  const ask = async () => {
    const answer = await fetch(`${server.url}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(chatBody()),
    })
    await answer.text()
    return answer.status
  }
  const { lastEntry: last, entries } = watching(server)
  const ready = async () =>
    (await fetch(`${server.url}/__mock/ready`)).json() as Promise<{ reloads: { name: string; ok: boolean }[] }>
  return { folder, file: join(folder, 'own.yaml'), lines, server, ask, last, entries, ready }
}

t.test(
  'an edited file is taken over whole at the next request, with fresh rule counters, and log, journal and /ready say so',
  async t => {
    const { file, lines, ask, last, ready } = await begin(t)
    t.same([await ask(), await ask()], [200, 503])
    writeFileSync(file, scenario(429))
    await until(async () => (await ready()).reloads.length > 0)
    t.same([await ask(), await ask()], [200, 429], 'the counter of `after` began anew')
    t.match(await ready(), { reloads: [{ name: 'own', ok: true }] })
    t.match(lines.join(''), /scenario own was reloaded/)
    await until(async () => ((await last())?.status ?? 0) === 429)
    t.ok(
      lines.some(line => line.includes('scenario own was reloaded; no rule spoke: success')),
      'the first entry after it says so',
    )
  },
)

t.test('a bad edit is told, with line and column, and the last good version stays', async t => {
  const { file, lines, ask, entries, ready, server } = await begin(t)
  const shown = async () => (await fetch(`${server.url}/__mock/scenarios/own`)).json()
  t.same([await ask(), await ask()], [200, 503])
  t.match(await shown(), { text: scenario(503), edited: null })
  writeFileSync(file, 'about: A test.\nrulez: []\n')
  await until(async () => (await ready()).reloads.length > 0)
  t.equal(await ask(), 503, 'and its counters go on')
  t.match((await entries(3))[2], {
    because:
      /^the last edit of scenario own is invalid, the last good version stays in use \(.*own\.yaml:2:1: "rulez" is not known/,
  })
  t.match(lines.join(''), /own was not reloaded, the last good version stays in use/)
  t.match(await ready(), { reloads: [{ name: 'own', ok: false }] })
  const edited = 'about: A test.\nrulez: []\n'
  t.match(await shown(), { text: scenario(503), edited, lastReload: { diagnostics: [{ line: 2 }] } })
  writeFileSync(file, scenario(500))
  await until(async () => (await ready()).reloads[0]?.ok === true)
  t.match(await shown(), { text: scenario(500), edited: null })
  t.same([await ask(), await ask()], [200, 500])
})

t.test('a new file is there when it is asked for', async t => {
  const { folder, server, ready } = await begin(t)
  writeFileSync(join(folder, 'fresh.yml'), 'about: New.\nrules: [{ error: 418 }]\n')
  await until(async () => (await ready()).reloads.some(({ name }) => name === 'fresh'))
  t.equal((await fetch(`${server.url}/scenario/fresh/openai/v1/models`)).status, 418)
})

t.test('a folder that vanishes while it is watched is told once, the scenarios stay, and it may come back', async t => {
  const both = t.testdir({ one: { 'own.yaml': scenario(503) }, beside: {} })
  const { folder, lines, ask, file } = await begin(t, { folder: join(both, 'one'), beside: join(both, 'beside') })
  renameSync(folder, `${folder}-away`)
  await until(() => lines.join('').includes("can't be watched"))
  writeFileSync(join(both, 'beside', 'two.yaml'), scenario(503))
  // what is new is looked at twice before it is taken over, and each time the other folder is looked at too
  await until(() => lines.join('').includes('scenario two was reloaded'))
  t.equal(lines.filter(line => line.includes("can't be watched")).length, 1)
  t.same([await ask(), await ask()], [200, 503])
  mkdirSync(folder)
  writeFileSync(file, scenario(500))
  await until(() => lines.join('').includes('scenario own was reloaded'))
  t.ok(lines.join('').includes('is back'))
  t.same([await ask(), await ask()], [200, 500])
})

t.test('without a watch nothing changes until everything is read again', async t => {
  const { folder, file, ask, server } = await begin(t, { watch: false })
  const watched = await begin(t, { folder })
  writeFileSync(file, scenario(429))
  await until(async () => (await watched.ready()).reloads.length > 0)
  t.same([await ask(), await ask()], [200, 503])
  await server.reloadAll()
  t.same([await ask(), await ask()], [200, 429])
})

t.test(
  'a scenario that is put by API is in force at the next request; a wrong one changes nothing; the next edit of the file wins',
  async t => {
    const { file, ask, server, ready } = await begin(t)
    const put = (name: string, body: string) =>
      fetch(`${server.url}/__mock/scenarios/${name}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/yaml' },
        body,
      })
    t.equal((await put('own', scenario(502))).status, 200)
    t.same([await ask(), await ask()], [200, 502])
    const wrong = await put('own', 'about: x\nrules: [{}]\n')
    t.equal(wrong.status, 400)
    t.match(await wrong.json(), { ok: false, diagnostics: [{ line: 2, column: 9, message: 'this rule does nothing' }] })
    t.equal(await ask(), 502)
    t.equal((await put('brand-new', '{"about": "x", "rules": [{"error": 499}]}')).status, 200)
    t.equal((await fetch(`${server.url}/scenario/brand-new/openai/v1/models`)).status, 499)
    t.equal((await put('bad%20name', 'about: x\n')).status, 400)
    t.equal((await put('..%2F..%2Fetc', 'about: x\n')).status, 400)
    t.equal((await put('own', '')).status, 400)
    writeFileSync(file, scenario(500))
    await until(
      async () => (await ready()).reloads.some(({ name, ok }) => name === 'own' && ok) && (await ask()) !== 502,
    )
    t.equal(await ask(), 500)
  },
)
