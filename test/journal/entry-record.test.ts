import fc from 'fast-check'
import t from 'tap'
import type { Entry } from '#src/journal/entry'
import { EntryRecords, entryRecords } from '#src/journal/record/entry-record'
import { RecordWriter } from '#src/journal/record/record-writer'
import { readReadings, writeReadings } from '#src/journal/record/trace-record'
import { anyLetter } from '../helpers/any-letter.ts'
import { anyEntry, entryOf } from '../helpers/entries.ts'

const limits = [{ dimension: 'RPM', limit: 30, capacity: 30, used: 2, requested: 1, waitMs: 0 }] as const
const nothingTold = { retryAfter: null, retryAfterMs: null, shouldRetry: null, tryAgainInMs: null, roomAtMs: null }
const text = fc.string({ unit: anyLetter, maxLength: 10 })
const scenario = text

t.test('whatever entries are written one behind the other, they are read as they were', async t => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyEntry, scenario, text), { minLength: 1, maxLength: 5 }), all => {
      const written = all.map(([entry, scenario, id]) => [{ ...entry, id }, scenario] as const)
      const [writer, records] = [new RecordWriter(), new EntryRecords()]
      const places = written.map(([entry, scenario]) => {
        const { at } = writer
        records.write(writer, { entry, scenario })
        return at
      })
      // the last first: a record needs none before it
      for (const [i, place] of [...places.entries()].reverse()) {
        const [entry, scenario] = written[i] ?? []
        if (!entry) throw new Error('it is there')
        t.strictSame(records.read(writer.readerAt(place), entry.kept), entry)
        t.same(Object.keys(records.read(writer.readerAt(place), null)), Object.keys(entry), 'in the order of an entry')
        t.strictSame({ ...entry, ...records.tallied(writer.readerAt(place)) }, { ...entry, scenario })
      }
    }),
    { numRuns: 50 },
  )
})

t.test('a copy in another segment, with other names before it, reads the same', async t => {
  fc.assert(
    fc.property(anyEntry, anyEntry, scenario, fc.constantFrom(null, limits), (entry, other, scenario, limits) => {
      const [from, to] = [new RecordWriter(), new RecordWriter()]
      new EntryRecords().write(from, { entry, scenario })
      writeReadings(from, limits)
      new EntryRecords().write(to, { entry: other, scenario: 'another' })
      const { at } = to
      entryRecords.copy(from.readerAt(0), to)
      const reader = to.readerAt(at)
      t.strictSame(new EntryRecords().read(reader, entry.kept), entry)
      t.strictSame(readReadings(reader), limits)
      t.equal(new EntryRecords().tallied(to.readerAt(at)).scenario, scenario)
    }),
    { numRuns: 50 },
  )
})

t.test('entries that differ in one thing are told apart, and those that differ in none take a few bytes', async t => {
  const usual = entryOf({ rules: ['a'], nearMisses: [{ rule: 'a', missed: 'b' }], flaws: ['cut'] })
  const other: Partial<Entry> = {
    ...{ session: 'other', certainty: 'certain', retryCount: 1, batch: 'other', httpVersion: '2', method: 'GET' },
    ...{ path: '/other', endpoint: 'models', model: 'other', tier: 'other', stream: true, rule: 'other' },
    ...{ rules: ['b'], outcome: 'error', because: 'other', nearMisses: [{ rule: 'a', missed: 'c' }], status: 201 },
    ...{ variant: 'other', chunks: 2, endedBy: 'client', flaws: ['drop'], userAgent: 'other', id: 'other', at: 'now' },
    ...{ offsetMs: 7, call: 'other', ordinal: 7, attempt: 7, follows: 'other', connection: 7, requestOnConnection: 7 },
    ...{ requestBytes: 7, fingerprint: 'other', ttfbMs: 7, durationMs: 7, bytes: 7 },
    ...{ remaining: { requests: 1, amount: null }, told: { ...nothingTold, tryAgainInMs: 7 } },
  }
  t.same(Object.keys({ ...other, kept: null }).sort(), Object.keys(usual).sort(), 'nothing is left out here')
  for (const [name, value] of Object.entries(other)) {
    const [writer, records] = [new RecordWriter(), new EntryRecords()]
    const entries = [usual, { ...usual, [name]: value }, usual]
    for (const entry of entries) {
      const { at } = writer
      records.write(writer, { entry, scenario: 's' })
      t.strictSame(records.read(writer.readerAt(at), null), entry, name)
      if (at > 0 && entry === usual) t.ok(writer.at - at < 160, `${writer.at - at} bytes`)
    }
  }
})

t.test('what another scenario was asked for is told apart', async t => {
  const [writer, records] = [new RecordWriter(), new EntryRecords()]
  for (const scenario of ['one', 'another', 'one']) {
    const { at } = writer
    records.write(writer, { entry: entryOf(), scenario })
    t.equal(records.tallied(writer.readerAt(at)).scenario, scenario)
  }
})

t.test('what was written of a record that failed on the way is not referred to', async t => {
  const [writer, records] = [new RecordWriter(), new EntryRecords()]
  const broken = {
    ...entryOf({ path: '/broken' }),
    get call(): string {
      throw new Error('it has none')
    },
  }
  t.throws(() => records.write(writer, { entry: broken, scenario: 's' }))
  writer.backTo(0)
  const longer = entryOf({ id: 'req_with_a_longer_id_that_is_written_over_the_other'.repeat(4), path: '/other' })
  records.write(writer, { entry: longer, scenario: 's' })
  const { at } = writer
  const whole = entryOf({ path: '/broken' })
  records.write(writer, { entry: whole, scenario: 's' })
  t.strictSame(records.read(writer.readerAt(0), null), longer)
  t.strictSame(records.read(writer.readerAt(at), null), whole)
})
