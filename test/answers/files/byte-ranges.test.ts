import fc from 'fast-check'
import t from 'tap'
import { byteRanges, contentRange, multipart, partOf } from '#src/answers/files/byte-ranges'

const many = (count: number): string =>
  `bytes=${Array.from({ length: count }, (_, i) => `${i * 2}-${i * 2}`).join(',')}`

/** What is asked for of ten bytes, and what comes: parts as `start-end`. */
const rows: readonly (readonly [what: string, header: string | undefined, gives: string])[] = [
  ['no header', undefined, 'all'],
  ['the first bytes', 'bytes=0-4', '0-4'],
  ['one byte', 'bytes=9-9', '9-9'],
  ['from here to the end', 'bytes=3-', '3-9'],
  ['the last bytes', 'bytes=-2', '8-9'],
  ['a suffix longer than the body', 'bytes=-1000', '0-9'],
  ['an end beyond the body', 'bytes=8-1000', '8-9'],
  ['the whole', 'bytes=0-', '0-9'],
  ['the unit in capitals', 'Bytes=0-1', '0-1'],
  ['several parts', 'bytes=0-1, 4-5,-1', '0-1 4-5 9-9'],
  ['several parts in another order', 'bytes=8-9,0-1', '8-9 0-1'],
  ['parts that overlap', 'bytes=0-4,2-6', '0-6'],
  ['parts that touch', 'bytes=0-4,5-6', '0-6'],
  ['the same part over and over', `bytes=${Array.from({ length: 3000 }, () => '0-').join()}`, '0-9'],
  ['a part that is there and one that is not', 'bytes=0-1,20-30', '0-1'],
  ['a start beyond the body', 'bytes=10-', 'none'],
  ['no byte at all', 'bytes=-0', 'none'],
  ['an end before the start', 'bytes=5-3', 'none'],
  ['numbers without an end', `bytes=${'9'.repeat(400)}-`, 'none'],
  ['another unit', 'lines=0-1', 'all'],
  ['no numbers', 'bytes=a-b', 'all'],
  ['nothing on both sides', 'bytes=-', 'all'],
  ['a negative start', 'bytes=--1', 'all'],
  ['no range', 'bytes=', 'all'],
  ['no equals sign', 'bytes 0-1', 'all'],
]

for (const [what, header, gives] of rows) {
  t.test(`${what} of ten bytes gives ${gives}`, async t => {
    const found = byteRanges(header, 10)
    t.equal(typeof found === 'string' ? found : found.map(({ start, end }) => `${start}-${end}`).join(' '), gives)
  })
}

t.test('fifty parts are sent as such, and with more the header is passed over', async t => {
  t.equal(byteRanges(many(50), 1000).length, 50)
  t.equal(byteRanges(many(51), 1000), 'all')
})

t.test('of an empty body there is nothing to have', async t => {
  t.equal(byteRanges('bytes=0-', 0), 'none')
  t.equal(byteRanges('bytes=-5', 0), 'none')
})

t.test('whatever is asked for, parts lie within the body and do not overlap', async t => {
  const part = fc.tuple(fc.option(fc.nat(30)), fc.option(fc.nat(30))).map(([a, b]) => `${a ?? ''}-${b ?? ''}`)
  const check = fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), fc.nat(20), (parts, length) => {
    const found = byteRanges(`bytes=${parts.join()}`, length)
    if (typeof found === 'string') return true
    const sorted = [...found].sort((a, b) => a.start - b.start)
    return sorted.every(({ start, end }, i) => start > (sorted[i - 1]?.end ?? -1) && start <= end && end < length)
  })
  t.doesNotThrow(() => fc.assert(check))
})

t.test('several parts are one body with a head for each', async t => {
  const whole = Buffer.from('0123456789')
  const body = multipart(
    whole,
    [
      { start: 0, end: 1 },
      { start: 8, end: 9 },
    ],
    'text/plain',
    'xyz',
  )
  t.equal(
    String(body),
    '\r\n--xyz\r\ncontent-type: text/plain\r\ncontent-range: bytes 0-1/10\r\n\r\n01' +
      '\r\n--xyz\r\ncontent-type: text/plain\r\ncontent-range: bytes 8-9/10\r\n\r\n89\r\n--xyz--\r\n',
  )
  t.equal(String(partOf(whole, { start: 2, end: 4 })), '234')
  t.equal(contentRange({ start: 2, end: 4 }, 10), 'bytes 2-4/10')
})
