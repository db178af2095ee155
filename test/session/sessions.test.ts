import t from 'tap'
import type { Selection } from '#src/call'
import { fakeClock } from '#src/clock/clock'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import type { Scenario } from '#src/scenario/scenario'
import type { FineTuning } from '#src/session/fine-tuning'
import type { Session } from '#src/session/session'
import { DEFAULT_SESSION, Sessions } from '#src/session/sessions'
import type { SessionsOptions } from '#src/session/sessions-options'
import { scenarioOf } from '../helpers/deciding.ts'
import { asking, at } from './asking.ts'

const scenario = (name: string): Scenario => {
  const text = 'about: A test.\nseed: 7\nrules:\n  - name: only\n    times: 1\n    error: 429\n'
  const read = readScenario({ name, file: name, text, place: nowhere }).scenario
  if (!read) throw new Error(`${name} is no scenario`)
  return read
}

const own = scenario('own')
const shelf = new Map(['a', 'b', 'c', 'd', 'e', 'own'].map(name => [name, name === 'own' ? own : scenario(name)]))

const make = (more: Partial<SessionsOptions> = {}) => {
  const clock = fakeClock()
  const gone: string[] = []
  const sessions = new Sessions({
    scenarios: {
      get: name => shelf.get(name),
      departed: () => undefined,
      lastDiagnosticOf: () => null,
      unknown: name => `There is no scenario "${name}".`,
    },
    scenario: own,
    seed: null,
    speed: 1,
    clock,
    most: 100,
    mostBytes: 1024 ** 3,
    fileBytes: 1024 ** 3,
    ttlMs: 60_000,
    onGone: id => gone.push(id),
    ...more,
  })
  const of = (choice: Partial<Selection> = {}) =>
    sessions.of({ scenario: null, session: null, call: null, inject: null, wrong: null, ...choice })
  const ids = () => sessions.all().map(({ id }) => id)
  return { sessions, clock, gone, of, ids }
}

t.test('a request goes to the session that it names, else to the one of its scenario, else to default', async t => {
  const rows: readonly (readonly [choice: Partial<Selection>, id: string, scenario: string])[] = [
    [{}, DEFAULT_SESSION, 'own'],
    [{ call: 'x' }, DEFAULT_SESSION, 'own'],
    [{ scenario: 'a' }, 'a', 'a'],
    [{ session: 's' }, 's', 'own'],
    [{ scenario: 'a', session: 's' }, 's', 'a'],
    [{ session: 'default' }, DEFAULT_SESSION, 'own'],
    [{ scenario: 'own' }, 'own', 'own'],
    [{ scenario: 'own', session: 'default' }, DEFAULT_SESSION, 'own'],
  ]
  for (const [choice, id, name] of rows) {
    const { session, wrong } = make().of(choice)
    t.same([session.id, session.scenario.name, wrong], [id, name, null], JSON.stringify(choice))
  }
})

t.test('the same choice is the same session, and each has counters of its own', async t => {
  const { of } = make()
  const one = of({ scenario: 'a', session: 'one' }).session
  const two = of({ scenario: 'a', session: 'two' }).session
  t.equal(of({ session: 'one' }).session, one)
  t.not(one, two)
  one.counters.matched[0] = 3
  t.same(two.counters.matched, [0])
  t.same(of().session.counters.matched, [0])
})

t.test('a session keeps its scenario: a request for another is told both names and how to switch', async t => {
  const { of, ids } = make()
  const { session } = of({ scenario: 'a', session: 's' })
  const { session: same, wrong } = of({ scenario: 'b', session: 's' })
  t.equal(same, session, 'it is journaled where it was sent')
  t.equal(session.scenario.name, 'a')
  t.match(wrong, { status: 400, code: 'mock_other_scenario' })
  for (const part of ['"s"', '"a"', '"b"', 'PUT /__mock/sessions/s/scenario {"scenario": "b"}'])
    t.match(wrong?.message, part)
  t.equal(of({ session: 's' }).wrong, null, 'who names no scenario is served')
  t.equal(of({ scenario: 'a', session: 's' }).wrong, null)
  t.match(of({ scenario: 'a', session: 'default' }).wrong, { code: 'mock_other_scenario' })
  t.same(ids(), [DEFAULT_SESSION, 's'])
})

t.test('after a switch the session wants the new scenario', async t => {
  const { of } = make()
  const { session } = of({ scenario: 'a', session: 's' })
  session.reset(shelf.get('b') as Scenario)
  t.equal(of({ scenario: 'b', session: 's' }).wrong, null)
  t.match(of({ scenario: 'a', session: 's' }).wrong, { status: 400 })
})

