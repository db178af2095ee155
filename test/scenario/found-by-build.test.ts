import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { scenarioFiles } from '#src/scenario/files'
import { foundByBuild } from '#src/scenario/found-by-build'
import { shippedFolder } from '#src/scenario/library'
import { lookThrough } from '#src/scenario/look-through'
import { nowhere } from '#src/scenario/read-scenario'

t.test('what the build has found in each scenario that ships is what its YAML says', async t => {
  for (const file of scenarioFiles(shippedFolder)) {
    const text = readFileSync(file, 'utf8')
    const looked = lookThrough({ file: basename(file), text, place: nowhere })
    t.same(foundByBuild(file, text), looked, basename(file))
    t.equal(foundByBuild(file, `${text}# edited\n`), null, 'an edited one is read anew')
  }
  t.equal(foundByBuild('/x/constructor', ''), null)
  t.equal(foundByBuild('/x/mine.yaml', 'about: x'), null)
})

t.test('a server that runs a scenario that ships has loaded no YAML, until a text has to be read', async t => {
  const program = `
    import { createRequire } from 'node:module'
    import { startMock } from 'groq-mock'
    const hasYaml = () => Object.keys(createRequire(import.meta.url).cache).some(name => /[\\\\/]late[\\\\/]yaml\\.js$/.test(name))
    const mock = await startMock({ scenario: 'rate-limited' })
    const { status } = await fetch(mock.url + '/openai/v1/models')
    const before = hasYaml()
    await fetch(mock.url + '/__mock/check', { method: 'POST', body: 'about: x' })
    console.log(JSON.stringify({ status: status < 500, before, after: hasYaml() }))
    await mock.close()`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: shippedFolder,
    env: { PATH: process.env.PATH },
  })
  t.same(JSON.parse(stdout), { status: true, before: false, after: true })
})
