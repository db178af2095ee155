import fc from 'fast-check'
import t from 'tap'
import type { Entry } from '#src/journal/entry'
import { bounded } from '../helpers/bounded.ts'
import { call, calls, type Judging, judged, type Shot } from './journals.ts'

const early = call('a', [{ status: 429, retryAfter: 2 }, { wait: 755 }], { counts: true })
const well = call('a', [{}])

t.test('an idle server has judged nobody, and evidence that is missing is told', async t => {
  const seen = (entries: readonly Entry[], facts: Judging['facts'] = {}) => {
    const { result, reasons } = judged(entries, { facts })
    return [result, ...reasons]
  }
  t.match(seen([]), ['INCONCLUSIVE', /^No request came/])
  t.same(seen(well), ['PASS'])
  t.match(seen(well, { evicted: 3 }), ['INCONCLUSIVE', /^3 entries of the journal had to go/])
  t.match(seen(well, { underWay: 1 }), ['INCONCLUSIVE', /^1 request of it is still open/])
  t.match(seen(well, { lost: ['No groq-mock answers at http://x.'] }), ['INCONCLUSIVE', /^No groq-mock answers/])
  t.match(seen(early, { evicted: 3 }), ['FAIL', /^retry-after-ignored: /, /^3 entries/], 'what is proven stays proven')
})

t.test('questions before requests and lines of batches are no calls', async t => {
  const preflight = well.map(entry => ({ ...entry, call: 'none' }))
  const line = well.map(entry => ({ ...entry, batch: 'batch_1' }))
  t.match(judged([...preflight, ...line]), { result: 'INCONCLUSIVE', counts: { entries: 2, calls: 0 } })
})

