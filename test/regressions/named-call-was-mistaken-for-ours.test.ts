// Wrong until 4042e7a (2026-11-23): a call that its client named `call-1` was one with the first call of ours in the journal.
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

t.test('a call that its client gives a name like ours is told apart from ours', async t => {
  const mock = await startMock(t)
  await mock.chat()
  await mock.chat({ headers: { 'x-mock-call': 'call-1' } })
  const [ours, named] = await mock.entries(2)
  t.equal(ours?.call, 'call-1')
  t.not(named?.call, 'call-1')
  t.same([ours?.attempt, named?.attempt], [1, 1])
})
