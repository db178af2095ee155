// Wrong until 500f2ed (2026-11-27): tests of a suite that asked the same, one after the other in an outage, were taken for further attempts of those before the last.
import t from 'tap'
import { Calls } from '#src/session/calls'
import { asking, at, FAILED } from '../session/asking.ts'

/** An SDK on its defaults: three tries, each over in a moment. Gives the call and the number of each, and when it gave up. */
const tried = (calls: Calls, beginsMs: number) => {
  const seen: string[] = []
  let nowMs = beginsMs
  for (const [retryCount, waitMs] of [0, 450, 900].entries()) {
    nowMs += waitMs
    const ticket = calls.arrive(asking({ retryCount }), at(nowMs))
    seen.push(`${ticket.call}.${ticket.attempt}`)
    calls.ended(ticket, FAILED, nowMs + 5)
  }
  return { seen: seen.join(' '), endsMs: nowMs + 5 }
}

t.test('six tests that ask the same are six calls of three attempts', async t => {
  const calls = new Calls()
  let nowMs = 0
  for (let test = 1; test <= 6; test += 1) {
    const { seen, endsMs } = tried(calls, nowMs)
    t.equal(seen, `call-${test}.1 call-${test}.2 call-${test}.3`)
    nowMs = endsMs + 20
  }
})

t.test('a layer above that waits longer than the SDK would goes on with its call', async t => {
  const calls = new Calls()
  t.equal(tried(calls, 0).seen, 'call-1.1 call-1.2 call-1.3')
  t.equal(tried(calls, 5000).seen, 'call-1.4 call-1.5 call-1.6')
})
