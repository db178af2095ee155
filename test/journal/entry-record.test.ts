import fc from 'fast-check'
import t from 'tap'
import { entryRecords, readEntry, readTallied, writeEntry } from '#src/journal/record/entry-record'
import { RecordWriter } from '#src/journal/record/record-writer'
import { readReadings, writeReadings } from '#src/journal/record/trace-record'
import { anyLetter } from '../helpers/any-letter.ts'
import { anyEntry } from '../helpers/entries.ts'

const limits = [{ dimension: 'RPM', limit: 30, capacity: 30, used: 2, requested: 1, waitMs: 0 }] as const
const scenario = fc.string({ unit: anyLetter, maxLength: 10 })

t.test('whatever entries are written one behind the other, they are read as they were', async t => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyEntry, scenario), { minLength: 1, maxLength: 5 }), written => {
      const writer = new RecordWriter()
      const places = written.map(([entry, scenario]) => {
        const { at } = writer
        writeEntry(writer, entry, scenario)
        return at
      })
      // the last first: a record needs none before it
      for (const [i, place] of [...places.entries()].reverse()) {
        const [entry, scenario] = written[i] ?? []
        if (!entry) throw new Error('it is there')
        t.strictSame(readEntry(writer.readerAt(place), entry.kept), entry)
        t.same(Object.keys(readEntry(writer.readerAt(place), null)), Object.keys(entry), 'in the order of an entry')
        const { id, ...tallied } = readTallied(writer.readerAt(place))
        t.strictSame({ ...entry, ...tallied, id }, { ...entry, scenario })
      }
    }),
    { numRuns: 50 },
  )
})

t.test('a copy in another segment, with other names before it, reads the same', async t => {
  fc.assert(
    fc.property(anyEntry, anyEntry, scenario, fc.constantFrom(null, limits), (entry, other, scenario, limits) => {
      const [from, to] = [new RecordWriter(), new RecordWriter()]
      writeEntry(from, entry, scenario)
      writeReadings(from, limits)
      writeEntry(to, other, 'another')
      const { at } = to
      entryRecords.copy(from.readerAt(0), to)
      const reader = to.readerAt(at)
      t.strictSame(readEntry(reader, entry.kept), entry)
      t.strictSame(readReadings(reader), limits)
      t.equal(readTallied(to.readerAt(at)).scenario, scenario)
    }),
    { numRuns: 50 },
  )
})