t.test('where the mock was late itself, its milliseconds prove nothing', async t => {
  const slightly = call('a', [{ status: 429, retryAfter: 1 }, { wait: 850 }], { counts: true })
  t.equal(judged(slightly).result, 'FAIL')
  t.equal(judged(slightly, { facts: { lateMs: 60 } }).result, 'PASS', 'its lateness is added to what is allowed')
  const { result, findings, reasons } = judged(early, { facts: { lateMs: 600 } })
  t.equal(result, 'INCONCLUSIVE')
  t.match(findings[0], { id: 'retry-after-ignored', doubt: /up to 600 ms late/ })
  t.match(reasons, [/^retry-after-ignored can't be told: the mock itself was up to 600 ms late/])
  t.equal(judged(early, { facts: { lateMs: 400 } }).result, 'FAIL', 'no lateness of 400 ms explains 1245')
})

t.test('what was inferred is a WARN, which fails only where that is asked for', async t => {
  const inferred = call('a', [{ status: 429, retryAfter: 2 }, { wait: 755 }])
  t.match(judged(inferred), { result: 'PASS', findings: [{ severity: 'WARN', certainty: 'inferred' }] })
  t.equal(judged(inferred, { strict: true }).result, 'FAIL')
  t.match(judged(early, { allow: ['retry-after-ignored'] }), { result: 'PASS', findings: [{ allowed: true }] })
  t.equal(judged(inferred, { strict: true, allow: ['retry-after-ignored'] }).result, 'PASS')
})

t.test('costs are those of the journal', async t => {
  const entries = [
    ...call(
      'a',
      [
        { status: 503, takes: 10 },
        { wait: 490, takes: 20 },
      ],
      { counts: true },
    ),
    ...call('b', [{}], { at: 3000 }),
  ]
  t.same(judged(entries).costs, {
    attemptsPerCall: 1.5,
    extraLoadPercent: 50,
    tokensWasted: 0,
    timeAddedMs: 500,
    timeToRecoverMs: 510,
    recovered: 1,
    failedFirst: 1,
  })
})

t.test('a call shows its attempts, with times, waits and what was found in it', async t => {
  t.match(judged(early).calls, [
    {
      id: 'a',
      attemptCount: 2,
      end: 'served',
      findings: ['retry-after-ignored'],
      attempts: [
        { startedMs: 0, answeredMs: 10, endedMs: 10, waitMs: null, end: 'retryable', status: 429 },
        { startedMs: 765, waitMs: 755, end: 'served' },
      ],
    },
  ])
})

t.test('of very many calls those are kept that say something', async t => {
  const many = [
    ...calls(
      600,
      () => [{}],
      i => ({ at: i * 20 }),
    ),
    ...call('sin', [{ status: 429, retryAfter: 2 }, { wait: 5 }], { at: 90_000, counts: true }),
  ]
  const verdict = judged(many)
  t.equal(verdict.calls.length, 300)
  t.equal(verdict.counts.callsLeftOut, 301)
  t.ok(verdict.calls.some(({ id }) => id === 'sin'))
})

const attempt = fc.record({
  wait: fc.integer({ min: 0, max: 9000 }),
  takes: fc.integer({ min: 1, max: 3000 }),
  status: fc.constantFrom(200, 200, 400, 401, 429, 503, null),
  retryAfter: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  chunks: fc.integer({ min: 0, max: 9 }),
  stream: fc.boolean(),
  flaws: fc.constantFrom([], [], ['cut'] as const, ['error'] as const, ['stall'] as const),
  endedBy: fc.constantFrom('server', 'server', 'server', 'client', 'fault'),
  connection: fc.integer({ min: 1, max: 3 }),
  remaining: fc.constantFrom(null, { requests: 5, amount: 0 }),
  rule: fc.constantFrom(undefined, 'down', 'flaky'),
})
const journal = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 20_000 }),
      counts: fc.boolean(),
      print: fc.integer({ min: 0, max: 4 }),
      model: fc.constantFrom('a', 'b'),
      follows: fc.constantFrom(undefined, 'call-0'),
      shots: fc.array(attempt, { minLength: 1, maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map(all =>
    all.map(({ at, counts, print, shots, model, follows }, i) =>
      call(
        `call-${i}`,
        shots.map(
          ({ retryAfter, rule, ...shot }): Shot => ({
            ...shot,
            ...(retryAfter === undefined ? {} : { retryAfter }),
            ...(rule === undefined ? {} : { rule }),
          }),
        ),
        { at, counts, fingerprint: `p${print}`, model, ...(follows === undefined || i === 0 ? {} : { follows }) },
      ),
    ),
  )

/** Entries of calls mixed: each call keeps its order. */
const mixed = (all: readonly (readonly Entry[])[], order: readonly number[]): readonly Entry[] => {
  const left = all.map(entries => [...entries])
  const out: Entry[] = []
  for (let i = 0; left.some(({ length }) => length > 0); i += 1) {
    const open = left.filter(({ length }) => length > 0)
    const next = open[(order[i % order.length] ?? 0) % open.length]?.shift()
    if (next) out.push(next)
  }
  return out
}

t.test(
  'how entries of different calls are mixed does not matter, nor does a second look, nor writing them down',
  async t => {
    fc.assert(
      fc.property(journal, fc.array(fc.nat(1000), { minLength: 1, maxLength: 50 }), (all, order) => {
        const entries = all.flat()
        const judging: Judging = {
          expect: {
            finally: 'success',
            'attempts.min': 2,
            'attempts.max': 3,
            honoursRetryAfter: true,
            'backoff.growth': 1.5,
            jitter: true,
            neverRetry: [400, 401],
            deadline: 2000,
            'concurrency.max': 4,
            'wastedTokens.max': 20,
          },
          outages: [{ rule: 'down', fromMs: 0, toMs: 5000 }],
          declared: [{ call: 'call-1', ok: true }],
        }
        const first = judged(entries, judging)
        t.same(judged(mixed(all, order), judging), first, 'mixed')
        t.same(judged([...entries].reverse(), judging), first, 'the last first')
        t.same(judged(entries, judging), first, 'again')
        t.same(judged(JSON.parse(JSON.stringify(entries)), judging), first, 'written down')
      }),
      { numRuns: bounded(500) },
    )
  },
)
