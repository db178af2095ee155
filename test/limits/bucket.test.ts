import fc from 'fast-check'
import t from 'tap'
import type { Dimension } from '#src/groq/errors'
import { dimensionNames, dimensions } from '#src/groq/limits'
import { type Bucket, freshBucket, relimit, take, usedAt, waitMsFor, wholeUsedAt } from '#src/limits/bucket'

const bucketOf = (dimension: Dimension, limit: number, capacity = limit): Bucket =>
  freshBucket({ dimension, limit, capacity }, 0)

const limited = fc
  .record({
    dimension: fc.constantFrom(...dimensionNames),
    limit: fc.integer({ min: 1, max: 10_000_000 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ dimension, limit, part }) => ({ dimension, limit, capacity: Math.max(1, Math.floor(limit * part)) }))

/** Session time is told to a fraction of a millisecond. */
const millis = fc.oneof(fc.integer({ min: 0, max: 200_000_000 }), fc.double({ min: 0, max: 100_000, noNaN: true }))

t.test('the recorded example: 6670 used and 5883 requested of 8000 tokens a minute wait 34.1475 s', async t => {
  const bucket = bucketOf('TPM', 8000)
  take(bucket, 6670, 0)
  t.equal(waitMsFor(bucket, wholeUsedAt(bucket, 0), 5883), 34_147.5)
})

const waits = [
  ['TPM', 6000, 6000, 477, 4770],
  ['TPD', 100_000, 100_000, 669, 578_016],
  ['RPD', 1000, 1000, 1, 86_400],
  ['RPM', 30, 30, 1, 2000],
  ['ASH', 7200, 7200, 600, 300_000],
] as const

for (const [dimension, limit, used, requested, ms] of waits)
  t.test(`${requested} more of ${limit} ${dimension} that are used up wait ${ms} ms`, async t => {
    const bucket = bucketOf(dimension, limit)
    take(bucket, used, 0)
    t.ok(Math.abs(waitMsFor(bucket, wholeUsedAt(bucket, 0), requested) - ms) < 1e-6)
  })

t.test('what is used runs out continuously, to nothing and not below', async t => {
  const bucket = bucketOf('TPM', 6000)
  take(bucket, 3000, 1000)
  t.same(
    [1000, 1010, 16_000, 31_000, 99_000].map(ms => usedAt(bucket, ms)),
    [3000, 2999, 1500, 0, 0],
  )
})

t.test('a request that began before the last change finds the bucket as it is', async t => {
  const bucket = bucketOf('RPM', 60)
  take(bucket, 2, 5000)
  t.equal(usedAt(bucket, 4000), 2)
  take(bucket, 1, 4000)
  t.equal(usedAt(bucket, 6000), 2)
})

t.test('what is given back to a bucket that has refilled is not more than full', async t => {
  const bucket = bucketOf('TPM', 6000)
  take(bucket, 1000, 0)
  take(bucket, -1000, 9_000)
  t.equal(usedAt(bucket, 9_000), 0)
})

t.test('a new limit keeps what is used', async t => {
  const bucket = bucketOf('TPM', 6000)
  take(bucket, 1000, 0)
  relimit(bucket, { dimension: 'TPM', limit: 600, capacity: 100 }, 5000)
  t.equal(usedAt(bucket, 5000), 500)
  t.equal(usedAt(bucket, 6000), 490)
})

t.test('numbers stay numbers, however much is taken', async t => {
  const bucket = bucketOf('RPD', 1)
  for (let i = 0; i < 5; i += 1) take(bucket, Number.MAX_SAFE_INTEGER, 0)
  t.equal(usedAt(bucket, 0), Number.MAX_SAFE_INTEGER)
  t.ok(Number.isFinite(waitMsFor(bucket, wholeUsedAt(bucket, 0), 1)))
})

t.test('never more is granted than the bucket holds and what refills, over any window', async () => {
  const steps = fc.array(fc.record({ after: millis, amount: fc.nat(1000) }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(limited, steps, (limit, asked) => {
      const bucket = freshBucket(limit, 0)
      const perMs = limit.limit / dimensions[limit.dimension].windowMs
      const granted: { readonly at: number; readonly amount: number }[] = []
      let now = 0
      for (const { after, amount } of asked) {
        now += after
        if (waitMsFor(bucket, wholeUsedAt(bucket, now), amount) > 0) continue
        take(bucket, amount, now)
        granted.push({ at: now, amount })
      }
      return granted.every(({ at: from }, i) => {
        let sum = 0
        return granted.slice(i).every(({ at, amount }) => {
          sum += amount
          // a hair for the arithmetic: less than half a unit
          return sum <= limit.capacity + (at - from) * perMs + 0.5
        })
      })
    }),
  )
})

t.test('what is begun counts as a whole unit, until less than a microsecond of it is left', async t => {
  const bucket = bucketOf('TPM', 6000)
  take(bucket, 100, 0)
  t.same(
    [0, 5, 9.998, 9.9999, 10, 10.1].map(ms => wholeUsedAt(bucket, ms)),
    [100, 100, 100, 99, 99, 99],
  )
})

t.test('who waits as long as told is served, and who comes more than a unit before is not', async () => {
  const taken = fc.array(fc.record({ after: millis, amount: fc.nat(100_000) }), { maxLength: 20 })
  fc.assert(
    fc.property(limited, taken, fc.integer({ min: 1, max: 10_000_000 }), (limit, before, wanted) => {
      const bucket = freshBucket(limit, 0)
      let now = 0
      for (const { after, amount } of before) {
        now += after
        take(bucket, amount, now)
      }
      const requested = Math.min(wanted, limit.capacity)
      const unitMs = dimensions[limit.dimension].windowMs / limit.limit
      const waitsAt = (ms: number) => waitMsFor(bucket, wholeUsedAt(bucket, now + ms), requested)
      const waitMs = waitsAt(0)
      const early = waitMs - unitMs - 1
      return waitMs === 0 || (waitsAt(waitMs) === 0 && (early <= 0 || waitsAt(early) > 0))
    }),
  )
})
