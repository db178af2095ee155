// Wrong until "Blame nobody for a log whose lines wait for the mock itself" (2026-11-27): on a busy machine the mock came late to see that its lines had been taken, and said that nobody takes them.
import t from 'tap'
import { fakeClock } from '#src/clock/clock'
import { LogSink } from '#src/log/log-sink'
import { settled } from '../log/sinking.ts'

/** A sink whose write comes back when it is told to, in a process that is late by so much. */
const start = () => {
  const clock = fakeClock()
  const told: string[] = []
  const state = { lateMs: 0, taken: (): void => {} }
  const sink = new LogSink({
    clock: { ...clock, sleep: clock.sleep, nap: clock.nap, monotonic: () => clock.monotonic() + state.lateMs },
    write: (piece, done) => {
      state.taken = () => done(null, piece.length)
    },
    writeNow: piece => piece.length,
    tell: message => told.push(message),
    onMended: () => {},
  })
  sink.write('a line\n')
  return { clock, told, state, sink }
}

t.test('who was late itself looks again before it says that nobody takes what is written', async t => {
  const { clock, told, state, sink } = start()
  state.lateMs = 5000
  await clock.advance(1000)
  await settled()
  t.same([told, sink.trouble], [[], null])
  await clock.advance(1000)
  await settled()
  t.match(told, [/nobody takes what is written/], 'this time it was not')
  state.taken()
  t.equal(sink.trouble, null)
})

t.test('what was taken at the last moment is seen first', async t => {
  const { clock, told, state, sink } = start()
  setImmediate(() => state.taken())
  await clock.advance(1000)
  await settled()
  t.same([told, sink.trouble], [[], null])
})
