// Wrong until 8bf40c1 (2026-11-23): what was under way in a session that was reset, or had to go, was journaled all the same.
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

t.test('a session that had to go leaves nothing in the journal, even of what was under way', async t => {
  const mock = await startMock(t, 'steady-state', { sessions: 2 })
  const slow = mock
    .chat({ base: '/scenario/cancelled/session/slow', signal: AbortSignal.timeout(400) })
    .catch(() => null)
  await new Promise(resolve => setTimeout(resolve, 150))
  await mock.chat({ base: '/session/next' })
  t.equal(mock.sessions.get('slow'), undefined, 'it had to go')
  await slow
  await new Promise(resolve => setTimeout(resolve, 100))
  t.equal(mock.journal.count('slow'), 0)
})

t.test('a reset forgets what was under way too', async t => {
  const mock = await startMock(t, 'cancelled')
  const slow = mock.chat({ signal: AbortSignal.timeout(400) }).catch(() => null)
  await new Promise(resolve => setTimeout(resolve, 150))
  t.equal((await fetch(`${mock.url}/__mock/sessions/default/reset`, { method: 'POST' })).status, 200)
  await slow
  await new Promise(resolve => setTimeout(resolve, 100))
  t.equal(mock.journal.count('default'), 0)
})
