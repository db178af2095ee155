import t from 'tap'
import { fakeClock } from '#src/clock/clock'
import { Lateness } from '#src/clock/lateness'

/** A monitor that says what it is told to, in milliseconds of a loop that is looked at every 20. */
const monitor = () => {
  const state = { ms: 0, isOn: false, resets: 0 }
  return {
    state,
    percentile: () => (state.ms + 20) * 1e6,
    reset: () => {
      state.ms = 0
      state.resets += 1
    },
    enable: () => {
      state.isOn = true
    },
    disable: () => {
      state.isOn = false
    },
  }
}

t.test('lateness is that of the windows since then, and of the one that is open', async t => {
  const clock = fakeClock()
  const seen = monitor()
  const lateness = new Lateness(clock, seen)
  const stopping = new AbortController()
  const watched = lateness.watch(stopping.signal)
  t.ok(seen.state.isOn)
  seen.state.ms = 80
  await clock.advance(10_000)
  t.equal(seen.state.resets, 1, 'a window is ten seconds')
  seen.state.ms = 5
  t.equal(lateness.nowMs, 5)
  t.equal(lateness.p99SinceMs(0), 80)
  await clock.advance(10_000)
  t.equal(lateness.p99SinceMs(10_001), 5, 'what was before does not count')
  stopping.abort()
  await watched
  t.notOk(seen.state.isOn)
})

t.test('a loop that is on time is not late', async t => {
  const seen = monitor()
  t.equal(new Lateness(fakeClock(), { ...seen, percentile: () => 19.9e6 }).nowMs, 0)
  t.equal(
    new Lateness(fakeClock(), { ...seen, percentile: () => Number.NaN }).nowMs,
    0,
    'nor one that was not looked at',
  )
})
