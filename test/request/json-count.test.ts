import fc from 'fast-check'
import t from 'tap'
import { holdsTooMany, JsonCount, MOST_VALUES } from '#src/request/json-count'
import { bounded } from '../helpers/bounded.ts'

/** What is counted, told by the value: each name, each item and property behind the first, each list and object. */
const countOf = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0
  const inner = Object.values(value)
  const commas = Math.max(0, inner.length - 1)
  return 1 + commas + (Array.isArray(value) ? 0 : inner.length) + inner.map(countOf).reduce((a, b) => a + b, 0)
}

const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

t.test('texts are looked over, whatever stands in them and wherever the parts of a body end', t => {
  const value = fc.jsonValue({ stringUnit: fc.constantFrom('"', '\\', '\\"', ',', '[', '{', ':', 'a', 'é', '🙂') })
  fc.assert(
    fc.property(value, fc.integer({ min: 1, max: 9 }), (one, size) => {
      const bytes = bytesOf([one, one])
      // filled up to its bound, the count says how much was left
      const count = new JsonCount()
      const room = MOST_VALUES - countOf([one, one])
      count.add(Buffer.from(','.repeat(room)))
      for (let i = 0; i < bytes.length; i += size) if (!count.add(bytes.subarray(i, i + size))) return false
      return !count.add(Buffer.from(','))
    }),
    { numRuns: bounded(3000) },
  )
  t.end()
})

t.test('a text is refused for its values and not for its length', t => {
  t.notOk(holdsTooMany(bytesOf(['[,'.repeat(MOST_VALUES)])))
  t.notOk(holdsTooMany(bytesOf(Array.from({ length: MOST_VALUES }, () => 1))))
  t.ok(holdsTooMany(bytesOf(Array.from({ length: MOST_VALUES + 1 }, () => 1))))
  t.end()
})
