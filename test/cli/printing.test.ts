import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { printingTo } from '#src/cli/printing'
import { spawnNodeOnto, withoutForeign } from '../helpers/children.ts'
import { main, root, run, serveHere } from '../helpers/cli.ts'
import { inTime } from '../helpers/until.ts'

const GOOD = { 'good.yaml': 'about: A test.\nrules: [{ error: { status: 503 } }]\n' }
const BAD = { 'bad.yaml': 'abot: A test.\n' }

/** Runs a command with its standard output where it is told; gives its code, and what stood on its standard error. */
const printingOnto = async (stdout: 'nobody' | number, args: readonly string[]) => {
  const child = spawnNodeOnto(stdout === 'nobody' ? 'pipe' : stdout, [main, ...args], root)
  if (stdout === 'nobody') child.stdout?.destroy()
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  const [code] = await inTime(once(child, 'close'))
  return { code, stderr }
}

t.test('a reader who leaves is no mistake: each command ends quietly, with the code that it would have', async t => {
  const [good, bad] = [t.testdir({ ...GOOD, bad: BAD }), join(t.testdirName, 'bad')]
  const mock = await serveHere(t)
  const { headers } = await fetch(`${mock.url}/openai/v1/models`)
  const entry = headers.get('x-mock-entry') ?? ''
  const rows: readonly (readonly [args: readonly string[], code: number])[] = [
    [['--help'], 0],
    [['--version'], 0],
    [['help', 'serve'], 0],
    [['errors'], 0],
    [['errors', '429'], 0],
    [['errors', '--json'], 0],
    [['schema'], 0],
    [['completion', 'bash'], 0],
    [['explain', entry, '--url', mock.url], 0],
    [['check', join(good, 'good.yaml')], 0],
    [['check', bad], 1],
    [['simulate', 'flaky'], 0],
    [['verdict', '--url', mock.url], 0],
    [['drill', '--scenarios', 'status-503', '--', process.execPath, '-e', '0'], 3],
  ]
  for (const [args, code] of rows)
    await t.test(`groq-mock ${args.join(' ')}`, async t => {
      const ended = await printingOnto('nobody', args)
      t.equal(ended.code, code)
      t.notMatch(ended.stderr, /EPIPE|^ +at /m)
    })
})

t.test('behind a pipe whose reader had enough, a shell sees no mistake either', async t => {
  const groqMock = `'${process.execPath}' '${main}'`
  for (const line of ['errors | head -n 1', 'schema | true', 'errors --json | head -c 10', '--help | head -n 2']) {
    const script = `set -o pipefail; ${groqMock} ${line}`
    const env = withoutForeign(process.env)
    const { status, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: root, env })
    t.same([status, stderr], [0, ''], line)
  }
})

t.test('a disk that is full is told in one sentence, with exit code 2', async t => {
  const folder = t.testdir(BAD)
  for (const args of [['--help'], ['errors'], ['schema'], ['check', folder], ['simulate', 'flaky']]) {
    const full = openSync('/dev/full', 'w')
    const { code, stderr } = await printingOnto(full, args)
    closeSync(full)
    t.equal(code, 2, args.join(' '))
    t.match(stderr, /^What was asked for can't be printed: ENOSPC: no space left on device\. Make room.*\n$/)
  }
})

const nothingYet = async (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EAGAIN') throw error
  await new Promise(setImmediate)
  return { buffer: Buffer.alloc(0), bytesRead: 0 }
}

t.test('whoever reads slowly gets all, however little a pipe holds', async t => {
  const path = join(t.testdir({}), 'pipe')
  execFileSync('mkfifo', [path])
  const { stdout } = await run(['errors', '--json'])
  t.ok(stdout.length > 65_536, 'more than a pipe of Linux holds')
  const pipe = await open(path, 'r+')
  t.teardown(() => pipe.close())
  const child = spawnNodeOnto(pipe.fd, [main, 'errors', '--json'], root)
  const closed = once(child, 'close')
  let seen = ''
  while (seen.length < stdout.length) {
    // the child may have set the pipe that both hold not to wait
    const { buffer, bytesRead } = await pipe.read(Buffer.alloc(1000)).catch(nothingYet)
    seen += buffer.toString('latin1', 0, bytesRead)
  }
  t.equal(Buffer.from(seen, 'latin1').toString(), stdout)
  t.same(await inTime(closed), [0, null])
})

t.test('what is printed counts as printed when it has been taken, not before', async t => {
  const taken: (() => void)[] = []
  const printing = printingTo({ write: (_, done) => done && taken.push(done), on: () => {} })
  printing.print('a line')
  let isOver = false
  const flushed = printing.flush().then(trouble => {
    isOver = true
    return trouble
  })
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  t.equal(isOver, false)
  for (const done of taken) done()
  t.equal(await flushed, null)
})
