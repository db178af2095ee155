import t from 'tap'
import { fakeClock } from '#src/clock/clock'
import { RecordedWire } from '#src/wire/recorded-wire'
import type { Sent } from '#src/wire/wire'

const overOf = (wire: RecordedWire) => new Promise<Sent>(resolve => wire.whenOver(resolve))
const head = (status = 200) => ({ status, reason: 'OK', headers: ['x-a', 'b'] })

t.test('an answer is kept, and the exchange is over', async t => {
  const clock = fakeClock()
  const wire = new RecordedWire(clock, 0)
  t.ok(wire.isOpen)
  await clock.advance(7)
  wire.send(head(), 'höllo')
  t.notOk(wire.isOpen)
  t.same(wire.answer, { head: head(), body: 'höllo' })
  t.same(await overOf(wire), {
    ...{ status: 200, ttfbMs: 7, durationMs: 7, bytes: 6, chunks: 1, endedBy: 'server' },
    ...{ headers: null, last: 'höllo' },
  })
})

t.test('a stream is kept as its bytes, and what comes after the end is not', async t => {
  const wire = new RecordedWire(fakeClock(), 0)
  wire.stream(head(), 'data: 1\n\ndata: 2\n\n', 2)
  wire.send(head(500), 'late')
  wire.giveUp()
  t.match(wire.answer, { head: { status: 200 }, body: /data: 2/ })
  t.match(await overOf(wire), { status: 200, chunks: 2, endedBy: 'server' })
})

t.test('who is given up on has answered nothing', async t => {
  const wire = new RecordedWire(fakeClock(), 0)
  wire.giveUp()
  t.equal(wire.answer, null)
  t.match(await overOf(wire), { status: null, ttfbMs: null, bytes: 0, chunks: 0, endedBy: 'fault' })
})

t.test('waits take no time, and who waits for ever is given up on', async t => {
  const wire = new RecordedWire(fakeClock(), 0)
  await wire.sleep(60_000)
  t.ok(wire.isOpen)
  while (wire.isOpen) await wire.sleep(3_600_000)
  t.match(await overOf(wire), { endedBy: 'fault' })
})
