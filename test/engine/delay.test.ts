import fc from 'fast-check'
import t from 'tap'
import { draw } from '#src/chance'
import { delayMsOf } from '#src/engine/delay-ms'
import type { Delay } from '#src/outcomes/delay'
import { bounded } from '../helpers/bounded.ts'
import { askAt, freshState, scenarioOf } from '../helpers/deciding.ts'

const DRAWS = 20_000

/** All draws of a delay from the shortest to the longest, with luck as the server has it. */
const drawn = (delay: Delay): readonly number[] =>
  Array.from({ length: DRAWS }, (_, i) => delayMsOf(delay, () => draw([1, 'rule', 'delay', `f${i}`, 1, 1]), 0)).sort(
    (a, b) => a - b,
  )

const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(share * sorted.length)] ?? Number.NaN

const off = (actual: number, wanted: number): number => Math.abs(actual / wanted - 1)

const ranges = [
  [1000, 3000],
  [0, 500],
  [20, 80],
] as const

for (const [fromMs, toMs] of ranges) {
  t.test(`20 000 draws from ${fromMs} to ${toMs} ms lie evenly between both`, async t => {
    const delays = drawn({ kind: 'uniform', fromMs, toMs })
    t.ok(delays.every(ms => ms >= fromMs && ms < toMs))
    for (const share of [0.5, 0.99]) {
      const wanted = fromMs + share * (toMs - fromMs)
      t.ok(off(at(delays, share), wanted) < 0.05, `${share}: ${at(delays, share)}, wanted ${wanted}`)
    }
    t.ok(at(delays, 0.01) < fromMs + 0.02 * (toMs - fromMs), 'down to the shorter end')
  })
}

const pairs = [
  [800, 4000],
  [50, 60],
  [20, 80],
  [0.5, 1.5],
] as const

for (const [medianMs, p99Ms] of pairs) {
  t.test(`20 000 draws have the median of ${medianMs} ms and the 99th percentile of ${p99Ms} ms`, async t => {
    const delays = drawn({ kind: 'lognormal', medianMs, p99Ms })
    t.ok(delays.every(ms => ms > 0 && Number.isFinite(ms)))
    t.ok(off(at(delays, 0.5), medianMs) < 0.05, `median ${at(delays, 0.5)}`)
    t.ok(off(at(delays, 0.99), p99Ms) < 0.05, `p99 ${at(delays, 0.99)}`)
  })
}

t.test('a lognormal delay is that of the normal quantile, far out too', async t => {
  const quantiles = [
    [0.001, -3.090232306],
    [0.025, -1.959963985],
    [0.25, -0.6744897502],
    [0.5, 0],
    [0.9, 1.281551566],
    [0.99, 2.326347874],
    [0.9999, 3.719016485],
  ] as const
  for (const [share, z] of quantiles) {
    const ms = delayMsOf(
      { kind: 'lognormal', medianMs: 100, p99Ms: 100 * Math.E ** 2.3263478740408408 },
      () => share,
      0,
    )
    t.ok(Math.abs(Math.log(ms / 100) - z) < 1e-8, `${share}: ${Math.log(ms / 100)}`)
  }
})

t.test('whatever the luck, a delay is a number, never negative, and longer luck is a longer wait', async () => {
  const luck = fc.oneof(
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    fc.constantFrom(0, Number.MIN_VALUE, 2 ** -53, 1e-6, 0.5, 1 - 1e-6, 1 - 2 ** -53),
  )
  const delay: fc.Arbitrary<Delay> = fc.oneof(
    fc.nat(100_000).map(ms => ({ kind: 'fixed' as const, ms })),
    fc
      .tuple(fc.nat(100_000), fc.integer({ min: 1, max: 100_000 }))
      .map(([fromMs, more]) => ({ kind: 'uniform' as const, fromMs, toMs: fromMs + more })),
    fc
      .tuple(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 1_000_000 }))
      .map(([medianMs, more]) => ({ kind: 'lognormal' as const, medianMs, p99Ms: medianMs + more })),
  )
  fc.assert(
    fc.property(delay, luck, luck, (kind, one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)].map(share => delayMsOf(kind, () => share, 0))
      return less !== undefined && more !== undefined && less >= 0 && Number.isFinite(more) && less <= more * (1 + 1e-9)
    }),
    { numRuns: bounded(3000) },
  )
})

t.test('each call draws a delay of its own, and the same again when the run is repeated in another order', async t => {
  const scenario = scenarioOf({ rules: [{ delay: '1s..3s' }] })
  const asked = Array.from({ length: 200 }, (_, i) => i)
  const run = (order: readonly number[]) => {
    const state = freshState(scenario)
    const delays: number[] = []
    for (const i of order) delays[i] = askAt(state, { call: { fingerprint: `f${i}` } }).delayMs
    return delays
  }
  const first = run(asked)
  t.same(run(asked.toReversed()), first)
  t.equal(new Set(first).size, 200)
})

t.test('attempts of a call draw delays of their own', async t => {
  const state = freshState(scenarioOf({ api: { delay: '1s..3s' } }))
  const delays = [1, 2, 3, 4].map(attempt => askAt(state, { attempt: { attempt } }).delayMs)
  t.equal(new Set(delays).size, 4)
})
