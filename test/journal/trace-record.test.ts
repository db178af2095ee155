import fc from 'fast-check'
import t from 'tap'
import type { Trace } from '#src/engine/trace'
import { dimensions } from '#src/groq/limits'
import { RecordWriter } from '#src/journal/record/record-writer'
import { LastTraces, readReadings, writeReadings } from '#src/journal/record/trace-record'
import type { LimitReading } from '#src/limits/limit-reading'

const amount = fc.double({ noNaN: true })
const reading = fc.record(
  {
    dimension: fc.constantFrom(...(Object.keys(dimensions) as LimitReading['dimension'][])),
    limit: amount,
    capacity: amount,
    used: amount,
    requested: amount,
    waitMs: amount,
  },
  { noNullPrototype: true },
)

t.test('how limits were found is read as it was written', async t => {
  fc.assert(
    fc.property(fc.option(fc.array(reading, { maxLength: 4 }), { nil: null }), limits => {
      const writer = new RecordWriter()
      writeReadings(writer, limits)
      t.strictSame(readReadings(writer.readerAt(0)), limits)
    }),
    { numRuns: 30 },
  )
})

const [rules, others] = [[], []] as unknown as [Trace['rules'], Trace['rules']]
const traceOf = (more: Partial<Trace> = {}): Trace => ({ rules, missed: ['a', null], draws: [], limits: null, ...more })

t.test('of equal traces one is kept, and never that of another', async t => {
  const last = new LastTraces()
  const kept = last.of(traceOf())
  t.same(kept, { rules, missed: ['a', null], draws: [] })
  t.equal(last.of(traceOf({ limits: [] })), kept, 'limits are kept elsewhere')
  const drawn = [{ rule: null, what: 'share', number: 0.5, against: 1 }] as const
  for (const more of [{ rules: others }, { missed: ['a'] }, { missed: ['b', null] }, { missed: ['a', 'b'] }]) {
    t.not(last.of(traceOf(more)), kept)
    t.same(last.of(traceOf(more)), { rules, missed: ['a', null], draws: [], ...more })
  }
  t.same(last.of(traceOf({ draws: drawn })).draws, drawn)
  t.same(last.of(traceOf()).draws, [])
  t.equal(last.of(traceOf()), kept, 'others in between do not matter')
  last.clear()
  t.not(last.of(traceOf()), kept)
})