t.test('an unknown scenario is a 404 in default, and makes no session', async t => {
  const { of, ids } = make()
  for (const choice of [{ scenario: 'zz' }, { scenario: 'zz', session: 's' }]) {
    const { session, wrong } = of(choice)
    t.equal(session.id, DEFAULT_SESSION)
    t.match(wrong, { status: 404, code: 'mock_unknown_scenario', message: 'There is no scenario "zz".' })
  }
  t.same(ids(), [DEFAULT_SESSION])
})

t.test('a malformed choice makes no session and comes back as it is', async t => {
  const { of, ids } = make()
  const wrong = { status: 400, code: 'mock_bad_selection', message: 'No.' } as const
  for (const choice of [{ wrong }, { wrong, session: 's' }, { wrong, scenario: 'a' }]) {
    const found = of(choice)
    t.same([found.session.id, found.wrong], [DEFAULT_SESSION, wrong])
  }
  t.same(ids(), [DEFAULT_SESSION])
})

t.test('the seed that was set wins over the one of the scenario', async t => {
  t.equal(make().of({ scenario: 'a' }).session.seed, 7)
  t.equal(make({ seed: 0 }).of({ scenario: 'a' }).session.seed, 0)
  t.equal(make({ seed: 3 }).of().session.seed, 3)
})

t.test('looking makes no session and keeps none alive', async t => {
  const { sessions, clock, of, ids } = make()
  t.equal(sessions.get('s'), undefined)
  t.same(ids(), [DEFAULT_SESSION])
  of({ session: 's' })
  await clock.advance(40_000)
  t.equal(sessions.get('s')?.id, 's')
  t.same(ids(), [DEFAULT_SESSION, 's'])
  await clock.advance(20_001)
  t.equal(sessions.get('s'), undefined)
})

t.test('a session is gone when it was idle for longer than its time; a request begins that time anew', async t => {
  const { sessions, clock, gone, of, ids } = make()
  const { session } = of({ session: 's' })
  await clock.advance(60_000)
  t.equal(of({ session: 's' }).session, session, 'not yet')
  await clock.advance(60_000)
  t.equal(sessions.get('s'), session, 'the request began the time anew')
  await clock.advance(1)
  t.same(ids(), [DEFAULT_SESSION])
  t.same(gone, ['s'], 'told once, so that its journal goes too')
  const next = of({ scenario: 'a', session: 's' })
  t.not(next.session, session, 'the name is free for another')
  t.equal(next.wrong, null)
  t.equal(sessions.evicted, 0, 'who is gone by time is not counted as pushed out')
})

t.test('default is never gone, however idle and however full', async t => {
  const { sessions, clock, gone, of, ids } = make({ most: 2 })
  const { session } = of()
  await clock.advance(1_000_000)
  t.equal(of().session, session)
  for (const name of ['a', 'b', 'c', 'd']) of({ session: name })
  t.same(ids(), [DEFAULT_SESSION, 'd'])
  t.same(gone, ['a', 'b', 'c'])
  t.equal(sessions.evicted, 3)
  t.equal(of().session, session)
})

t.test('when there are too many, the least recently used one goes', async t => {
  const { sessions, clock, gone, of, ids } = make({ most: 4 })
  for (const name of ['a', 'b', 'c']) {
    of({ session: name })
    await clock.advance(10)
  }
  of({ session: 'a' })
  of({ session: 'd' })
  t.same(gone, ['b'])
  sessions.get('c')
  of({ session: 'e' })
  t.same(gone, ['b', 'c'], 'looking is not use')
  t.same([...ids()].sort(), ['a', 'd', DEFAULT_SESSION, 'e'])
  t.equal(sessions.evicted, 2)
})

t.test('where there is room for one, the newest stays beside default and none is counted in vain', async t => {
  const { sessions, gone, of, ids } = make({ most: 1 })
  const { session } = of({ session: 'a' })
  t.same(gone, [], 'a session in use is not told to be gone')
  t.equal(of({ session: 'a' }).session, session)
  of({ session: 'b' })
  t.same(gone, ['a'])
  t.same(ids(), [DEFAULT_SESSION, 'b'])
  t.equal(sessions.evicted, 1)
})

t.test('who has a request under way stays, as long as there is one that nobody uses', async t => {
  const { gone, of } = make({ most: 3 })
  const end = of({ session: 'busy' }).session.use.begin()
  of({ session: 'free' })
  of({ session: 'new' })
  t.same(gone, ['free'])
  of({ session: 'newer' })
  t.same(gone, ['free', 'new'])
  end(0)
  end(0)
  t.equal(of({ session: 'busy' }).session.use.underWay, 0, 'an end that is told twice is one')
})

t.test('where all are in use, one goes all the same, and little is looked at', async t => {
  const { sessions, gone, of } = make({ most: 1000 })
  for (let i = 0; i < 999; i += 1) of({ session: `s${i}` }).session.use.begin()
  of({ session: 'new' })
  t.same(gone, ['s0'])
  of({ session: 'newer' })
  t.equal(gone.length, 2)
  t.equal(sessions.evicted, 2)
})

