import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { Library } from '#src/scenario/library'
import { withoutForeign } from '../helpers/children.ts'
import { run } from '../helpers/cli.ts'
import { startMock } from '../helpers/mock.ts'

const skip = process.platform === 'win32' && 'Windows has no such files in its folders'

/** What may stand where a file is looked for, and what is said of it. */
const special: Record<string, readonly [make: (t: Test, path: string) => unknown, says: RegExp]> = {
  'a named pipe': [(_, path) => execFileSync('mkfifo', [path]), /it is a named pipe \(FIFO\), not a file/],
  'a folder': [(_, path) => mkdirSync(path), /it is a folder, not a file/],
  'a link to a socket': [
    async (t, path) => {
      // the path of a socket may have a hundred letters, and that of this test has more
      const folder = mkdtempSync(join(tmpdir(), 'groq-mock-'))
      const server = createServer().listen(join(folder, 's'))
      await new Promise(resolve => server.once('listening', resolve))
      t.teardown(() => {
        server.close()
        rmSync(folder, { recursive: true })
      })
      symlinkSync(join(folder, 's'), path)
    },
    /it is a socket or a device, not a file/,
  ],
  'a link to a device': [(_, path) => symlinkSync('/dev/zero', path), /it is a device, not a file/],
  'a file of 900 MB': [
    (_, path) => {
      writeFileSync(path, '')
      truncateSync(path, 900e6)
    },
    /it has 900000000 bytes; at most \d+ are read/,
  ],
}
// its size is told as 0
if (existsSync('/proc/self/status'))
  special['a link into /proc'] = [
    (_, path) => symlinkSync('/proc/self/status', path),
    /its size is not known before it is read/,
  ]

for (const [what, [make, says]] of Object.entries(special)) {
  t.test(`${what} among scenarios is told by name, and neither read nor waited for`, { skip }, async t => {
    const folder = t.testdir({ 'good.yaml': 'about: A test.\n' })
    await make(t, `${folder}/odd.yaml`)
    t.throws(() => new Library().addFolder(folder), { message: new RegExp(`odd\\.yaml.*${says.source}`) })
    const { code, stderr, stdout } = await run(['check', folder])
    t.equal(code, 2)
    t.match(stderr + stdout, says)
  })

  t.test(`${what} that a served scenario is replaced by leaves the last good version`, { skip }, async t => {
    const folder = t.testdir({ 'mine.yaml': 'about: A test.\nrules: [{ error: 503 }]\n' })
    const mock = await startMock(t, `${folder}/mine.yaml`, { watch: false })
    rmSync(`${folder}/mine.yaml`)
    await make(t, `${folder}/mine.yaml`)
    const reload = await mock.library.reloadFile(`${folder}/mine.yaml`, mock.reader)
    t.match(reload, { ok: false })
    t.match(JSON.stringify(reload?.diagnostics), says)
    t.equal((await mock.chat()).status, 503)
  })

  t.test(`${what} as reply.file is told with its place`, { skip }, async t => {
    const folder = t.testdir({ 'mine.yaml': 'about: A test.\nrules:\n  - reply: { status: 200, file: odd.json }\n' })
    await make(t, `${folder}/odd.json`)
    const { code, stdout } = await run(['check', `${folder}/mine.yaml`])
    t.equal(code, 1)
    t.match(stdout, /mine\.yaml:3:\d+: error/)
    t.match(stdout, what.startsWith('a link') ? /is outside the scenario's folder/ : says)
  })
}

t.test('what is named on the command line and read once may be a pipe', { skip }, async t => {
  const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
  const piped = `printf 'about: A test.\\nrulez: []\\n' | "${process.execPath}" "${main}" check /dev/stdin`
  const { status, stdout } = spawnSync('sh', ['-c', piped], { env: withoutForeign(process.env), encoding: 'utf8' })
  t.equal(status, 1)
  t.match(stdout, '/dev/stdin:2:1: error: "rulez"')
})
