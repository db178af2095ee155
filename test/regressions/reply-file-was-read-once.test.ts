// Wrong until ffe1f2b (2026-11-26): an edited file of a reply was not read again, not even on SIGHUP, and a scenario whose file was deleted could still be chosen.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import t from 'tap'
import { settingsFrom } from '#src/settings'
import { openLibrary, scenarioFor, startServer } from '#src/start'

t.test('what is read again is read whole, and what is gone is gone', async t => {
  const about = 'about: A test.\n'
  const folder = t.testdir({
    'own.yaml': `${about}rules: [{ reply: { file: page.txt } }]\n`,
    'page.txt': 'one',
    'gone.yaml': about,
  })
  const library = openLibrary([folder])
  const settings = settingsFrom({ port: 0, scenarios: [folder], watch: false })
  const server = await startServer(settings, library, scenarioFor(library, 'own'), pino({ level: 'silent' }))
  t.teardown(() => server.stop())
  const ask = (base: string) => fetch(`${server.url}${base}/openai/v1/models`)
  t.equal(await (await ask('')).text(), 'one')
  t.equal((await ask('/scenario/gone')).status, 200)
  writeFileSync(join(folder, 'page.txt'), 'two')
  rmSync(join(folder, 'gone.yaml'))
  await server.reloadAll()
  t.equal(await (await ask('')).text(), 'two')
  t.equal((await ask('/scenario/gone')).status, 404)
})
