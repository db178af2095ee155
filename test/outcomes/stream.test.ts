import fc from 'fast-check'
import t from 'tap'
import { allOf } from './performing.ts'

const eventsOf = (text: string): readonly string[] => text.split(/(?<=\n\n)/).filter(event => event !== '')

const usual = async () => (await allOf({ stream: { pace: '1ms' } })).text

t.test('an error event takes the place of the rest, and no [DONE] comes behind it', async t => {
  const { text, wire } = await allOf({
    stream: { error: { after: '2 chunks', status: 503, variant: 'over-capacity' } },
  })
  const plain = eventsOf(await usual())
  t.same(eventsOf(text), [
    ...plain.slice(0, 2),
    'event: error\ndata: {"error":{"message":"openai/gpt-oss-20b is currently over capacity. Please try again and back off exponentially. Visit https://groqstatus.com to see if there is an active incident.","type":"internal_server_error","status_code":503}}\n\n',
  ])
  t.match(wire.done.at(-1), { what: 'end', by: 'fault' })
})

t.test('an error event has the keys of its variant in the order of the wire, the status last', async t => {
  const { text } = await allOf({ stream: { error: { after: '1 chunk', status: 400, variant: 'tool-use-failed' } } })
  t.match(
    text,
    /\ndata: \{"error":\{"message":".*","type":"invalid_request_error","code":"tool_use_failed","failed_generation":.*,"status_code":400\}\}\n\n$/,
  )
  const { text: own } = await allOf({ stream: { error: { after: '1 chunk', status: 400, message: 'No }}' } } })
  t.match(JSON.parse(own.split('event: error\ndata: ')[1] ?? ''), { error: { message: 'No }}', status_code: 400 } })
})

t.test('a malformed chunk breaks off in its middle, and the others are as they were', async t => {
  const { text } = await allOf({ stream: { malformed: { after: '2 chunks' } } })
  const [plain, seen] = [eventsOf(await usual()), eventsOf(text)]
  t.same([...seen.slice(0, 2), ...seen.slice(3)], [...plain.slice(0, 2), ...plain.slice(3)])
  const broken = (seen[2] ?? '').trimEnd()
  t.ok(plain[2]?.startsWith(broken))
  t.throws(() => JSON.parse(broken.slice(6)))
})

t.test('a duplicate is the same chunk once more, in its place', async t => {
  const { text } = await allOf({ stream: { duplicate: { after: '2 chunks' } } })
  const plain = eventsOf(await usual())
  t.same(eventsOf(text), [...plain.slice(0, 2), plain[1], ...plain.slice(2)])
})

t.test('without [DONE] the stream ends behind its last chunk', async t => {
  const { text, wire } = await allOf({ stream: { noDone: true } })
  t.same(eventsOf(text), eventsOf(await usual()).slice(0, -1))
  t.match(wire.done.at(-1), { what: 'end', by: 'fault' })
})

t.test('changes count chunks as they go out', async t => {
  const { text } = await allOf({
    stream: { duplicate: { after: '2 chunks' }, error: { after: '4 chunks', status: 500 } },
  })
  const plain = eventsOf(await usual())
  t.same(eventsOf(text).slice(0, 4), [plain[0], plain[1], plain[1], plain[2]])
  t.match(eventsOf(text)[4], /^event: error/)
})

t.test('a letter of several bytes is cut in two', async t => {
  const { wire } = await allOf({ complete: { text: 'Zürich', reasoning: '' }, stream: { split: 2 } })
  const packets = wire.done.filter(({ what }) => what === 'write').map(({ text = '' }) => Buffer.from(text, 'latin1'))
  const cut = packets.findIndex(packet => packet.at(-1) === 0xc3)
  t.ok(cut > 0 && packets[cut + 1]?.[0] === 0xbc, 'ü is C3 BC')
})

t.test('packets and line ends change, bytes do not: whatever the sizes, the events are the same', async t => {
  const plain = eventsOf(await usual())
  await fc.assert(
    fc.asyncProperty(
      fc.record(
        {
          coalesce: fc.integer({ min: 2, max: 12 }),
          crlf: fc.constant(true),
          pace: fc.constantFrom('7ms', '90 tokens/s'),
        },
        { requiredKeys: [] },
      ),
      fc.option(fc.integer({ min: 2, max: 700 })),
      async (stream, split) => {
        if (split !== null && stream.coalesce !== undefined) return
        const change = { ...stream, ...(split === null ? {} : { split }) }
        if (Object.keys(change).length === 0) return
        const { text, wire } = await allOf({ stream: change })
        t.same(eventsOf(text.replaceAll('\r\n', '\n')), plain)
        const written = wire.done.filter(({ what }) => what === 'write')
        t.equal(
          written.reduce((sum, { chunks }) => sum + (chunks ?? 0), 0),
          plain.length,
        )
        if (change.coalesce) t.equal(written.length, Math.ceil(plain.length / change.coalesce))
        if (split !== null) t.ok(written.length >= plain.length * Math.min(split, 14))
        const gaps = written.slice(1).map(({ atMs }, i) => atMs - (written[i]?.atMs ?? 0))
        if (change.coalesce || split !== null)
          t.ok(
            gaps.every(gap => gap >= 4.999),
            'packets are apart',
          )
      },
    ),
    { numRuns: 40 },
  )
})

t.test('what lies beyond the end is told, and the stream comes whole', async t => {
  const plain = await usual()
  for (const [change, remark] of [
    [{ stall: { after: '99 chunks' } }, 'the answer has 8 chunks only: stall could not apply'],
    [{ malformed: { after: '8 chunks' } }, 'the answer has 8 chunks only: malformed could not apply'],
    [{ duplicate: { after: '9 chunks' } }, 'the answer has 8 chunks only: duplicate could not apply'],
    [{ error: { after: '8 chunks', status: 500 } }, 'the answer has 8 chunks only: error could not apply'],
  ] as const) {
    const { text, remarks, wire } = await allOf({ stream: change })
    t.same(remarks, [remark])
    t.equal(text, plain)
    t.match(wire.done.at(-1), { what: 'end', by: 'server' })
  }
})

t.test('an answer that is not streamed stays as it is, and that is told', async t => {
  const { remarks, wire } = await allOf({ stream: { noDone: true, stall: { after: '2 chunks', for: '1s' } } }, false)
  t.same(remarks, ['the answer is not streamed: noDone, stall could not apply'])
  t.same(
    wire.done.map(({ what }) => what),
    ['send'],
  )
})
