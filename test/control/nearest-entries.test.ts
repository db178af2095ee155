import fc from 'fast-check'
import t from 'tap'
import { NearestEntries } from '#src/control/nearest-entries'
import { lineOf } from '#src/journal/line'
import { entryOf } from '../helpers/entries.ts'

t.test('the nearest are those that come first where all are sorted', async () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 4 }), { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (lacking, most) => {
      const nearest = new NearestEntries(most)
      const all = lacking.map((count, i) => ({
        entry: entryOf({ id: `e${i}` }),
        lacks: Array.from({ length: count }, (_, n) => `key${n}: x`),
        i,
      }))
      for (const { entry, lacks } of all) nearest.add(entry, lacks)
      const sorted = all
        .sort((a, b) => a.lacks.length - b.lacks.length || b.i - a.i)
        .slice(0, most)
        .map(
          ({ entry, lacks }) =>
            `${entry.id}: ${lineOf(entry)}${lacks.length > 0 ? `; but not ${lacks.join(', ')}` : ''}`,
        )
      return JSON.stringify(nearest.lines) === JSON.stringify(sorted)
    }),
  )
})
