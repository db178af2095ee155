import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { version } from '#src/version'
import { run, serve, spawned, start } from '../helpers/cli.ts'
import { until } from '../helpers/until.ts'

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'))
const stale = { url: 'http://127.0.0.1:1', pid: 2 ** 30 }

t.test('the ready file says where the server is, as long as it is ready', async t => {
  const folder = t.testdir({})
  const file = join(folder, 'ready.json')
  const running = start(t, ['--port', '0', '--ready-file', file, '--scenario', 'flaky'])
  const told = await until(
    async () => (existsSync(file) ? read(file) : null),
    seen => seen !== null,
  )
  t.same(Object.keys(told).sort(), [
    'caFile',
    'controlUrl',
    'host',
    'openaiBaseUrl',
    'pid',
    'port',
    'scenario',
    'url',
    'version',
  ])
  t.match(told, { host: '127.0.0.1', pid: running.child.pid, scenario: 'flaky', version, caFile: null })
  t.equal(told.url, `http://127.0.0.1:${told.port}`)
  t.equal(told.openaiBaseUrl, `${told.url}/openai/v1`)
  t.equal((await fetch(`${told.controlUrl}/ready`)).status, 200, 'it answers by then')
  t.same(readdirSync(folder), ['ready.json'], 'nothing lies beside it')
  running.child.kill('SIGTERM')
  t.equal((await running.ended).code, 0)
  t.same(readdirSync(folder), [])
})

t.test('one of a run that died is not there any more when the port is bound, and is replaced', async t => {
  for (const left of [JSON.stringify(stale), '', '\n']) {
    const file = join(t.testdir({ 'ready.json': left }), 'ready.json')
    const { child, url, ended } = await serve(t, [], { GROQ_MOCK_READY_FILE: file })
    t.match(read(file), { url, pid: child.pid })
    child.kill('SIGTERM')
    await ended
    t.notOk(existsSync(file))
  }
  const file = join(t.testdir({ 'ready.json': JSON.stringify(stale) }), 'ready.json')
  t.equal((await run(['--ready-file', file, '--host', '203.0.113.1'])).code, 2)
  t.notOk(existsSync(file), 'it leads nobody astray where the next run does not start either')
})

t.test(
  'one of a server that still runs stays where another can not start, and is not taken away by the first',
  async t => {
    const file = join(t.testdir({}), 'ready.json')
    const first = await serve(t, ['--ready-file', file])
    const { port } = new URL(first.url)
    t.equal((await spawned(t, ['--port', port, '--ready-file', file])).code, 2)
    t.match(read(file), { url: first.url })
    const second = await serve(t, ['--ready-file', file])
    t.match(read(file), { url: second.url })
    first.child.kill('SIGTERM')
    await first.ended
    t.match(read(file), { url: second.url }, 'it is that of another by then')
  },
)

t.test('a file that can not be, or is not a ready file, ends it with one line before it listens', async t => {
  const folder = t.testdir({ 'mine.json': '{"name": "mine"}', 'text.txt': 'http://127.0.0.1' })
  mkdirSync(join(folder, 'folder'))
  const rows: readonly (readonly [file: string, says: string])[] = [
    [join(folder, 'none', 'ready.json'), `there is no folder ${join(folder, 'none')}`],
    [join(folder, 'text.txt', 'ready.json'), 'is no folder'],
    [join(folder, 'folder'), 'it is a folder, not a file'],
    [join(folder, 'mine.json'), 'it is there already, and tells of no server'],
    [join(folder, 'text.txt'), 'it is there already, and tells of no server'],
    ['/dev/null', 'it is a device, not a file'],
  ]
  for (const [file, says] of rows) {
    const { code, stdout, stderr } = await run(['--port', '0', '--ready-file', file])
    t.same([code, stdout], [2, ''], file)
    t.match(stderr, says)
    t.match(stderr, /^The ready file can't be written to .*--ready-file FILE, or GROQ_MOCK_READY_FILE\.\n$/)
  }
  t.equal(readFileSync(join(folder, 'mine.json'), 'utf8'), '{"name": "mine"}', 'what is not ours is left alone')
  writeFileSync(join(folder, 'large.json'), JSON.stringify({ ...stale, more: 'x'.repeat(100_000) }))
  t.equal((await run(['--port', '0', '--ready-file', join(folder, 'large.json')])).code, 2)
})

t.test('a server that a signal ends twice takes it away as well', async t => {
  const file = join(t.testdir({}), 'ready.json')
  const { child, url, ended } = await serve(t, ['--ready-file', file, '--scenario', 'hang'])
  const asked = fetch(`${url}/openai/v1/models`).catch(() => null)
  child.kill('SIGTERM')
  child.kill('SIGTERM')
  await ended
  await asked
  t.notOk(existsSync(file))
})
