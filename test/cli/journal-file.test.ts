import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import t from 'tap'
import type { Entry } from '#src/journal/entry'
import { run, serve, serveHere, spawned } from '../helpers/cli.ts'
import { chatBody, type Teardown } from '../helpers/mock.ts'
import { inTime, until } from '../helpers/until.ts'
import { only, recordsIn } from '../journal/filed.ts'

const json = { 'content-type': 'application/json' }

const chat = async (url: string, base = '', signal?: AbortSignal): Promise<number> => {
  const answer = await fetch(`${url}${base}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { ...json, authorization: 'Bearer gsk_test_0123456789abcdef' },
    body: JSON.stringify(chatBody()),
    ...(signal ? { signal } : {}),
  })
  await answer.arrayBuffer()
  return answer.status
}

const linesOf = async (url: string, session: string): Promise<readonly Entry[]> => {
  const answer = await fetch(`${url}/__mock/sessions/${session}/journal`, {
    headers: { accept: 'application/x-ndjson' },
  })
  return (await answer.text())
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
}

/** A server that can be stopped before its test ends. */
const stoppable = async (t: Teardown, args: readonly string[], variables: Readonly<Record<string, string>> = {}) => {
  const stops: (() => unknown)[] = []
  const served = await serveHere({ teardown: stop => stops.push(stop) }, args, variables)
  let stopped: Promise<unknown> | null = null
  const stop = async () => {
    stopped ??= Promise.all(stops.map(one => one()))
    await stopped
  }
  t.teardown(stop)
  return { ...served, stop }
}

t.test(
  'the file has the entries of the control API of each session, across restarts, with scenario and life',
  async t => {
    const path = `${t.testdir({})}/journal.ndjson`
    const first = await stoppable(t, ['--journal-file', path])
    t.same(await recordsIn(path).then(records => records.length), 1, 'a run has begun, and nothing came yet')
    for (const base of ['', '/scenario/rate-limited', '/scenario/outage/session/w', '']) await chat(first.url, base)
    const before = (
      await Promise.all(['default', 'rate-limited', 'w'].map(session => linesOf(first.url, session)))
    ).flat()
    await fetch(`${first.url}/__mock/sessions/default/reset`, { method: 'POST' })
    await chat(first.url)
    await first.stop()

    const second = await stoppable(t, [], { GROQ_MOCK_JOURNAL_FILE: path })
    await chat(second.url, '/scenario/outage')
    const after = await linesOf(second.url, 'outage')
    await second.stop()

    const records = await recordsIn(path)
    t.equal(only(records, 'missing').length, 0)
    const [one, two] = only(records, 'run')
    t.not(one?.run, two?.run)
    const entries = only(records, 'entry')
    t.same(
      entries.map(({ run, entry, scenario, life }) => [run === one?.run, entry.session, scenario, life]),
      [
        [true, 'default', 'steady-state', 1],
        [true, 'rate-limited', 'rate-limited', 2],
        [true, 'w', 'outage', 3],
        [true, 'default', 'steady-state', 1],
        [true, 'default', 'steady-state', 4],
        [false, 'outage', 'outage', 1],
      ],
    )
    t.match(
      records.map(({ kind }) => kind),
      ['run', 'entry', 'entry', 'entry', 'entry', 'cleared', 'entry', 'run', 'entry'],
    )
    const byId = (all: readonly Entry[]) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1))
    t.strictSame(byId(entries.slice(0, 4).map(({ entry }) => entry)), byId(before))
    t.strictSame(entries[5]?.entry, after[0])
  },
)

t.test('entries outlast their sessions: deleted, and evicted at the limit', async t => {
  const path = `${t.testdir({})}/j`
  const { url, stop } = await stoppable(t, ['--journal-file', path, '--sessions', '2'])
  for (const session of ['a', 'b', 'c']) await chat(url, `/session/${session}`)
  await fetch(`${url}/__mock/sessions/c`, { method: 'DELETE' })
  await stop()
  t.same(
    only(await recordsIn(path), 'entry').map(({ entry }) => entry.session),
    ['a', 'b', 'c'],
  )
})

t.test('what is under way when the server stops is in the file, as it is in the log', async t => {
  const path = `${t.testdir({})}/j`
  const { url, stop, printed } = await stoppable(t, ['--journal-file', path, '--log-format', 'text'])
  const hanging = chat(url, '/scenario/hang').catch(() => null)
  await until(
    async () => ((await (await fetch(`${url}/__mock/sessions`)).json()) as { sessions: unknown[] }).sessions.length,
    length => length === 2,
  )
  await stop()
  await hanging
  await printed(/chat\/completions → /)
  t.match(only(await recordsIn(path), 'entry'), [{ entry: { session: 'hang', method: 'POST' } }])
})

t.test('SIGTERM ends with all entries in the file', async t => {
  const path = `${t.testdir({})}/j`
  const { url, child, ended } = await serve(t, ['--journal-file', path, '--journal-file-size', '64KiB'])
  await Promise.all(Array.from({ length: 150 }, () => chat(url)))
  child.kill('SIGTERM')
  t.match(await inTime(ended), { code: 0 })
  const records = await recordsIn(path)
  t.equal(only(records, 'entry').length, 150)
  t.equal(only(records, 'missing').length, 0)
  t.ok(existsSync(`${path}.1`), 'it was moved away when it was full')
  for (const part of [path, `${path}.1`]) t.ok(statSync(part).size <= 64 * 1024)
})

t.test('a server that is killed leaves what it had written, and the next one goes on', async t => {
  const path = `${t.testdir({})}/j`
  const { url, child, ended } = await serve(t, ['--journal-file', path])
  await chat(url)
  await until(() => readFileSync(path, 'utf8').split('\n').length > 2)
  child.kill('SIGKILL')
  await ended
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, -20))
  const next = await stoppable(t, ['--journal-file', path])
  await chat(next.url)
  await next.stop()
  t.match(await recordsIn(path), [
    { kind: 'run' },
    { kind: 'missing', place: `${path}:2` },
    { kind: 'run' },
    { kind: 'entry' },
  ])
})

t.test('ready tells how the file fares, and says nothing of where it is', async t => {
  const path = `${t.testdir({})}/j`
  const { url } = await serveHere(t, ['--journal-file', path])
  const ready = async (at: string) => (await fetch(`${at}/__mock/ready`)).json()
  t.match(await ready(url), { journalFile: { entriesLost: 0, trouble: null } })
  t.notMatch(JSON.stringify(await ready(url)), path)
  t.notOk('journalFile' in ((await ready((await serveHere(t)).url)) as object))
})

t.test('a file that can not be is one line and exit code 2, before the port is bound', async t => {
  const folder = t.testdir({ notes: 'My notes.\n' })
  const blocker = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => blocker.once('listening', resolve))
  t.teardown(() => {
    blocker.close()
  })
  const port = String((blocker.address() as AddressInfo).port)
  // the port is in use: who bound it first would tell of that
  for (const [args, says] of [
    [
      ['--journal-file', `${folder}/none/j`],
      /^The journal can't be written to .*none\/j: there is no folder .*none\. Name another/,
    ],
    [['--journal-file', folder], /it is a folder, not a file/],
    [['--journal-file', `${folder}/notes`], /no journal that can be added to/],
    [['--journal-file', ''], /--journal-file is ""; expected a text/],
    [['--journal-file-size', '1MiB'], /^--journal-file-size does nothing without --journal-file FILE/],
    [
      ['--journal-file', `${folder}/j`, '--journal-file-size', '1KiB'],
      /^--journal-file-size is 1024 bytes; expected 16KiB or more/,
    ],
    [['--journal-file', `${folder}/j`, '--journal-file-size', 'large'], /expected a size such as/],
  ] as const)
    await t.rejects(serveHere(t, ['--port', port, ...args]), { name: 'UsageError', message: says })
  const { code, stderr } = await run(['--port', port, '--journal-file', folder])
  t.equal(code, 2)
  t.match(stderr, /^The journal can't be written to [^\n]*it is a folder, not a file[^\n]*\n$/)
})

t.test('a server whose port is in use adds nothing to the file of the one that has it', async t => {
  const path = `${t.testdir({})}/j`
  const { url } = await serveHere(t, ['--journal-file', path])
  const { code, stderr } = await spawned(t, ['--port', new URL(url).port, '--journal-file', path])
  t.equal(code, 2)
  t.match(stderr, /is in use/)
  await chat(url)
  await until(() => readFileSync(path, 'utf8').split('\n').length > 2)
  t.match(await recordsIn(path), [{ kind: 'run' }, { kind: 'entry' }])
})
