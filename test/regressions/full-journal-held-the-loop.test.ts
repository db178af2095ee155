import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { entryLines } from '#src/control/journal-streams'
import { longJson } from '#src/control/long-json'
import { ruleNamesOf } from '#src/control/rule-names'
import { verifyOrderOf } from '#src/control/verify-order'
import { Journal } from '#src/journal/journal'
import { entryOf } from '../helpers/entries.ts'
import { startFrozen } from '../helpers/frozen.ts'

// A verify that failed, a page of the journal with a filter, and its lines looked at all entries in one step: with a hundred
// thousand of them nobody else was served for a second. A sequence of two hundred steps took minutes.

const MANY = 5000

const filled = (many = MANY): Journal => {
  const journal = new Journal(64e6)
  for (let i = 0; i < many; i += 1) journal.add(entryOf({ id: `e${i}`, session: 's', call: `call-${i}`, offsetMs: i }))
  return journal
}

/** How many turns of the loop others have while something is done. */
const turnsWhile = async (work: Promise<unknown>): Promise<number> => {
  let turns = 0
  let isDone = false
  const done = work.finally(() => {
    isDone = true
  })
  while (!isDone) {
    await turn()
    turns += 1
  }
  await done
  return turns
}

t.test('a page rests, whatever it is asked for', async t => {
  const journal = filled()
  for (const filter of [{ call: 'none' }, { status: 499 }, { status: 200 }, { before: 'latest', attempt: 3 }]) {
    let rests = 0
    for (const _ of journal.page('s', filter)) rests += 1
    t.equal(rests, MANY / 500, JSON.stringify(filter))
  }
})

t.test('so do lines, the names of rules, and long answers', async t => {
  const journal = filled()
  const lines = async (filter: object) => {
    const texts: string[] = []
    for await (const text of entryLines({ journal, session: 's', filter })) texts.push(text)
    return texts
  }
  t.ok((await turnsWhile(lines({ call: 'none' }))) >= MANY / 500)
  t.ok((await turnsWhile(lines({}))) >= MANY / 500)
  t.same(await lines({ call: 'none' }), [])
  t.equal((await lines({})).join('').split('\n').length, MANY + 1)
  const session = { id: 's', scenario: { rules: [] }, injections: { rules: [] } } as never
  t.ok((await turnsWhile(ruleNamesOf(session, filled(4 * MANY)))) >= 4)
  t.ok((await turnsWhile(longJson({ entries: Array.from({ length: MANY }, () => 'e') }))) >= MANY / 500)
})

t.test('the names of rules are looked up once, however many steps name one', async t => {
  let asked = 0
  const value = { sequence: Array.from({ length: 100 }, () => ({ rule: 'down' })) }
  const reader = { read: async () => ({ result: { value, problem: null } }) } as never
  const order = await verifyOrderOf(reader, JSON.stringify(value), async () => {
    asked += 1
    return ['down']
  })
  t.type(order, 'object')
  t.equal(asked, 1)
})

t.test('a verify that fails over many entries leaves the others their turn, and says the same', async t => {
  const mock = await startFrozen(t, {})
  for (let i = 0; i < MANY; i += 1) mock.journal.add(entryOf({ id: `e${i}`, offsetMs: i * 10 }))
  const verify = (order: object) => mock.control('POST', '/sessions/default/verify', order)
  const failing = verify({ match: { status: 429 } })
  t.ok((await turnsWhile(failing)) >= MANY / 500)
  const none = await failing
  t.match(none, { status: 409, body: { count: 0, message: `0 of ${MANY} entries match; expected at least 1.` } })
  t.match(none.body.seen[0], /^e4999: .*; but not status: 429$/)
  t.equal(none.body.seen.length, 10)
  const sequence = [...Array.from({ length: 999 }, () => ({ status: 200 })), { status: 429 }]
  const distinct = verify({ sequence: Array.from({ length: 1000 }, (_, i) => ({ call: `call-${i}`, status: 503 })) })
  t.ok((await turnsWhile(distinct)) >= MANY / 2, 'the more steps say something of their own, the more turns')
  t.equal((await distinct).status, 409)
  const long = await verify({ sequence })
  t.match(long, { status: 409, body: { count: 999 } })
  t.match(
    long.body.message,
    /^999 of 1000 steps hold in a row: step 1000 expects status: 429, and nothing came after e4999\.$/,
  )
  t.match(await verify({ sequence: [...sequence, {}] }), {
    status: 400,
    body: { error: { message: 'sequence has 1001 steps; expected at most 1000.' } },
  })
})

t.test(
  'a page of a session that is gone when it is looked at is none, and one of a session that was reset is of its new life',
  async t => {
    const mock = await startFrozen(t, {})
    const make = () => mock.control('POST', '/sessions', { id: 'mine' })
    const fill = (name: string) => {
      for (let i = 0; i < 2 * MANY; i += 1) mock.journal.add(entryOf({ id: `${name}${i}`, session: 'mine' }))
    }
    const page = () => mock.control('GET', '/sessions/mine/journal?limit=10000')
    await make()
    fill('a')
    const [gone] = await Promise.all([page(), mock.control('DELETE', '/sessions/mine'), make()])
    t.not(gone.status, 200, 'it has nothing of the session that took its place')
    fill('b')
    const [after] = await Promise.all([page(), mock.control('POST', '/sessions/mine/reset')])
    t.match(after, { status: 200, body: { entries: [], next: null } })
  },
)
