import { pino } from 'pino'
import t from 'tap'
import { Together } from '#src/arrivals/together'
import { fakeClock } from '#src/clock/clock'
import { exchange } from '#src/exchange'
import type { Asking, Lost } from '#src/incoming'
import { Journal } from '#src/journal/journal'
import { turnOfTheLoop } from '#src/turn-of-the-loop'
import { TextAnswer } from '#src/wire/text-answer'

/** As much of a request as is looked at before the spine. */
const asking = (id: number, kind: 'whole' | 'gone' = 'whole'): Asking =>
  ({ incoming: { request: { body: { kind } }, batch: String(id) }, done: () => {} }) as never

/** What handed over what. */
const watched = () => {
  const served: (readonly string[])[] = []
  const together = new Together(
    all => served.push(all.map(({ incoming }) => String(incoming.batch))),
    new TextAnswer({ now: () => 0 }),
  )
  return { served, together }
}

const numbers = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String(from + i))

t.test('requests of one turn of the loop go together, in their order, and those of the next by themselves', async t => {
  const { served, together } = watched()
  for (const id of [1, 2, 3]) together.add(asking(id))
  t.same(served, [], 'not within the turn of who adds them')
  await turnOfTheLoop()
  t.same(served, [['1', '2', '3']])
  together.add(asking(4))
  await turnOfTheLoop()
  t.same(served, [['1', '2', '3'], ['4']])
})

t.test('of many, some go together, and nobody waits for another turn', async t => {
  const { served, together } = watched()
  for (let id = 1; id <= 70; id += 1) together.add(asking(id))
  await turnOfTheLoop()
  t.same(served, [numbers(1, 32), numbers(33, 64), numbers(65, 70)])
})

t.test('one whose client is gone is served at once, behind those before it', async t => {
  const { served, together } = watched()
  together.add(asking(1))
  together.add(asking(2, 'gone'))
  t.same(served, [['1', '2']])
  together.add(asking(3))
  await turnOfTheLoop()
  t.same(served, [['1', '2'], ['3']])
})

t.test('those that are there are served before what asks for that, once', async t => {
  const { served, together } = watched()
  for (let id = 1; id <= 40; id += 1) together.add(asking(id))
  together.flush()
  t.same(served, [numbers(1, 32), numbers(33, 40)])
  for (let id = 41; id <= 74; id += 1) together.add(asking(id))
  await turnOfTheLoop()
  t.same(served.slice(2), [numbers(41, 72), numbers(73, 74)])
  together.flush()
  t.equal(served.length, 4)
})

t.test('who can not even be looked at is told so, and so is everybody behind', t => {
  const told: (Lost | null)[] = []
  const broken = (id: number): Asking => ({
    incoming: {
      get arriving(): never {
        throw new TypeError(`boom ${id}`)
      },
    } as never,
    done: lost => told.push(lost),
  })
  const log = pino({ level: 'silent' })
  const spine = exchange({ journal: new Journal(1e6), clock: fakeClock(), log, mockHeaders: true, keepBodies: false })
  spine([broken(1), broken(2)])
  t.match(told, [{ error: { message: 'boom 1' } }, { error: { message: 'boom 2' } }])
  t.equal(told.length, 2)
  t.end()
})
