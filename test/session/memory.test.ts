import t from 'tap'
import { Calls } from '#src/session/calls'
import { groupOf } from '#src/session/group-of'
import { Recent } from '#src/session/recent'
import { Tally } from '#src/tally'
import { asking, at, FAILED, failure, OK } from './asking.ts'

t.test('what is counted in a part is counted in the whole, until the part leaves', async t => {
  const whole = new Tally()
  const [one, other] = [new Tally(whole), new Tally(whole)]
  one.add(5)
  other.add(7)
  other.add(-3)
  t.same([one.bytes, other.bytes, whole.bytes], [5, 4, 9])
  one.leave()
  one.add(100)
  t.equal(whole.bytes, 4, 'who has left counts alone')
})

t.test('what was not used for long is forgotten, and not counted any more', async t => {
  const tally = new Tally()
  const recent = new Recent<string, number>(10, tally, key => key.length)
  for (let i = 0; i < 1000; i += 1) recent.set(`key-${String(i).padStart(6, '0')}`, i)
  t.ok(tally.bytes <= 100 && tally.bytes >= 50, String(tally.bytes))
  recent.delete('key-000999')
  recent.delete('key-000999')
  recent.clear()
  t.equal(tally.bytes, 0)
})

const name = (i: number) => ({ fingerprint: `f${i}`, name: `n${i}` })

const several = (calls: Calls, count: number): void => {
  for (let i = 0; i < count; i += 1) {
    calls.ended(calls.arrive(asking({ fingerprint: `f${i}` }), at(i)), i % 2 === 0 ? FAILED : failure(null, 'never'), i)
    calls.ended(calls.arrive(asking(name(i)), at(i)), OK, i)
    calls.ended(calls.arrive(asking({ fingerprint: `r${i}`, retryCount: 1 }), at(i)), OK, i)
  }
}

t.test(
  'what calls take in memory is counted, grows no more at its bounds, and is nothing once they are forgotten',
  async t => {
    const tally = new Tally()
    const calls = new Calls(tally)
    several(calls, 12_000)
    const full = tally.bytes
    several(calls, 40_000)
    t.ok(tally.bytes < 1.3 * full + 20e6 && tally.bytes < 60e6, `${full}, then ${tally.bytes}`)
    calls.forget()
    t.equal(tally.bytes, 0)
  },
)

t.test('a call that is forgotten while it is under way does not disturb the next', async t => {
  const tally = new Tally()
  const calls = new Calls(tally)
  const first = calls.arrive(asking(), at(0))
  calls.forget()
  calls.ended(first, FAILED, 10)
  t.equal(calls.arrive(asking(), at(20)).call, first.call, 'it has failed since')
  calls.forget()
  t.match(calls.arrive(asking(), at(30)), { call: 'call-2', ordinal: 1, attempt: 1 }, 'ids go on')
})

t.test('a key of any length is told from others by a few letters', async t => {
  const [one, other] = [`${'k'.repeat(10_000)}a`, `${'k'.repeat(10_000)}b`]
  t.ok(groupOf('f', one).length < 150)
  t.equal(groupOf('f', one), groupOf('f', `${one}`))
  t.not(groupOf('f', one), groupOf('f', other))
  t.equal(groupOf('f', null), groupOf('f', ''))
})
