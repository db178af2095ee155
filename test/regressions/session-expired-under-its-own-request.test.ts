// Wrong until "Keep a session while a request of it is under way" (2026-11-27): a session could expire under a request that took longer than its ttl, and that exchange had no entry anywhere.
import t from 'tap'
import { startFrozen } from '../helpers/frozen.ts'
import { chatBody, openSocket } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

const TTL_MS = 600_000

t.test('a session does not expire while a slow answer of it is under way, and has its entry', async t => {
  const mock = await startFrozen(t, { rules: [{ delay: '20m' }] })
  const { body } = await mock.control('POST', '/sessions', { ttl: '10m' })
  const base = `/session/${body.id}`
  const slow = mock.chat({}, {}, base)
  await mock.decided(1, body.id)
  await mock.waiting()
  await mock.clock.advance(2 * TTL_MS - 1)
  t.match(await mock.control('GET', `/sessions/${body.id}`), { status: 200 }, 'looked for in the middle')
  t.match((await mock.control('GET', '/sessions')).body, { gone: { expired: 0 } })
  await mock.clock.advance(1)
  t.equal((await slow).status, 200)
  t.match(await mock.lastEntry(body.id), { session: body.id, status: 200, durationMs: 2 * TTL_MS })
  await mock.clock.advance(TTL_MS)
  t.match(await mock.control('GET', `/sessions/${body.id}`), { status: 200 }, 'its time begins with the end')
  await mock.clock.advance(1)
  t.match(await mock.control('GET', `/sessions/${body.id}`), { status: 410 })
})

t.test('a request whose body comes slowly is under way too, whether it comes whole or its client leaves', async t => {
  const mock = await startFrozen(t, 'steady-state')
  const text = JSON.stringify(chatBody())
  for (const leaves of [false, true]) {
    const name = leaves ? 'left' : 'whole'
    const socket = await openSocket(t, mock)
    socket.write(
      `POST /session/${name}/openai/v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${text.length}\r\n\r\n${text.slice(0, 10)}`,
    )
    await until(() => mock.sessions.get(name))
    await mock.clock.advance(2 * 3_600_000)
    const session = mock.sessions.get(name)
    t.ok(session, 'it is still there')
    if (leaves) socket.destroy()
    else socket.write(text.slice(10))
    t.match(await mock.lastEntry(name), { status: leaves ? 499 : 200 })
    await until(() => session?.use.idleMs(mock.clock.monotonic() + 1) === 1)
    await mock.clock.advance(3_600_001)
    t.equal(mock.sessions.get(name), undefined, 'and behind its end it goes')
  }
})
