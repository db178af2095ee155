// Packs groq-mock, and runs the example of each test runner with the tarball: its tests have to pass, and one of a client that
// does wrong has to fail with what the verdict says. The last line has the counts. Needs a build.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'groq-mock-runners-'))
process.once('exit', () => rmSync(work, { recursive: true, force: true }))

const LONGEST_MS = 300_000

// the settings of whoever runs this, and of the runner that it may be part of, must not reach the examples
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(GROQ_|OPENAI_|NODE_|TAP|_TAPJS_|JEST_|VITEST)/.test(name)),
)

const run = (folder, command, ...args) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    timeout: LONGEST_MS,
    shell: process.platform === 'win32',
  })
  return { ok: status === 0, output: `${stdout}${stderr}${error ?? ''}` }
}

const IMPATIENT = `for (let i = 0; i < 3; i += 1)
    await fetch(session.url + '/openai/v1/models', { headers: { 'x-mock-call': 'listing' } }).then(answer => answer.text())
  await session.verify({ count: 3, within: '10s' })`
const OPTIONS = "{ scenario: 'expired-key', pass: true }"

/** For each runner a test of a client that asks again although its key is refused. */
const wrong = {
  vitest: `import { groqMock } from 'groq-mock/vitest'
import { test } from 'vitest'
test('asks again', async context => {
  const session = await groqMock(context, ${OPTIONS})
  ${IMPATIENT}
})`,
  jest: `import { groqMock } from 'groq-mock/jest'
const groq = groqMock(${OPTIONS})
test('asks again', async () => {
  const { session } = groq
  ${IMPATIENT}
})`,
  'node-test': `import { test } from 'node:test'
import { groqMock } from 'groq-mock/node-test'
test('asks again', async t => {
  const session = await groqMock(t, ${OPTIONS})
  ${IMPATIENT}
})`,
  tap: `import { groqMock } from 'groq-mock/tap'
import t from 'tap'
t.test('asks again', async t => {
  const session = await groqMock(t, ${OPTIONS})
  ${IMPATIENT}
})`,
}

let passed = 0
let failed = 0
const check = (name, holds, output) => {
  if (holds) passed += 1
  else failed += 1
  process.stdout.write(holds ? `ok      ${name}\n` : `FAILED  ${name}\n${output}\n`)
}

const packed = run(root, 'npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', work)
if (!packed.ok) throw new Error(`npm pack failed: ${packed.output}`)
const tarball = join(work, packed.output.trim().split('\n').at(-1))

const skipped = []
for (const [name, text] of Object.entries(wrong)) {
  const folder = join(work, name)
  cpSync(join(root, 'examples', name), folder, { recursive: true, filter: from => !from.includes('node_modules') })
  const installed = run(
    folder,
    'npm',
    'install',
    tarball,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--fetch-timeout=30000',
    '--fetch-retries=1',
  )
  if (!installed.ok) {
    const code = /npm error code (\S+)/.exec(installed.output)?.[1]
    // whoever has no registry can't run it; anything else is our fault
    if (/^(ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN|ENETUNREACH)/.test(code ?? ''))
      skipped.push(`skipped: ${name} runner: ${code}`)
    else check(`${name}: installs`, false, installed.output)
    continue
  }
  const own = run(folder, 'npm', 'test')
  check(`${name}: its example passes`, own.ok, own.output)
  writeFileSync(join(folder, 'wrong.test.mjs'), `${text}\n`)
  const bad = run(folder, 'npm', 'test')
  check(
    `${name}: a verdict that is not PASS fails its test`,
    !bad.ok && /retried-non-retryable/.test(bad.output),
    bad.output,
  )
}

process.stdout.write([...skipped, `clients runners: ${passed} passed, ${failed} failed`, ''].join('\n'))
process.exitCode = failed === 0 ? 0 : 1
