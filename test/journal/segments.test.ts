import fc from 'fast-check'
import t from 'tap'
import type { RecordReader } from '#src/journal/record/record-reader'
import { RecordWriter } from '#src/journal/record/record-writer'
import { type RecordKind, Segments } from '#src/journal/record/segments'

interface Weight {
  readonly weight: number
}

/** Records of one letter by letter text and one name. */
const kind: RecordKind<Weight> = {
  copy(from: RecordReader, to: RecordWriter) {
    to.text(from.text())
    to.name(from.name())
  },
  weigh: ({ weight }) => weight,
}

const add = (segments: Segments<Weight>, number: number, text: string, attached: Weight | null = null) => {
  const to = segments.begin(number)
  to.text(text)
  to.name(`name ${text}`)
  segments.close(number, attached)
}

const startOf = (text: string): Uint8Array => {
  const writer = new RecordWriter()
  writer.text(text)
  return writer.written
}

const textAt = (segments: Segments<Weight>, number: number): string | null => {
  const reader = segments.read(number)
  if (!reader) return null
  const text = reader.text()
  if (reader.name() !== `name ${text}`) throw new Error('its name is another')
  return text
}

t.test('records are what a list of them would be, whatever is added and let go', async t => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ does: fc.constant('add' as const), at: fc.nat(30), many: fc.nat(20) }) },
    fc.record({ does: fc.constant('drop' as const), at: fc.nat(200), many: fc.nat(60) }),
    fc.record({ does: fc.constant('oldest' as const), at: fc.nat(0), many: fc.nat(20) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.constantFrom(200, 4000, 100_000), (steps, bytes) => {
      const segments = new Segments<Weight>(bytes, kind)
      const expected = new Map<number, string>()
      let last = 0
      for (const { does, at, many } of steps)
        for (let i = 0; i < many; i += 1) {
          const oldest = [...expected.keys()][0] ?? null
          if (does === 'oldest') {
            t.equal(segments.dropOldest(), oldest)
            expected.delete(oldest ?? 0)
          } else if (does === 'drop') {
            segments.drop(at + i)
            expected.delete(at + i)
          } else {
            // a number is left out now and then
            last += i % 7 === at ? 2 : 1
            add(segments, last, `${last} ${'x'.repeat(at)}`)
            expected.set(last, `${last} ${'x'.repeat(at)}`)
          }
        }
      t.equal(segments.oldest, [...expected.keys()][0] ?? null)
      for (let number = 1; number <= last; number += 1) {
        const text = expected.get(number) ?? null
        t.equal(textAt(segments, number), text)
        if (text !== null) t.equal(segments.startingWith(startOf(text)), number)
      }
      t.equal(segments.startingWith(startOf('none')), null)
      if (expected.size === 0) t.equal(segments.bytes, 0)
    }),
    { numRuns: 60 },
  )
})

t.test('what is attached goes with its record, or before', async t => {
  const segments = new Segments<Weight>(1e6, kind)
  add(segments, 1, 'light')
  const { bytes } = segments
  const attached = { weight: 5000 }
  add(segments, 2, 'heavy', attached)
  t.ok(segments.bytes > bytes + 5000)
  t.equal(segments.attachedTo(2), attached)
  t.equal(segments.attachedTo(1), null)
  add(segments, 3, 'other', { weight: 1 })
  segments.detach(({ weight }) => weight === 1)
  t.equal(segments.attachedTo(3), null)
  t.equal(segments.attachedTo(2), attached)
  segments.drop(2)
  t.equal(segments.attachedTo(2), null)
})

t.test('gaps are closed once they are more than what is left, and only then', async t => {
  let copied = 0
  const counted = {
    ...kind,
    copy(from: RecordReader, to: RecordWriter) {
      copied += 1
      kind.copy(from, to)
    },
  }
  const segments = new Segments<Weight>(100_000, counted)
  const text = 'x'.repeat(100)
  for (let number = 1; number <= 5000; number += 1) {
    add(segments, number, text)
    // of a hundred, one stays
    if (number % 100 !== 0) segments.drop(number)
  }
  t.ok(copied > 40 && copied <= 50, `${copied} were copied`)
  t.equal(textAt(segments, 5000), text)
  t.equal(textAt(segments, 100), text)
  const before = copied
  for (let number = 5001; number <= 8000; number += 1) add(segments, number, text)
  for (let number = 5001; number <= 8000; number += 3) segments.drop(number)
  for (let number = 8001; number <= 8100; number += 1) add(segments, number, text)
  // but for the segment that was open before, with its gaps
  t.ok(copied - before < 42, `gaps of a third stay: ${copied - before} were copied`)
})

t.test('memory of a segment whose gaps were closed is used again, and counts what is in it', async t => {
  const segments = new Segments<Weight>(100_000, kind)
  const text = 'x'.repeat(100)
  for (let number = 1; number <= 5000; number += 1) {
    add(segments, number, text)
    if (number % 100 !== 0 && number > 200) segments.drop(number)
  }
  const left = Array.from({ length: 48 }, (_, i) => 300 + 100 * i)
  const numbers = [...Array.from({ length: 200 }, (_, i) => i + 1), ...left]
  for (const number of numbers) t.equal(segments.dropOldest(), number)
  t.equal(segments.dropOldest(), null)
  t.equal(segments.bytes, 0)
})

t.test('a record that was begun and not ended is none', async t => {
  const segments = new Segments<Weight>(1e6, kind)
  add(segments, 1, 'one')
  segments.begin(2).text('half')
  add(segments, 3, 'three')
  t.equal(segments.read(2), null)
  t.equal(textAt(segments, 3), 'three')
})
