import t from 'tap'
import { fakeClock } from '#src/clock/clock'
import { deliver } from '#src/outcomes/deliver'
import { changeEach, changeStream, type RawStream, readStream, type StreamChange } from '#src/outcomes/stream/index'
import { packetOf } from '#src/wire/packet'
import { callOf, errorContextOf } from '../helpers/deciding.ts'
import { performanceOn } from './performance-on.ts'
import { writtenBy } from './performing.ts'
import { RecordedWire } from './recorded-wire.ts'

const EVENTS = [...Array.from({ length: 20 }, (_, i) => `data: {"n":${i}}\n\n`), 'data: [DONE]\n\n']

const changeOf = (raw: RawStream): StreamChange => ({ spec: readStream(raw), firstTokenMs: 500, said: [] })

/** A stream that counts which of its events have been made. */
const counted = () => {
  const state = { made: 0 }
  function* each(): Generator<string> {
    for (const event of EVENTS) {
      state.made += 1
      yield event
    }
  }
  return { state, events: { [Symbol.iterator]: each } }
}

const delivering = (events: Iterable<string>, raw: RawStream) => {
  const clock = fakeClock()
  const wire = new RecordedWire(clock)
  const over = deliver(
    { status: 200, reason: 'OK', headers: [] },
    { kind: 'stream', events },
    { ...performanceOn(wire, callOf({ stream: true, body: {} })), stream: changeOf(raw) },
  )
  return { clock, wire, over }
}

t.test('of a slow stream, no more events are made than are due, and the next one', async t => {
  const { state, events } = counted()
  const { clock, wire, over } = delivering(events, { pace: '20ms', firstToken: '500ms' })
  await clock.advance(499)
  t.equal(state.made, 1)
  await clock.advance(1)
  t.equal(state.made, 2)
  await clock.advance(100)
  t.equal(wire.done.filter(({ what }) => what === 'write').length, 6)
  t.equal(state.made, 7)
  await clock.advance(10_000)
  await over
  t.equal(writtenBy(wire), EVENTS.join(''))
  t.equal(state.made, EVENTS.length, 'each once')
})

t.test('of a stream whose client leaves, the rest is never made', async t => {
  const { state, events } = counted()
  const { clock, wire, over } = delivering(events, { pace: '20ms' })
  await clock.advance(45)
  wire.leave()
  await over
  await clock.advance(10_000)
  t.ok(state.made <= 5, `${state.made} of ${EVENTS.length}`)
})

t.test('packets that are made one by one are those that are made all at once', async t => {
  const rows: readonly RawStream[] = [
    { pace: '20ms' },
    { pace: '300 tokens/s' },
    { firstToken: '1s' },
    { pace: '20ms', firstToken: '1s' },
  ]
  for (const raw of rows) {
    const [packets, change] = [EVENTS.map(packetOf), changeOf(raw)]
    const { stream } = changeStream({ packets, early: false }, change, errorContextOf(callOf({})))
    t.same([...(changeEach(packets, change) ?? [])], stream.packets, JSON.stringify(raw))
  }
})

t.test('a change that counts chunks, or looks at others, is made to the whole stream', async t => {
  for (const raw of [
    { noDone: true },
    { pace: '20ms', duplicate: { after: '2 chunks' } },
    { firstToken: '1s', coalesce: 2 },
  ] as const)
    t.equal(changeEach(EVENTS.map(packetOf), changeOf(raw)), null, JSON.stringify(raw))
})
