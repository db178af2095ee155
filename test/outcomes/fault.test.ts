import fc from 'fast-check'
import t from 'tap'
import { allOf } from './performing.ts'

const whats = async (rule: object, stream: boolean) => {
  const { wire } = await allOf(rule, stream)
  return wire.done.map(({ what }) => what)
}

t.test('breaks of the connection send nothing of an answer, on any kind of wire', async t => {
  for (const stream of [true, false]) {
    t.same(await whats({ fault: 'reset' }, stream), ['reset'])
    t.same(await whats({ fault: 'drop' }, stream), ['close'])
    t.same(await whats({ fault: 'garbage' }, stream), ['raw', 'close'])
  }
})

t.test('a cut by reset keeps the promise of the head, one by a clean end has none', async t => {
  const cut = { after: '40%' }
  const [reset] = (await allOf({ fault: { cut } }, false)).wire.done
  t.ok((reset?.framing?.bodyBytes ?? 0) > 100)
  t.equal(reset?.framing?.last, false)
  const [end] = (await allOf({ fault: { cut, with: 'end' } }, false)).wire.done
  t.same(end?.framing, { bodyBytes: null, last: true })
  t.same(await whats({ fault: { cut } }, true), ['begin', 'write', 'reset'])
  t.same(await whats({ fault: { cut, with: 'end' } }, true), ['begin', 'write', 'end'])
})

t.test('a cut lets through exactly what it says, in bytes, share or chunks', async t => {
  for (const stream of [true, false]) {
    const { text: all } = await allOf({ fault: { trickle: { bytesPerSecond: 1_000_000 } } }, stream)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 0, max: 99 }), async (bytes, percent) => {
        const { text, remarks } = await allOf({ fault: { cut: { after: `${bytes} bytes` } } }, stream)
        if (bytes < all.length) t.equal(text, all.slice(0, bytes))
        else t.same([text, remarks], [all, [`the answer has ${all.length} bytes only: cut could not apply`]])
        const share = await allOf({ fault: { cut: { after: `${percent}%` } } }, stream)
        t.equal(share.text, all.slice(0, Math.floor((all.length * percent) / 100)))
      }),
      { numRuns: 30 },
    )
  }
})

t.test('a cut after chunks ends with the last byte of a chunk, also where packets hold several or a part', async t => {
  for (const stream of [{ coalesce: 4 }, { split: 3 }, { crlf: true }, { pace: '1ms' }]) {
    const { text, wire } = await allOf({ fault: { cut: { after: '5 chunks' } }, stream })
    t.equal(text.match(/^data: \{/gm)?.length, 5)
    t.match(text, /\}(\r?\n){2}$/)
    t.equal(
      wire.done.reduce((sum, { chunks = 0 }) => sum + chunks, 0),
      5,
    )
  }
})

t.test('a cut after chunks can not apply to a whole answer: it has one', async t => {
  const { remarks, wire } = await allOf({ fault: { cut: { after: '1 chunk' } } }, false)
  t.same(remarks, ['the answer has 1 chunk only: cut could not apply'])
  t.match(wire.done.at(-1), { what: 'end', by: 'server' })
})

t.test('short promises more than comes, whole and streamed', async t => {
  for (const stream of [true, false]) {
    const { text, wire } = await allOf({ fault: { short: '100 bytes' } }, stream)
    t.equal(wire.done[0]?.framing?.bodyBytes, Buffer.byteLength(text) + 100)
    t.same(
      wire.done.map(({ what }) => what),
      ['begin', 'write', 'close'],
    )
  }
})

t.test('a fault and changes of its stream go together', async t => {
  const { text, wire } = await allOf({
    fault: { trickle: { bytesPerSecond: 100_000 } },
    stream: { duplicate: { after: '1 chunk' }, noDone: true },
  })
  const events = text.split('\n\n').filter(event => event !== '')
  t.equal(events[0], events[1])
  t.notMatch(text, /DONE/)
  t.match(wire.done.at(-1), { what: 'end', by: 'fault' })
})
