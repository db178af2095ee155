import t from 'tap'
import { fakeClock, realClock } from '#src/clock/clock'
import { Lateness } from '#src/clock/lateness'
import { until } from '../helpers/until.ts'

/** A monitor that says what it is told to, in milliseconds of a loop that is looked at every 20. */
const monitor = () => {
  const state = { ms: 0, maxMs: 0, isOn: false, resets: 0 }
  return {
    state,
    get max() {
      return (state.maxMs + 20) * 1e6
    },
    percentile: () => (state.ms + 20) * 1e6,
    reset: () => {
      state.ms = 0
      state.maxMs = 0
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
  seen.state.maxMs = 900
  await clock.advance(10_000)
  t.equal(seen.state.resets, 1, 'a window is ten seconds')
  seen.state.ms = 5
  seen.state.maxMs = 7
  t.same(lateness.since(10_001), { p99Ms: 5, maxMs: 7 })
  t.same(lateness.since(0), { p99Ms: 80, maxMs: 900 })
  t.same(lateness.recent, { p99Ms: 80, maxMs: 900 }, 'the window before the open one is recent')
  await clock.advance(10_000)
  t.same(lateness.since(10_001), { p99Ms: 5, maxMs: 7 }, 'what was before does not count')
  t.same(lateness.recent, { p99Ms: 5, maxMs: 7 })
  stopping.abort()
  await watched
  t.notOk(seen.state.isOn)
})

t.test('a loop that is on time is not late', async t => {
  const seen = monitor()
  const late = (percentile: number, max: number) =>
    new Lateness(fakeClock(), { ...seen, max, percentile: () => percentile }).recent
  t.same(late(19.9e6, 20.04e6), { p99Ms: 0, maxMs: 0 })
  t.same(late(Number.NaN, 0), { p99Ms: 0, maxMs: 0 }, 'nor one that was not looked at')
})

t.test('a loop that is held shows by how long, and that it was once alone', async t => {
  const lateness = new Lateness(realClock)
  const stopping = new AbortController()
  const watched = lateness.watch(stopping.signal)
  // the monitor's first look is its beginning
  await realClock.sleep(100)
  const untilMs = performance.now() + 300
  while (performance.now() < untilMs);
  const { maxMs } = await until(
    () => lateness.recent,
    seen => seen.maxMs >= 200,
  )
  t.ok(maxMs < 20_000, `${maxMs} ms`)
  stopping.abort()
  await watched
})
