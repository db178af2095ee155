import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'

const here = new URL('.', import.meta.url)
const namesIn = (folder: string): readonly string[] => readdirSync(new URL(folder, here), { encoding: 'utf8' })

t.test('every test is in exactly one suite', async t => {
  const tests = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .map(name => name.replaceAll('\\', '/'))
    // what is installed there has tests of its own
    .filter(name => name.endsWith('.test.ts') && !/^(clients|install)\//.test(name))
  const imported = namesIn('suites').flatMap(name => {
    const text = readFileSync(new URL(`suites/${name}`, here), 'utf8')
    return [...text.matchAll(/^import '\.\.\/(.+\.test\.ts)'$/gm)].map(([, file = '']) => file)
  })
  t.ok(tests.length > 100)
  t.same(imported.toSorted(), tests.toSorted())
})
