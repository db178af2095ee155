import fc from 'fast-check'
import t from 'tap'
import type { Call } from '#src/call'
import type { Decision } from '#src/engine/decide'
import { readScenario } from '#src/scenario/read-scenario'
import { Counters } from '#src/session/counters'
import { Session } from '#src/session/session'
import { Tally } from '#src/tally'
import { bounded } from '../helpers/bounded.ts'
import { askAt, callOf, freshState, scenarioOf, short } from '../helpers/deciding.ts'
import { startFrozen } from '../helpers/frozen.ts'

/** Requests one after the other, and the statuses that they got. */
const asked = (rule: object, calls: readonly Partial<Call>[], more: object = {}): readonly (number | string)[] => {
  const state = freshState(scenarioOf({ ...more, rules: [{ name: 'r', error: 503, ...rule }] }))
  return calls.map(call => short(askAt(state, { call })))
}

const [a, b, none] = [{ key: 'gsk_a' }, { key: 'gsk_b' }, { key: null }]

t.test('times, after, every and sequence are counted for each value', async t => {
  const served = 'complete'
  t.same(asked({ per: 'key', times: 1 }, [a, a, b, none, b, none, a]), [503, served, 503, 503, served, served, served])
  t.same(asked({ per: 'key', after: 1 }, [a, b, a, b, none]), [served, served, 503, 503, served])
  t.same(asked({ per: 'key', every: 2 }, [a, b, b, a, a]), [served, served, 503, 503, served])
  const sequence = { error: undefined, sequence: [{ error: 503 }, { error: 429 }, { complete: {} }] }
  t.same(asked({ per: 'key', ...sequence }, [a, b, a, b, a, none]), [503, 503, 429, 429, served, 503])
  const inDraw = { error: undefined, oneOf: [{ share: '100%', sequence: [{ error: 503 }, { error: 429 }] }] }
  t.same(asked({ per: 'key', ...inDraw }, [a, b, a, b]), [503, 503, 429, 429])
})

t.test('a value is a key, a model, or that of a header, whatever its case is written in', async t => {
  const models = ['m', 'n', 'm', null].map(model => ({ model }))
  t.same(asked({ per: 'model', times: 1 }, models), [503, 503, 'complete', 503])
  const headers = [{ 'x-team': 'red' }, { 'x-team': 'blue' }, { 'x-team': 'red' }, {}, { 'x-team': '' }]
  const teams = headers.map(one => ({ headers: one }))
  t.same(asked({ per: 'header X-Team', times: 1 }, teams), [503, 503, 'complete', 503, 503])
  const longs = ['a', 'b', 'a'].map(last => ({ model: `${'m'.repeat(900)}${last}` }))
  t.same(asked({ per: 'model', times: 1 }, longs), [503, 503, 'complete'], 'long ones are told apart')
  const proto = [{ headers: {} }, { headers: { 'x-a': 'y' } }]
  t.same(asked({ per: 'header __proto__', times: 1 }, proto), [503, 'complete'], 'a header that there is not')
})

t.test('what it counts for all of the session stays as it was', async t => {
  const state = freshState(scenarioOf({ rules: [{ name: 'r', per: 'key', times: 1, error: 503 }] }))
  for (const call of [a, a, b]) askAt(state, { call })
  t.match(state.counters, { matched: [3], spoken: [2] })
})

t.test('who missed a gate is told which number of its value it was, and no key', async t => {
  const rules = [
    { name: 'a', per: 'key', after: 2, error: 503 },
    { name: 'b', per: 'header x-team', every: 2, error: 503 },
    { name: 'c', per: 'model', times: 1, error: 503 },
  ]
  const state = freshState(scenarioOf({ rules }))
  const missed = ({ nearMisses }: Decision) => nearMisses.map(one => one.missed)
  t.same(missed(askAt(state)), [
    'after: 2 (this is number 1 of this key)',
    'every: 2 (this is number 1 of this x-team)',
  ])
  askAt(state, { call: b })
  t.same(missed(askAt(state, { call: b })), [
    'after: 2 (this is number 2 of this key)',
    'every: 2 (this is number 3 of this x-team)',
    'times: 1 (for each model)',
  ])
})

t.test('with drawBy order each value has draws of its own, whatever comes between them', async t => {
  const state = () => freshState(scenarioOf({ drawBy: 'order', rules: [{ per: 'key', share: '50%', error: 503 }] }))
  const drawn = (keys: readonly string[]): Readonly<Record<string, string>> => {
    const own = state()
    const seen: Record<string, string> = {}
    for (const [i, key] of keys.entries()) {
      const got = short(askAt(own, { call: { key, fingerprint: `f${i}` } }))
      seen[key] = `${seen[key] ?? ''}${got === 503 ? 'x' : '.'}`
    }
    return seen
  }
  const keys = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 40, maxLength: 80 })
  const alone = Object.fromEntries(['a', 'b', 'c'].map(key => [key, drawn(Array(80).fill(key))[key] ?? '']))
  t.equal(new Set(Object.values(alone)).size, 3, 'no two are alike')
  fc.assert(
    fc.property(keys, order => Object.entries(drawn(order)).every(([key, seen]) => alone[key]?.startsWith(seen))),
    { numRuns: bounded(200) },
  )
})

t.test('each value is counted as it would be alone, in whatever order they come', async () => {
  const rule = { error: undefined, after: 1, every: 2, times: 2, sequence: [{ error: 503 }, { error: 429 }] }
  const keys = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 })
  fc.assert(
    fc.property(keys, order => {
      const mixed = asked(
        { per: 'key', ...rule },
        order.map(key => ({ key })),
      )
      return ['a', 'b', 'c'].every(key => {
        const own = mixed.filter((_, i) => order[i] === key)
        return (
          own.join() ===
          asked(
            rule,
            own.map(() => ({ key })),
          ).join()
        )
      })
    }),
    { numRuns: bounded(500) },
  )
})

