import t from 'tap'
import { allOf, performing, writtenBy } from './performing.ts'

const eventsOf = (text: string): readonly string[] => text.split(/(?<=\n\n)/).filter(event => event !== '')
const plain = async () => eventsOf((await allOf({ stream: { pace: '1ms' } })).text)

t.test('lines stand before every chunk, the first, or after some, as they are', async t => {
  const usual = await plain()
  const { text } = await allOf({ stream: { lines: [{ add: ['id: {chunk}'] }] } })
  t.same(
    eventsOf(text),
    usual.map((event, i) => `id: ${i + 1}\n${event}`),
  )
  const places = [
    { after: 'start', add: [': hello', ''] },
    { after: '2 chunks', add: ['retry: 3000', 'nobody knows this'] },
    { after: `${usual.length} chunks`, add: ['after all', ''] },
  ]
  const { text: several, wire } = await allOf({ stream: { lines: places } })
  t.equal(
    several,
    [': hello\n\n', ...usual.slice(0, 2), 'retry: 3000\nnobody knows this\n', ...usual.slice(2), 'after all\n\n'].join(
      '',
    ),
  )
  const chunks = wire.done.reduce((sum, { chunks: own = 0 }) => sum + own, 0)
  t.equal(chunks, usual.length, 'lines are no chunks')
})

t.test('lines behind the end are told, not sent', async t => {
  const { text, remarks } = await allOf({ stream: { lines: [{ after: '99 chunks', add: ['x'] }] } })
  t.same(eventsOf(text), await plain())
  t.match(remarks, [/^the answer has \d+ chunks only: lines could not apply$/])
})

t.test('an error can be bare data, without the line that names its event', async t => {
  const { text } = await allOf({ stream: { error: { after: '1 chunk', status: 503, bare: true } } })
  t.equal(
    eventsOf(text)[1],
    'data: {"error":{"message":"Service Unavailable","type":"internal_server_error","status_code":503}}\n\n',
  )
})

t.test('a byte order mark comes first, and once', async t => {
  const { text } = await allOf({ stream: { bom: true, crlf: true } })
  t.ok(text.startsWith('\ufeffdata: {'))
  t.equal(text.lastIndexOf('\ufeff'), 0)
})

t.test('comments come in the silences, of a wait that ends and of one that does not', async t => {
  const slow = { stream: { firstToken: '1s', keepAlive: { every: '300ms', comment: 'ping' }, crlf: true } }
  const { wire, advance } = performing(slow, true, 1000)
  for (let n = 0; n < 5; n += 1) await advance(300)
  t.match(writtenBy(wire), /^(?:: ping\r\n\r\n){3}data: \{[\s\S]*data: \[DONE\]\r\n\r\n$/)
  const stalled = await allOf({ stream: { stall: { after: '1 chunk', for: '1s' }, keepAlive: '300ms' } })
  const usual = await plain()
  t.same(eventsOf(stalled.text), [usual[0], ...Array(3).fill(': keep-alive\n\n'), ...usual.slice(1)])
  t.match(stalled.wire.done.at(-1), { what: 'end', by: 'server' })
})

t.test('while a stream stalls for ever, comments go on until the client leaves', async t => {
  const { wire, advance } = performing({ stream: { stall: { after: '1 chunk' }, keepAlive: '10s' } })
  for (let n = 0; n < 5; n += 1) await advance(10_000)
  t.equal(writtenBy(wire).split(': keep-alive\n\n').length, 6)
  wire.leave()
  await advance(60_000)
  t.equal(writtenBy(wire).split(': keep-alive\n\n').length, 6)
})
