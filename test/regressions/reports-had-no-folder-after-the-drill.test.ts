// Wrong until 9210fd5 (2026-11-27): the name of a file as --out was told after the whole drill, whose reports were lost.
import { existsSync } from 'node:fs'
import t from 'tap'
import { run } from '../helpers/cli.ts'

t.test('--out that is a file is told before any client is started', async t => {
  const folder = t.testdir({ taken: 'a file' })
  const client = [process.execPath, '-e', `require('fs').writeFileSync('${folder}/ran', '')`]
  const { code, stdout, stderr } = await run([
    'drill',
    '--scenarios=steady-state',
    `--out=${folder}/taken`,
    '--',
    ...client,
  ])
  t.match({ code, stdout }, { code: 2, stdout: '' })
  t.match(stderr, /^The folder \S+taken can't be written to: it is a file\. Take another with --out DIR\.\n$/)
  t.notOk(existsSync(`${folder}/ran`))
})