t.test('of ten thousand values of a rule the older half is forgotten, and what they take is counted', async t => {
  const scenario = scenarioOf({ rules: [{ per: 'key', times: 1, error: 503 }] })
  const tally = new Tally()
  const counters = new Counters(scenario, tally)
  const [rule] = scenario.rules
  if (!rule) throw new Error('there is a rule')
  const ask = (i: number): number => {
    counters.count(rule, callOf({ key: `gsk_${i}` }), 'spoken')
    return counters.spokenBy(rule, callOf({ key: `gsk_${i}` }))
  }
  for (let i = 0; i < 10_001; i += 1) ask(i)
  t.equal(ask(10_000), 2, 'the newest goes on')
  t.equal(ask(0), 1, 'the oldest begins anew')
  const full = tally.bytes
  for (let i = 20_000; i < 60_000; i += 1) ask(i)
  t.ok(tally.bytes < 1.1 * full && tally.bytes < 4e6, `${full}, then ${tally.bytes}`)
  counters.forget()
  t.equal(tally.bytes, 0)
})

t.test('what a session counted for values is forgotten with its calls, its scenario and itself', async t => {
  const memory = new Tally()
  const scenario = scenarioOf({ rules: [{ per: 'key', times: 1, error: 503 }] })
  const times = { nowMs: 0, monotonicMs: 0, speed: 1, ttlMs: 0 }
  const session = new Session({ id: 's', scenario, ownScenario: true, seed: null, ...times, memory })
  const [empty, [rule]] = [memory.bytes, scenario.rules]
  const count = () => rule && session.counters.count(rule, callOf(), 'spoken')
  for (const forget of [() => session.forget(), () => session.reload(scenario), () => session.reset()]) {
    count()
    t.ok(memory.bytes > empty)
    forget()
    t.equal(memory.bytes, empty)
  }
  count()
  session.end()
  t.equal(memory.bytes, 0)
})

t.test('over the network, the first request of each key fails, and no key is shown', async t => {
  const mock = await startFrozen(t, { rules: [{ name: 'r', per: 'key', times: 1, error: 503 }] })
  const statuses: number[] = []
  for (const key of ['gsk_one_secret', 'gsk_two_secret', 'gsk_one_secret', 'gsk_two_secret'])
    statuses.push((await mock.chat({ user: key.slice(4, 7) }, { authorization: `Bearer ${key}` })).status)
  t.same(statuses, [503, 503, 200, 200])
  const { id, nearMisses } = await mock.lastEntry()
  t.same(nearMisses, [{ rule: 'r', missed: 'times: 1 (for each key)' }])
  for (const path of [`/journal/${id}/explain`, '/sessions/default', '/journal'])
    t.notMatch(JSON.stringify((await mock.control('GET', path)).body), /_secret/, path)
})

const found = (rule: string, top = ''): readonly string[] =>
  readScenario({
    name: 'x',
    file: 'x.yaml',
    text: `about: A test.\n${top}rules:\n  - { ${rule} }\n`,
    place: { readFile: () => '' },
  }).diagnostics.map(({ line, column, message, hint }) => `${line}:${column} ${message} | ${hint}`)

t.test('check tells of per that says nothing, or changes nothing', async t => {
  t.same(found('per: key, times: 1, error: 503'), [])
  t.same(found('per: key, oneOf: [{ share: 10%, sequence: [{ error: 503 }, { error: 500 }] }]'), [])
  t.same(found('per: key, share: 10%, error: 503', 'drawBy: order\n'), [])
  t.match(found('per: key, share: 10%, error: 503'), [/^3:12 this changes nothing: the rule counts nothing/])
  t.match(found('per: model, times: 1, error: 503, match: { endpoint: files }'), [
    /requests of files name no model \| Write key or a header/,
  ])
  t.same(found('per: model, times: 1, error: 503, match: { endpoint: models }'), [])
  t.match(found('per: model, times: 1, error: 503, match: { path: /models }'), [/requests of models name no model/])
  for (const [per, match] of [
    ['model', '{ model: openai/gpt-oss-20b }'],
    ['key', '{ key: gsk_a }'],
    ['header X-Team', '{ header: { x-team: red } }'],
    ['header x-team', '{ header: { X-Team: null } }'],
  ] as const)
    t.match(found(`per: ${per}, times: 1, error: 503, match: ${match}`), [/^3:12 .* has the same (model|key|header)/])
  for (const match of ['{ model: openai/* }', '{ model: [openai/gpt-oss-20b, openai/gpt-oss-120b] }'])
    t.same(found(`per: model, times: 1, error: 503, match: ${match}`), [])
})

t.test('check says what was meant by another word', async t => {
  const rows = [
    ['keys', /^3:12 .*per is "keys"; expected key, model, or a header such as header x-team \| Did you mean key\?/],
    ['Model', /Did you mean model\?/],
    ['header', /expected .*: say which header/],
    ['header x team', /Did you mean header x-team\?/],
    ['x-team', /Did you mean header x-team\?/],
    ['"header: x-team"', /Did you mean header x-team\?/],
    ['tier', /expected key, model, or a header/],
    ['{ header: x-team }', /per is a mapping; expected key, model/],
    ['3', /per is 3; expected key, model/],
  ] as const
  for (const [per, expected] of rows) t.match(found(`per: ${per}, times: 1, error: 503`), [expected], per)
})
