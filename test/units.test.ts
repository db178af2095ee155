import fc from 'fast-check'
import t from 'tap'
import {
  formatDuration,
  parseAmount,
  parseChunks,
  parseCount,
  parseCountRange,
  parseDuration,
  parsePace,
  parseShare,
  parseSize,
} from '#src/units'

const table = (name: string, parse: (text: string) => unknown, rows: readonly (readonly [string, unknown])[]) =>
  t.test(name, async t => {
    for (const [text, value] of rows) t.same(parse(text), value, JSON.stringify(text))
  })

table('durations are read as people write them', parseDuration, [
  ['250ms', 250],
  ['2s', 2000],
  ['1.5s', 1500],
  ['1m30s', 90_000],
  ['2h', 7_200_000],
  ['1h2m3s4ms', 3_723_004],
  ['0s', 0],
  ['', null],
  ['2', null],
  ['2 s', null],
  ['-2s', null],
  ['2sec', null],
  ['s', null],
  ['1e3s', null],
  ['1.5m', null],
  ['31h1', null],
  ['721h', null],
])

table('sizes are read as people write them', parseSize, [
  ['25MiB', 26_214_400],
  ['4KB', 4000],
  ['512B', 512],
  ['512', 512],
  ['1.5KiB', 1536],
  ['8 KiB', 8192],
  ['100 bytes', 100],
  ['', null],
  ['MiB', null],
  ['-1KB', null],
  ['1 TB', null],
  ['1e9', null],
  ['99999999999GiB', null],
])

table('shares are read as people write them', parseShare, [
  ['10%', 0.1],
  ['0.5%', 0.005],
  ['100%', 1],
  ['0%', 0],
  ['40 %', 0.4],
  ['101%', null],
  ['0.1', null],
  ['', null],
  ['-1%', null],
])

table('counts and ranges are read as people write them', parseCountRange, [
  ['2', [2, 2]],
  ['1..3', [1, 3]],
  ['3..3', [3, 3]],
  ['0', null],
  ['3..1', null],
  ['1...3', null],
  ['1..', null],
  ['x', null],
])

t.test('what a duration prints, it reads back', async () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 86_400_000 }), ms => parseDuration(formatDuration(ms)) === ms))
})

t.test('no parser throws, whatever the text', async () => {
  fc.assert(
    fc.property(fc.string(), text => {
      for (const parse of [parseDuration, parseSize, parseShare, parseCountRange]) parse(text)
      return true
    }),
  )
})

t.test('counts are whole numbers above 0, with K and M', async t => {
  const right = { 1: 1, 30: 30, '8K': 8000, '14.4K': 14_400, '1.5M': 1_500_000, '1.001M': 1_001_000, '500 K': 500_000 }
  for (const [text, count] of Object.entries(right)) t.equal(parseCount(text), count, text)
  for (const text of ['0', '0K', '-1', '1.5', '1.2345K', '8k', 'K', '', '1e3', '9007199254740993', '9e99M', '8KB', '∞'])
    t.equal(parseCount(text), null, text)
})
table('chunks are counted in words', parseChunks, [
  ['3 chunks', 3],
  ['1 chunk', 1],
  ['0 chunks', null],
  ['3', null],
  ['3chunks', null],
  ['-1 chunks', null],
])

table('a part of an answer is chunks, bytes or a share', parseAmount, [
  ['3 chunks', { chunks: 3 }],
  ['200 bytes', { bytes: 200 }],
  ['4KiB', { bytes: 4096 }],
  ['40%', { share: 0.4 }],
  ['200', null],
  ['0 ', null],
  ['140%', null],
  ['', null],
])

table('a pace is tokens a second, or a time', parsePace, [
  ['300 tokens/s', { tokensPerSecond: 300 }],
  ['0.5 token/s', { tokensPerSecond: 0.5 }],
  ['20ms', { gapMs: 20 }],
  ['0 tokens/s', null],
  ['0s', null],
  ['300', null],
  ['fast', null],
])
