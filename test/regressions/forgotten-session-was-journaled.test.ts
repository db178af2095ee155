import { Writable } from 'node:stream'
import { pino } from 'pino'
import t from 'tap'
import { startMock } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

/** A log, and whether it tells of a client that left: that line comes before the entry would. */
const leavingLog = () => {
  let text = ''
  const write = (chunk: string, _encoding: string, done: () => void) => {
    text += chunk
    done()
  }
  return {
    log: pino({ level: 'info' }, new Writable({ decodeStrings: false, write })),
    hasLeft: () => / → 499 /.test(text),
  }
}

t.test('a session that had to go leaves nothing in the journal, even of what was under way', async t => {
  const { log, hasLeft } = leavingLog()
  const mock = await startMock(t, 'steady-state', { sessions: 2 }, log)
  const leave = new AbortController()
  const slow = mock.chat({ base: '/scenario/hang/session/slow', signal: leave.signal }).catch(() => null)
  await mock.decided(1, 'slow')
  await mock.chat({ base: '/session/next' })
  t.equal(mock.sessions.get('slow'), undefined, 'it had to go')
  leave.abort()
  await slow
  await until(hasLeft)
  t.equal(mock.journal.count('slow'), 0)
})

t.test('a reset forgets what was under way too', async t => {
  const { log, hasLeft } = leavingLog()
  const mock = await startMock(t, 'hang', {}, log)
  const leave = new AbortController()
  const slow = mock.chat({ signal: leave.signal }).catch(() => null)
  await mock.decided()
  t.equal((await fetch(`${mock.url}/__mock/sessions/default/reset`, { method: 'POST' })).status, 200)
  leave.abort()
  await slow
  await until(hasLeft)
  t.equal(mock.journal.count('default'), 0)
})
