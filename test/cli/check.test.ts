import { truncateSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { run } from '../helpers/cli.ts'

const GOOD = 'about: All is well.\n'
const DOUBTFUL = 'about: A test.\nrules:\n  - error: 503\n  - error: 429\n'
const WRONG = 'about: A test.\nrulez: []\n'

t.test('warnings are told and pass; with --strict they do not', async t => {
  const folder = t.testdir({ 'a.yaml': DOUBTFUL })
  const lenient = await run(['check', folder])
  const strict = await run(['check', '--strict', folder])
  t.same([lenient.code, strict.code], [0, 1])
  t.equal(lenient.stdout, strict.stdout)
  t.match(lenient.stdout, `${folder}/a.yaml:4:5: warning: rule 2 can never be reached`)
  t.match(lenient.stdout, /^1 file: 0 errors, 1 warning$/m)
  t.equal((await run(['check', '--strict', 'scenarios'])).code, 0, 'what ships is clean')
})

t.test('--json prints one object and nothing else', async t => {
  const folder = t.testdir({ 'a.yaml': DOUBTFUL, 'b.yaml': WRONG, 'c.yaml': GOOD })
  const [a, b, c] = ['a', 'b', 'c'].map(name => `${folder}/${name}.yaml`)
  const { code, stdout, stderr } = await run(['check', '--json', folder])
  t.same([code, stderr], [1, ''])
  t.match(JSON.parse(stdout), {
    ok: false,
    files: [a, b, c],
    diagnostics: [
      { file: a, line: 4, column: 5, severity: 'warning', message: 'rule 2 can never be reached' },
      {
        file: b,
        line: 2,
        column: 1,
        severity: 'error',
        message: '"rulez" is not known',
        hint: 'Did you mean "rules"?',
      },
    ],
  })
  const clean = await run(['check', '--json', '--strict', `${c}`])
  t.same([clean.code, JSON.parse(clean.stdout)], [0, { ok: true, files: [c], diagnostics: [] }])
  const doubtful = await run(['check', '--json', `${a}`])
  t.same([doubtful.code, JSON.parse(doubtful.stdout).ok], [0, true])
  const strict = await run(['check', '--json', '--strict', `${a}`])
  t.same([strict.code, JSON.parse(strict.stdout).ok], [1, false])
  const unread = await run(['check', '--json', `${folder}/none.yaml`])
  t.same([unread.code, unread.stdout], [2, ''])
})

t.test('schema prints the JSON Schema of scenario files', async t => {
  const { code, stdout, stderr } = await run(['schema'])
  t.same([code, stderr], [0, ''])
  t.match(JSON.parse(stdout), { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'groq-mock scenario' })
  const wrong = await run(['schema', 'x'])
  t.same([wrong.code, wrong.stdout], [2, ''])
  t.match(wrong.stderr, 'schema takes no arguments; seen "x"')
})

t.test('a file that can not be read hides nothing of the others', async t => {
  const folder = t.testdir({ 'a.yaml': DOUBTFUL, 'b.yaml': {}, 'c.yaml': WRONG, 'd.yaml': GOOD })
  writeFileSync(`${folder}/e.yaml`, '')
  truncateSync(`${folder}/e.yaml`, 900e6)
  const { code, stdout, stderr } = await run(['check', folder])
  t.same([code, stderr], [2, ''])
  t.match(stdout, `${folder}/a.yaml:4:5: warning: rule 2 can never be reached`)
  t.match(stdout, `${folder}/b.yaml:1:1: error: it is a folder, not a file`)
  t.match(stdout, `${folder}/c.yaml:2:1: error: "rulez" is not known`)
  t.match(stdout, `${folder}/e.yaml:1:1: error: it has 900000000 bytes; at most`)
  t.match(stdout, /^5 files: 3 errors, 1 warning$/m)
})
