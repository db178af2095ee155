import t from 'tap'
import type { Dimension } from '#src/groq/errors'
import { goDuration } from '#src/groq/go'
import { dimensions } from '#src/groq/limits'
import { rateLimitList, resetText } from '#src/groq/rate-limit-headers'
import { refillMs } from '#src/groq/refill-ms'
import { freshBucket, take, waitMsFor, wholeUsedAt } from '#src/limits/bucket'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Headers as they were recorded: limit, what is left, and the reset (docs/facts/groq-wire.md §2.2). */
const requestResets = [
  [20_000, 19_999, '4.32s'],
  [20_000, 19_998, '8.64s'],
  [20_000, 19_991, '38.879s'],
  [20_000, 19_988, '51.84s'],
  [500_000, 499_998, '345ms'],
  [500_000, 499_991, '1.555s'],
  [14_400, 14_399, '6s'],
  [2000, 1999, '43.2s'],
  [1000, 999, '1m26.4s'],
  [1000, 998, '2m52.8s'],
  [1000, 996, '5m45.6s'],
  [1000, 989, '15m50.4s'],
  [1000, 979, '30m14.4s'],
  [1000, 978, '31m40.8s'],
  [1000, 977, '33m7.2s'],
  [1000, 976, '34m33.6s'],
  [1000, 975, '36m0s'],
  [1000, 969, '44m38.4s'],
  [1000, 968, '46m4.8s'],
  [1000, 823, '4h14m52.8s'],
] as const

const tokenResets = [
  [200_000, 199_963, '11ms'],
  [200_000, 199_987, '3ms'],
  [250_000, 246_366, '872ms'],
  [30_000, 29_987, '26ms'],
  [8000, 7927, '547ms'],
  [8000, 7719, '2.107s'],
  [8000, 7665, '2.512s'],
  [8000, 7536, '3.48s'],
  [8000, 675, '54.937s'],
] as const

/** Texts of 429s as they were recorded: Limit, Used, Requested, and the wait (§1.10). */
const waits = [
  ['TPM', 8000, 6670, 5883, '34.1475s'],
  ['TPM', 8000, 7325, 2629, '14.655s'],
  ['RPD', 1000, 1000, 1, '1m26.4s'],
  ['ITPM', 7000, 6635, 538, '1.482857142s'],
  ['ITPM', 7000, 6259, 3754, '25.825714285s'],
  ['ITPM', 7000, 3858, 4223, '9.265714285s'],
  ['ITPM', 7000, 3911, 4415, '11.365714285s'],
  ['ITPM', 7000, 4371, 4245, '13.851428571s'],
  ['OTPM', 1000, 485, 800, '17.099999999s'],
  ['OTPM', 1000, 72, 981, '3.179999999s'],
  ['OTPM', 1000, 771, 287, '3.48s'],
  ['OTPM', 1000, 997, 192, '11.34s'],
  ['OTPM', 1000, 338, 674, '720ms'],
] as const satisfies readonly (readonly [Dimension, number, number, number, string])[]

/** Of these only the limit, by how much it is passed, and the wait are known. */
const overshoots = [
  ['TPM', 6000, 477, '4.77s'],
  ['TPD', 100_000, 669, '9m38.016s'],
] as const satisfies readonly (readonly [Dimension, number, number, string])[]

/** `retry-after` of recorded 413s: Limit, Used (not printed, from the headers), Requested, seconds (§1.8). */
const largeWaits = [
  ['TPM', 8000, 0, 8454, 4],
  ['TPM', 8000, 0, 8406, 4],
  ['TPM', 8000, 0, 32_240, 182],
  ['TPM', 8000, 0, 32_217, 182],
  ['ITPM', 7000, 0, 8657, 15],
  ['ITPM', 7000, 498, 30_495, 206],
] as const satisfies readonly (readonly [Dimension, number, number, number, number])[]

const headersOf = (list: readonly string[]): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(list.flatMap((name, i) => (i % 2 === 0 ? [[name.slice('x-ratelimit-'.length), list[i + 1]]] : [])))

for (const [limit, remaining, reset] of requestResets)
  t.test(`${remaining} of ${limit} requests a day are back in ${reset}, as recorded`, async t => {
    const tokens = { limit: 6000, used: 0 }
    const headers = headersOf(rateLimitList({ limit, used: limit - remaining }, tokens))
    t.equal(headers['remaining-requests'], String(remaining))
    t.equal(headers['reset-requests'], reset)
    t.equal(resetText(limit - remaining, limit, DAY_MS, 1), reset)
  })

for (const [limit, remaining, reset] of tokenResets)
  t.test(`${remaining} of ${limit} tokens a minute are back in ${reset}, as recorded`, async t => {
    const requests = { limit: 1000, used: 1 }
    const headers = headersOf(rateLimitList(requests, { limit, used: limit - remaining }))
    t.equal(headers['remaining-tokens'], String(remaining))
    t.equal(headers['reset-tokens'], reset)
    t.equal(resetText(limit - remaining, limit, MINUTE_MS, 1), reset)
  })

const bucketWith = (dimension: Dimension, limit: number, used: number) => {
  const bucket = freshBucket({ dimension, limit, capacity: limit }, 0)
  take(bucket, used, 0)
  return bucket
}

for (const [dimension, limit, used, requested, wait] of waits)
  t.test(`${used} used and ${requested} requested of ${limit} ${dimension} wait ${wait}, as recorded`, async t => {
    const bucket = bucketWith(dimension, limit, used)
    t.equal(goDuration(waitMsFor(bucket, wholeUsedAt(bucket, 0), requested)), wait)
  })

for (const [dimension, limit, over, wait] of overshoots)
  t.test(`${over} too many for ${limit} ${dimension} wait ${wait}, as recorded`, async t => {
    t.equal(goDuration(refillMs(over, limit, dimensions[dimension].windowMs)), wait)
  })

for (const [dimension, limit, used, requested, seconds] of largeWaits)
  t.test(`${requested} at once of ${limit} ${dimension} say retry-after ${seconds}, as recorded`, async t => {
    const bucket = bucketWith(dimension, limit, used)
    t.equal(Math.ceil(waitMsFor(bucket, wholeUsedAt(bucket, 0), requested) / 1000), seconds)
  })

t.test('two recorded resets of a nanosecond less than whole come from the same order of dividing', async t => {
  t.equal(goDuration(refillMs(1, 500_000, DAY_MS)), '172.799999ms')
  t.equal(goDuration(refillMs(285, 1000, MINUTE_MS)), '17.099999999s')
})
