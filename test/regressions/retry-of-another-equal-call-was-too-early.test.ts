// Wrong until 222218f (2026-11-27): of equal calls at once, the retry of one that was told no wait was taken for that of one that was, and accused of coming too early.
import t from 'tap'
import { Calls } from '#src/session/calls'
import { asking, at, failure } from '../session/asking.ts'

/** Equal first tries, each with the time at which it failed and the wait that it was told. */
const failed = (calls: Calls, ends: readonly (readonly [atMs: number, waitMs: number | null])[]) => {
  const tickets = ends.map(() => calls.arrive(asking({ retryCount: 0 }), at(0)))
  ends.forEach(([atMs, waitMs], i) => {
    const ticket = tickets[i]
    if (ticket) calls.ended(ticket, failure(waitMs), atMs)
  })
}
const retried = (calls: Calls, atMs: number) => calls.arrive(asking({ retryCount: 1 }), at(atMs)).call

t.test('a retry is that of a call whose wait is over', async t => {
  const calls = new Calls()
  failed(calls, [
    [5, 1000],
    [300, null],
  ])
  t.equal(retried(calls, 806), 'call-2')
  t.equal(retried(calls, 1006), 'call-1')
})

t.test('where all were told a longer wait, it is the one that is over first', async t => {
  const calls = new Calls()
  failed(calls, [
    [5, 9000],
    [6, 2000],
  ])
  t.equal(retried(calls, 500), 'call-2')
  t.equal(retried(calls, 501), 'call-1')
})
