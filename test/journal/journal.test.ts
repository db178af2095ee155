import fc from 'fast-check'
import t from 'tap'
import type { Trace } from '#src/engine/trace'
import type { Entry } from '#src/journal/entry'
import { Journal } from '#src/journal/journal'
import { entryOf } from '../helpers/entries.ts'
import { pageOf } from '../helpers/page-of.ts'

const entry = (id: number, more: Partial<Entry> = {}): Entry =>
  entryOf({ id: `e${id}`, session: 's', path: '/x', because: 'b', model: null, call: 'c', ...more })

const kept = (length: number) => ({ headers: {}, body: 'x'.repeat(length) })

t.test('entries come back oldest first, in pages that join without a gap', async t => {
  const journal = new Journal(1e6)
  for (let i = 0; i < 25; i += 1) journal.add(entry(i))
  const ids: string[] = []
  let since: string | undefined
  for (let pages = 0; pages < 10; pages += 1) {
    const page = pageOf(journal, 's', { limit: 10, ...(since ? { since } : {}) })
    ids.push(...page.entries.map(({ id }) => id))
    if (page.next === null) break
    since = page.next
  }
  t.same(
    ids,
    Array.from({ length: 25 }, (_, i) => `e${i}`),
  )
})

t.test('filters hold together, and other sessions are not seen', async t => {
  const journal = new Journal(1e6)
  journal.add(entry(1, { status: 429 }))
  journal.add(entry(2, { status: 429, call: 'd' }))
  journal.add(entry(3, { session: 'other', status: 429 }))
  t.same(
    pageOf(journal, 's', { status: 429, call: 'd', limit: 10 }).entries.map(({ id }) => id),
    ['e2'],
  )
  t.equal(journal.count('s'), 2)
})

t.test('when it is full, kept bodies go first, from the oldest on; then entries, and they are counted', async t => {
  const journal = new Journal(9000)
  for (let i = 0; i < 4; i += 1) journal.add(entry(i, { kept: kept(3000) }))
  const bodies = () => pageOf(journal, 's', { limit: 100 }).entries.map(({ kept }) => kept !== null)
  t.same(bodies(), [false, false, true, true])
  t.equal(pageOf(journal, 's', { limit: 1 }).evicted, 0, 'no entry is gone while there are bodies')
  for (let i = 4; i < 80; i += 1) journal.add(entry(i))
  const { entries, evicted } = pageOf(journal, 's', { limit: 100 })
  t.ok(evicted > 0)
  t.equal(entries.length + evicted, 80)
  t.equal(entries.at(-1)?.id, 'e79')
})

const idsOf = (walk: Iterable<{ readonly entry: Entry }>) => [...walk].map(({ entry: { id } }) => id)

t.test('a walk goes on where it was, whatever is recorded, goes or is cleared meanwhile', async t => {
  const journal = new Journal(10_000)
  for (let i = 0; i < 4; i += 1) {
    journal.add(entry(i))
    journal.add(entry(100 + i, { session: 'other' }))
  }
  const walk = journal.entries('s')
  t.equal(walk.next().value?.entry.id, 'e0')
  journal.clear('other')
  t.equal(walk.next().value?.entry.id, 'e1')
  for (let i = 4; i < 60; i += 1) journal.add(entry(i))
  t.ok(journal.evicted('s').entries > 3)
  const [left] = pageOf(journal, 's', { limit: 1 }).entries
  const rest = idsOf(walk)
  t.equal(rest[0], left?.id, 'what is gone is passed over')
  t.equal(rest.at(-1), 'e59', 'what came meanwhile is there')
  t.same(rest, idsOf(journal.entries('s')))
  t.same(idsOf(journal.entries('s', {}, journal.numberOf('s', 'e58'))), ['e59'])
  t.same(idsOf(journal.entries('s', { status: 500 })), [])
})

t.test('whoever subscribes hears of each entry of the session until it has enough', async t => {
  const journal = new Journal(1e6)
  let heard = 0
  const unsubscribe = journal.subscribe('s', () => {
    heard += 1
  })
  const other = journal.subscribe('s', () => {})
  t.equal(journal.listeners, 2)
  journal.add(entry(1))
  journal.add(entry(2, { session: 'other' }))
  t.equal(heard, 1)
  unsubscribe()
  unsubscribe()
  other()
  journal.add(entry(3))
  t.equal(heard, 1)
  t.equal(journal.listeners, 0)
})

t.test('what a decision looked at is held with its entry, counted, and gone with it', async t => {
  const trace = { rules: [], missed: ['after: 5 (this is number 1)', null], draws: [], limits: null }
  const [bare, full] = [new Journal(1e6), new Journal(1e6)]
  bare.add(entry(1))
  full.add(entry(1), trace)
  t.strictSame(full.find('e1')?.trace, trace)
  t.ok(full.bytes > bare.bytes)
  full.clear('s')
  t.equal(full.bytes, 0)
  t.equal(full.find('e1'), undefined)
})

