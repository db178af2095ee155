/* Bounds of docs/bounds.md that no room's own tests reach. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import t from 'tap'
import { Validation } from '#src/batches/validation'
import { Reloads } from '#src/scenario/reloads'
import { Calls } from '#src/session/calls'
import { batchLine, begun, worldOf } from './batches/running.ts'
import { spawnProgram } from './helpers/children.ts'
import { main, root } from './helpers/cli.ts'
import { chatBody, startMock } from './helpers/mock.ts'
import { printout } from './helpers/printout.ts'
import { inTime, until } from './helpers/until.ts'
import { asking, at, FAILED, failure, OK } from './session/asking.ts'

t.test('the hundred-and-first wrong line of a batch is not told, and is counted all the same', async t => {
  const errorsOf = (lines: number) => {
    const validation = new Validation(Buffer.from('{\n'.repeat(lines)))
    t.ok(validation.goOn({ left: 1e9 }))
    return validation
  }
  t.equal(errorsOf(99).errors.length, 99)
  const { errors, total } = errorsOf(101)
  t.equal(errors.length, 100)
  t.match(errors.at(-1), { line: 100 })
  t.equal(total, 101)
})

t.test('of more batches than a session keeps, the oldest goes', async t => {
  const world = begun(worldOf())
  const first = world.create([batchLine('a')])
  for (let i = 0; i < 1000; i += 1) world.create([batchLine('a')])
  const { batches } = world.session.resources
  t.equal(batches.all().length, 1000)
  t.equal(batches.get(first.id), undefined)
})

t.test('64 KiB of a body are kept, and what is longer says how much was left out', async t => {
  const mock = await startMock(t, {})
  const bodyOf = (bytes: number): string => {
    const empty = JSON.stringify(chatBody({ user: '' }))
    return JSON.stringify(chatBody({ user: 'x'.repeat(bytes - empty.length) }))
  }
  for (const [bytes, end] of [
    [65_536, /[^…]$/],
    [65_537, /… \(1 bytes more\)$/],
  ] as const) {
    const body = bodyOf(bytes)
    t.equal(Buffer.byteLength(body), bytes)
    await (await mock.chat({ body })).text()
    const { kept } = await mock.lastEntry()
    t.match(kept?.body, end)
    t.equal(kept?.body?.startsWith(body.slice(0, 65_536)), true)
  }
})

t.test('of the last edit of a scenario that was put ten diagnostics are remembered, of a file all', async t => {
  const found = Array.from({ length: 11 }, (_, i) => ({
    ...{ file: 'x.yaml', line: i + 1, column: 1 },
    ...{ severity: 'error' as const, message: `wrong ${i + 1}` },
  }))
  const reloads = new Reloads()
  t.equal(reloads.edited('put', null, found.slice(0, 10)).diagnostics.length, 10)
  t.equal(reloads.edited('put', null, found).diagnostics.length, 10)
  t.equal(reloads.edited('filed', 'filed.yaml', found).diagnostics.length, 11)
  reloads.forget('put', null)
  t.equal(reloads.of('put'), undefined, 'none under a name that there is not')
})

t.test('of ten thousand names of calls and of a hundred thousand fingerprints the older half is forgotten', async t => {
  const named = new Calls()
  const name = (i: number) => asking({ fingerprint: 'f', name: `n${i}` })
  for (let i = 0; i < 10_001; i += 1) named.ended(named.arrive(name(i), at(i)), FAILED, i)
  t.equal(named.arrive(name(10_000), at(20_000)).attempt, 2, 'the newest goes on')
  t.equal(named.arrive(name(0), at(20_000)).attempt, 1, 'the oldest begins anew')

  const calls = new Calls()
  const ask = (i: number) => calls.arrive(asking({ fingerprint: `f${i}` }), at(i))
  for (let i = 0; i < 100_001; i += 1) calls.ended(ask(i), OK, i)
  t.equal(ask(100_000).ordinal, 2, 'the newest is the second of its kind')
  t.equal(ask(0).ordinal, 1, 'ordinals of the oldest begin anew')
})

t.test('of ten thousand calls that nobody should try again the older half is forgotten', async t => {
  const calls = new Calls()
  const ask = (i: number, ms = i) => calls.arrive(asking({ fingerprint: `f${i}` }), at(ms))
  for (let i = 0; i < 10_001; i += 1) calls.ended(ask(i), failure(null, 'never'), i)
  t.equal(ask(10_000, 20_000).attempt, 2, 'the newest goes on')
  t.equal(ask(0, 20_000).attempt, 1, 'nobody knows that the oldest failed')
})

const noShell =
  (process.platform === 'win32' || spawnSync('sh', ['-c', 'ulimit -n 64']).status !== 0) && 'no ulimit here'

t.test(
  'with as many connections as files may be open it serves those that it has, and others when these are gone',
  {
    skip: noShell,
  },
  async t => {
    const serve = `ulimit -n 64; exec "${process.execPath}" "${main}" serve --port 0`
    const child = spawnProgram('sh', ['-c', serve], root)
    const out = printout()
    child.stdout.setEncoding('utf8').on('data', out.add)
    t.teardown(async () => {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
    })
    const [, port] = await inTime(out.printed(/listens on http:\/\/127\.0\.0\.1:(\d+)/))
    const sockets: Socket[] = []
    t.teardown(() => sockets.forEach(socket => void socket.destroy()))
    const asked = (socket: Socket): Promise<boolean> => {
      const said = new Promise<boolean>(resolve => {
        socket.once('data', bytes => resolve(String(bytes).startsWith('HTTP/1.1 200')))
        for (const end of ['close', 'error', 'end']) socket.once(end, () => resolve(false))
      })
      socket.write('GET /openai/v1/models HTTP/1.1\r\nhost: x\r\n\r\n')
      return said
    }
    const open = (): Socket => {
      const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
      sockets.push(socket)
      return socket
    }
    const first = open()
    t.equal(await inTime(asked(first)), true)
    for (let i = 0; i < 100; i += 1) open()
    await until(() => sockets.some(socket => socket !== first && (socket.closed || socket.readableEnded)))
    t.equal(await inTime(asked(first)), true, 'whoever is connected is served')
    for (const socket of sockets) if (socket !== first) socket.destroy()
    await until(async () => asked(open()))
    t.equal(child.exitCode, null)
  },
)
