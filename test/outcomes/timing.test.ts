import t from 'tap'
import { performing } from './performing.ts'
import type { RecordedWire } from './recorded-wire.ts'

const writes = ({ done }: RecordedWire) =>
  done.filter(({ what }) => what === 'write').map(({ atMs, chunks }) => [Math.round(atMs), chunks])

t.test('a pace lets chunks come one by one, and [DONE] with the chunk before it', async t => {
  const { wire, advance } = performing({ stream: { pace: '20ms' } })
  await advance(45)
  t.same(writes(wire), [
    [0, 1],
    [20, 1],
    [40, 1],
  ])
  await advance(1000)
  // a role, five words, the finish; then [DONE]
  t.same(writes(wire).slice(3), [
    [60, 1],
    [80, 1],
    [100, 1],
    [120, 2],
  ])
  t.match(wire.done.at(-1), { what: 'end', by: 'server', atMs: 120 })
})

t.test('a pace in tokens is as many chunks a second, without drift', async t => {
  const { wire, advance } = performing({ stream: { pace: '300 tokens/s' } })
  await advance(100)
  t.same(
    writes(wire).map(([atMs]) => atMs),
    [0, 3, 7, 10, 13, 17, 20],
  )
})

t.test('the head comes at once, the first token later', async t => {
  const { wire, advance } = performing({ stream: { firstToken: '1s..3s' } }, true, 1500)
  await advance(0)
  t.same(
    wire.done.map(({ what }) => what),
    ['begin'],
  )
  await advance(5000)
  t.same(writes(wire), [[1500, 8]])
})

t.test('first token, pace and a stall add up; what is due together goes out together', async t => {
  const { wire, advance } = performing(
    { stream: { firstToken: '1s', pace: '10ms', stall: { after: '3 chunks', for: '2s' } } },
    true,
    1000,
  )
  await advance(10_000)
  t.same(writes(wire), [
    [1000, 1],
    [1010, 1],
    [1020, 1],
    [3030, 1],
    [3040, 1],
    [3050, 1],
    [3060, 2],
  ])
})

t.test('a stall without a length lasts for ever, and ends with the connection', async t => {
  const { wire, advance, remarks } = performing({ stream: { stall: { after: '2 chunks' } } })
  await advance(30 * 24 * 3_600_000)
  t.same(writes(wire), [[0, 2]])
  wire.leave()
  t.same(await remarks, [])
})

t.test('a client that leaves ends the waiting at once, and nothing more is written', async t => {
  const { wire, advance, remarks } = performing({ stream: { pace: '1s' } })
  await advance(1500)
  wire.leave()
  t.same(await remarks, [])
  t.equal(writes(wire).length, 2)
})

t.test('a hang is silent until the client leaves', async t => {
  const { wire, advance, remarks } = performing({ fault: 'hang' })
  await advance(3_600_000)
  t.same(wire.done, [])
  wire.leave()
  await remarks
})

t.test('a body trickles at its rate, whole and streamed, however slow or fast', async t => {
  for (const stream of [true, false])
    for (const bytesPerSecond of [1, 50, 5000]) {
      const { wire, advance } = performing({ fault: { trickle: { bytesPerSecond } } }, stream)
      await advance(10_000)
      const written = wire.done.filter(({ what }) => what === 'write')
      const bytes = written.reduce((sum, { text }) => sum + (text?.length ?? 0), 0)
      const seconds = (written.at(-1)?.atMs ?? 0) / 1000
      t.ok(Math.abs(bytes - bytesPerSecond * seconds) <= 1, `${bytes} bytes in ${seconds} s at ${bytesPerSecond}`)
      t.ok(seconds > 9 || !wire.isOpen)
    }
})