t.test('where sessions are too much in bytes, those that nobody uses go first', async t => {
  const { sessions, of, gone } = make({ mostBytes: 100_000 })
  const { session } = of({ session: 'busy', scenario: 'a' })
  session.use.begin()
  for (let i = 0; i < 40; i += 1) of({ session: `s${i}`, scenario: 'a' })
  t.ok(gone.length > 0)
  t.equal(sessions.get('busy'), session)
})

t.test('reset begins anew: counters, calls and time', async t => {
  const { of } = make()
  const { session } = of({ session: 's' })
  session.counters.matched[0] = 2
  session.counters.spoken[0] = 1
  session.reset()
  t.same(session.counters, { asked: 0, matched: [0], spoken: [0] })
  t.equal(session.sinceBeganMs(1000), 0)
  t.equal(session.scenario.name, 'own')
})

const attempt = ({ session }: { session: Session }, fingerprint: string, atMs: number) => {
  const ticket = session.attemptOf(asking({ fingerprint }), at(atMs))
  session.settle(ticket, FAILED_BY_503, atMs)
  return ticket
}

const FAILED_BY_503 = {
  failed: true,
  leftByClient: false,
  status: 503,
  answeredMs: null,
  generationFailed: false,
  told: null,
  hold: null,
  hasBegun: true,
}

t.test('where sessions remember too much, those that were not used for longest forget their calls', async t => {
  const { sessions, of } = make({ mostBytes: 200_000 })
  attempt(of(), 'f', 0)
  for (const id of ['a', 'b']) attempt(of({ session: id, scenario: 'a' }), 'f', 0)
  of({ session: 'a', scenario: 'a' })
  // until the older one has to forget
  for (let i = 0; sessions.bytes < 195_000; i += 1) attempt(of({ session: 'c', scenario: 'a' }), `c${i}`, 0)
  const before = sessions.bytes
  attempt(of({ session: 'c', scenario: 'a' }), 'last', 0)
  for (let i = 0; i < 5; i += 1) attempt(of({ session: 'c', scenario: 'a' }), `more${i}`, 0)
  t.ok(sessions.bytes < 0.8 * before, `${before}, then ${sessions.bytes}`)
  t.equal(attempt(of({ session: 'b', scenario: 'a' }), 'f', 10).attempt, 1, 'forgotten')
  t.equal(sessions.evicted, 0)
})

t.test('however much is remembered, it stays below its bound', async t => {
  const { sessions, of } = make({ mostBytes: 500_000 })
  let most = 0
  for (let i = 0; i < 5000; i += 1) {
    attempt(of(i % 3 === 0 ? {} : { session: `s${i % 20}`, scenario: 'a' }), `f${i}`, i)
    most = Math.max(most, sessions.bytes)
  }
  t.ok(most <= 500_000, String(most))
  t.equal(sessions.evicted, 0, 'forgetting is enough')
})

t.test('where sessions themselves are too much, those that were not used for longest go, and are counted', async t => {
  const { sessions, of, gone, ids } = make({ mostBytes: 100_000 })
  for (let i = 0; i < 40; i += 1) of({ session: `s${i}`, scenario: 'a' })
  t.ok(sessions.bytes <= 100_000, String(sessions.bytes))
  t.ok(ids().length < 16, String(ids().length))
  t.same([ids()[0], ids().at(-1)], [DEFAULT_SESSION, 's39'])
  t.equal(sessions.evicted, gone.length)
  t.same(gone.slice(0, 3), ['s0', 's1', 's2'])
})

t.test('a session that is reset remembers nothing, and one that is gone takes nothing', async t => {
  const { sessions, of } = make()
  const alone = sessions.bytes
  const { session } = of({ session: 'x', scenario: 'a' })
  const fresh = sessions.bytes
  for (let i = 0; i < 100; i += 1) attempt({ session }, `f${i}`, i)
  session.resources.fineTunings.put(tuning)
  session.limiter.account('a', 'm', limited, 0)
  t.ok(sessions.bytes > fresh + 100 * 500)
  session.reset()
  t.equal(sessions.bytes, fresh)
  attempt({ session }, 'f', 0)
  sessions.delete(session)
  attempt({ session }, 'g', 0)
  t.equal(sessions.bytes, alone)
})

const limited = scenarioOf({ api: { limits: [{ rpm: 60 }] } }).api.limits

const tuning: FineTuning = {
  id: 'ft',
  name: 'n',
  baseModel: 'm',
  type: 'lora',
  inputFile: 'f',
  createdAt: 0,
  fineTunedModel: 'm',
}
