import fc from 'fast-check'
import t from 'tap'
import { fakeClock, realClock } from '#src/clock/clock'
import { WakeQueue } from '#src/clock/wake-queue'

t.test(
  'who waits is woken in the order of the moments, and where they are the same in the order of coming',
  async t => {
    const moment = fc.record({ atMs: fc.integer({ min: 0, max: 20 }), stays: fc.boolean() })
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 60 }), moments => {
        const queue = new WakeQueue()
        const woken: number[] = []
        const waiting = moments.map(({ atMs }, i) => queue.add(atMs, () => woken.push(i)))
        for (const [i, { stays }] of moments.entries()) {
          const one = waiting[i]
          if (!stays && one) {
            queue.remove(one)
            queue.remove(one)
          }
        }
        for (let due = queue.takeDue(15); due; due = queue.takeDue(15)) due.wake()
        const expected = moments
          .map((one, i) => ({ ...one, i }))
          .filter(({ atMs, stays }) => stays && atMs <= 15)
          .sort((a, b) => a.atMs - b.atMs || a.i - b.i)
          .map(({ i }) => i)
        const left = moments.filter(({ atMs, stays }) => stays && atMs > 15).length
        return JSON.stringify(woken) === JSON.stringify(expected) && queue.size === left
      }),
    )
    t.pass()
  },
)

t.test('nobody is woken too early, and thousands share one timer', async t => {
  const timers = () => process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length
  const before = timers()
  const began = performance.now()
  const naps = Array.from({ length: 3000 }, (_, i) => ({ ms: 5 + (i % 37), nap: realClock.nap(5 + (i % 37)) }))
  t.ok(timers() <= before + 1, `${timers()} timers`)
  const early = await Promise.all(naps.map(({ ms, nap }) => nap.over.then(() => performance.now() - began < ms)))
  t.notOk(early.includes(true))
})

t.test('a wait that is ended is over at once, and leaves no timer behind', async t => {
  const timers = () => process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length
  const before = timers()
  const long = [realClock.nap(3_600_000), realClock.nap(Infinity), realClock.nap(60_000)]
  for (const nap of long) nap.end()
  await Promise.all(long.map(({ over }) => over))
  t.equal(timers(), before)
  const leave = new AbortController()
  const sleeping = realClock.sleep(3_600_000, leave.signal)
  leave.abort()
  await sleeping
  await realClock.sleep(3_600_000, AbortSignal.abort())
  t.equal(timers(), before)
})

t.test('a shorter wait that begins later is over first', async t => {
  const woken: string[] = []
  const note = (name: string) => () => woken.push(name)
  await Promise.all([
    realClock.sleep(40).then(note('long')),
    realClock.sleep(5).then(note('short')),
    realClock.sleep(20).then(note('middle')),
  ])
  t.same(woken, ['short', 'middle', 'long'])
})

t.test('the fake clock stands still, and wakes in order who slept until then', async t => {
  const clock = fakeClock()
  const woken: string[] = []
  const note = (name: string) => () => woken.push(`${name} at ${clock.monotonic()}`)
  const again = clock.sleep(10).then(async () => {
    note('a')()
    await clock.sleep(10).then(note('b'))
  })
  const other = clock.sleep(15).then(note('c'))
  await clock.advance(30)
  await Promise.all([again, other])
  t.same(woken, ['a at 10', 'c at 15', 'b at 20'])
  t.equal(clock.monotonic(), 30)
})