t.test('a session is cleared without a look at what others hold', async t => {
  const journal = new Journal(1024 ** 3)
  for (let i = 0; i < 100_000; i += 1) journal.add(entry(i, { session: 'large' }))
  const before = process.cpuUsage()
  for (let i = 0; i < 5000; i += 1) {
    journal.add(entry(i, { session: `s${i}` }))
    journal.clear(`s${i}`)
  }
  // a look at all of them each time would be half a billion
  t.ok(process.cpuUsage(before).user < 1_000_000)
  t.equal(journal.count('large'), 100_000)
  t.equal(journal.find('e4999')?.entry.session, 'large', 'what is cleared is not found')
  const all = journal.bytes
  journal.clear('large')
  t.ok(journal.bytes === 0 && all > 0)
  t.same(idsOf(journal.entries('large')), [])
})

t.test('it never holds more than it may, and counts stay true, whatever comes', async () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('add' as const), session: fc.constantFrom('a', 'b'), body: fc.option(fc.nat(5000)) }),
    fc.record({ kind: fc.constant('clear' as const), session: fc.constantFrom('a', 'b'), body: fc.constant(null) }),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 200 }), events => {
      const journal = new Journal(15_000)
      let id = 0
      for (const { kind, session, body } of events) {
        if (kind === 'clear') journal.clear(session)
        else journal.add(entry(id++, { session, kept: body === null ? null : kept(body) }))
        if (journal.bytes > 15_000 || journal.bytes < 0) return false
      }
      return ['a', 'b'].every(
        session => journal.count(session) === pageOf(journal, session, { limit: 10_000 }).entries.length,
      )
    }),
  )
})

t.test('every text of an entry that a client chooses takes room', async t => {
  const long = 'x'.repeat(1000)
  const plain = new Journal(1e6)
  plain.add(entry(1))
  for (const more of [
    { path: long },
    { because: long },
    { model: long },
    { tier: long },
    { userAgent: long },
    { call: long },
    { follows: long },
    { nearMisses: [{ rule: 'r', missed: long }] },
  ]) {
    const journal = new Journal(1e6)
    journal.add(entry(1, more))
    t.ok(journal.bytes >= plain.bytes + 990, JSON.stringify(Object.keys(more)))
  }
})

t.test('of so many sessions the journal knows what was dropped; of the others it forgets it', async t => {
  const journal = new Journal(5000)
  const sessions = 100_000
  journal.add(entry(0, { session: 'first' }))
  for (let i = 0; i < sessions; i += 1) journal.add(entry(i, { session: `s${i}` }))
  t.equal(journal.evicted('first').entries, 1)
  for (let i = 0; i < 10; i += 1) journal.add(entry(i, { session: `more${i}` }))
  t.equal(journal.evicted('first').entries, 0)
  t.equal(journal.evicted(`s${sessions - 1}`).entries, 1)
})

const looked = (rule: object) => ({ rules: [rule], missed: [null], draws: [], limits: null }) as unknown as Trace

t.test('what decisions looked at can be forgotten, and the entries stay', async t => {
  const journal = new Journal(1e6)
  const [one, other] = [{}, {}]
  journal.add(entry(1), looked(one))
  journal.add(entry(2), looked(other))
  journal.forgetTraces(({ rules }) => rules[0] === one)
  t.same(
    [...journal.entries('s')].map(({ trace }) => trace !== null),
    [false, true],
  )
})

t.test('with `before` the newest come first, in pages that join, and down to `since`', async t => {
  const journal = new Journal(1e6)
  for (let i = 0; i < 25; i += 1) journal.add(entry(i, i % 2 === 0 ? {} : { session: 'other' }))
  const pages: (readonly string[])[] = []
  for (let before: string | null = 'latest'; before !== null; ) {
    const page = pageOf(journal, 's', { limit: 5, before })
    pages.push(page.entries.map(({ id }) => id))
    before = page.next
  }
  t.strictSame(pages, [
    ['e24', 'e22', 'e20', 'e18', 'e16'],
    ['e14', 'e12', 'e10', 'e8', 'e6'],
    ['e4', 'e2', 'e0'],
  ])
  const ids = (filter: object) => pageOf(journal, 's', filter).entries.map(({ id }) => id)
  t.strictSame(ids({ before: 'e6', since: 'e2' }), ['e4'])
  t.strictSame(ids({ before: 'e99' }), [], 'an entry that is not here has none before it')
  journal.clear('s')
  t.strictSame(ids({ before: 'latest' }), [])
})
