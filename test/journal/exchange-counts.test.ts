import t from 'tap'
import type { Entry } from '#src/journal/entry'
import { BOUNDS_MS, type ExchangeCounts, MOST_NAMES, MOST_SERIES, OTHER } from '#src/journal/exchange-counts'
import { Journal } from '#src/journal/journal'
import { entryOf as usualEntry } from '../helpers/entries.ts'

const entryOf = (number: number, more: Partial<Entry> = {}): Entry =>
  usualEntry({ id: `req_${number}`, model: 'm', ttfbMs: 3, durationMs: 7, ...more })

const countsOf = (journal: Journal): ExchangeCounts => {
  const counting = journal.counted()
  for (;;) {
    const { done, value } = counting.next()
    if (done) return value
  }
}

const total = (journal: Journal): number => countsOf(journal).series.reduce((sum, { count }) => sum + count, 0)

t.test('every entry is counted once, however it leaves and whenever somebody looks', async t => {
  // each way of leaving, with a look before it, after it, and none
  for (const looksEvery of [0, 1, 7]) {
    const journal = new Journal(20_000)
    for (let number = 1; number <= 300; number += 1) {
      journal.add(entryOf(number, { session: `s${number % 3}` }), null, 'steady-state')
      if (number % 50 === 0) journal.clear('s1')
      if (looksEvery > 0 && number % looksEvery === 0) t.equal(total(journal), number)
    }
    t.ok(journal.dropped.entries > 100, 'most were dropped for want of room')
    t.equal(total(journal), 300, `a look every ${looksEvery}`)
    t.equal(total(journal), 300, 'a second look counts nothing again')
    for (const session of ['s0', 's1', 's2']) journal.clear(session)
    t.equal(total(journal), 300, 'what is cleared stays counted')
  }
})

t.test('looks that come together count once', async t => {
  const journal = new Journal(64 * 1024 ** 2)
  for (let number = 1; number <= 5000; number += 1) journal.add(entryOf(number), null, 'steady-state')
  const [first, second] = [journal.counted(), journal.counted()]
  first.next()
  second.next()
  journal.clear('default')
  journal.add(entryOf(5001), null, 'steady-state')
  for (const counting of [first, second]) while (!counting.next().done);
  t.equal(total(journal), 5001)
})

t.test('labels are what the entry says, and what there is not is told so', async t => {
  const journal = new Journal(1_000_000)
  journal.add(entryOf(1, { status: 429, outcome: 'error' }), null, 'rate-limited')
  journal.add(entryOf(2, { status: null, outcome: null, endpoint: null, model: null, ttfbMs: null }), null, 'hang')
  const counts = countsOf(journal)
  t.same(counts.series, [
    { endpoint: 'chat.completions', status: '429', outcome: 'error', scenario: 'rate-limited', count: 1 },
    { endpoint: '(none)', status: '(none)', outcome: '(none)', scenario: 'hang', count: 1 },
  ])
  t.same([...counts.models.counts], [['m', 1]])
  t.equal(
    counts.endpoints.get('(none)')?.firstByte.counts.reduce((sum, count) => sum + count, 0),
    0,
  )
})

t.test('times stand in the bucket whose bound they do not pass; lines of batches have none', async t => {
  const journal = new Journal(1_000_000)
  const times = [0, 1, 2, 60_000, 60_001]
  for (const [number, ms] of times.entries()) journal.add(entryOf(number, { ttfbMs: ms, durationMs: ms }))
  journal.add(entryOf(9, { batch: 'batch_1', durationMs: 5 }))
  const { duration } = countsOf(journal).endpoints.get('chat.completions') ?? {}
  t.same(
    duration?.counts,
    [...BOUNDS_MS, Infinity].map(bound => ({ 1: 2, 2.5: 1, 60000: 1, [Infinity]: 1 })[bound] ?? 0),
  )
  t.equal(duration?.sumMs, 120_004)
  t.equal(total(journal), 6)
})

t.test('names from outside can not make more than so many series, and none is lost', async t => {
  const journal = new Journal(64 * 1024 ** 2)
  for (let number = 1; number <= 3000; number += 1)
    journal.add(
      entryOf(number, {
        model: number === 1 ? 'long'.repeat(100) : `model ${number}`,
        session: `s${number}`,
        status: 100 + (number % 500),
        endpoint: `e${number % 7}`,
      }),
      null,
      `scenario-${number % 300}`,
    )
  const counts = countsOf(journal)
  t.equal(total(journal), 3000)
  t.equal(counts.series.length, MOST_SERIES + 1)
  t.ok(new Set(counts.series.map(({ scenario }) => scenario)).size <= MOST_NAMES + 1)
  for (const named of [counts.models, counts.sessions]) {
    t.equal(named.counts.size, MOST_NAMES + 1)
    t.equal(
      [...named.counts.values()].reduce((sum, count) => sum + count, 0),
      3000,
    )
    t.equal(named.counts.get(OTHER), 3000 - MOST_NAMES)
  }
  t.notOk([...counts.models.counts.keys()].some(name => name.length > 100))
})
