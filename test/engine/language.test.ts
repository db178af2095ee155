import t from 'tap'
import { askAt, freshState, scenarioOf, short } from '../helpers/deciding.ts'

const stateOf = (...rules: object[]) => freshState(scenarioOf({ rules }))

/** What so many requests get, one after the other, each a call of its own. */
const run = (state: ReturnType<typeof stateOf>, many: number, ms = 0) =>
  Array.from({ length: many }, (_, i) => short(askAt(state, { ms, attempt: { ordinal: i + 1 } })))

const OK = 'complete'

t.test('a window of session time is open from its first moment up to, not including, its last', async t => {
  const rows = [
    ['10s..40s', [9999.999, 10_000, 39_999.999, 40_000], [OK, 503, 503, OK]],
    ['0s..30s', [0, 29_999.999, 30_000], [503, 503, OK]],
    ['250ms..1m', [249, 250, 59_999, 60_000], [OK, 503, 503, OK]],
  ] as const
  for (const [during, moments, expected] of rows) {
    const state = stateOf({ during, error: 503 })
    t.same(
      moments.map(ms => short(askAt(state, { ms }))),
      expected,
      during,
    )
  }
})

t.test('two windows that touch leave no gap and do not overlap', async t => {
  const state = stateOf({ during: '0s..10s', error: 503 }, { during: '10s..20s', error: 429 })
  t.same(
    [9999.9999, 10_000].map(ms => short(askAt(state, { ms }))),
    [503, 429],
  )
})

t.test('after and every count only what comes within the window', async t => {
  const after = stateOf({ during: '10s..20s', after: 2, error: 503 })
  t.same(run(after, 5), Array(5).fill(OK))
  t.same(after.counters.matched, [0], 'nothing matched before the window')
  t.same(run(after, 4, 10_000), [OK, OK, 503, 503])
  t.same(run(after, 2, 20_000), [OK, OK])
  t.match(after.counters, { matched: [4], spoken: [2] }, 'nor behind it')

  const every = stateOf({ during: '10s..20s', after: 1, every: 2, error: 503 })
  run(every, 3)
  t.same(run(every, 5, 15_000), [OK, OK, 503, OK, 503])
})

t.test('times and sequences count only within the window too', async t => {
  const state = stateOf({ during: '10s..20s', times: 3, sequence: [{ error: 503, times: 2 }, { error: 429 }] })
  run(state, 3)
  t.same(run(state, 4, 10_000), [503, 503, 429, OK])
})

t.test('what came outside of the window is a near miss that says when it came', async t => {
  const state = stateOf({ name: 'w', during: '10s..40s', error: 503 })
  t.same(askAt(state, { ms: 1500 }).nearMisses, [{ rule: 'w', missed: 'during: 10s..40s (this came at 1.5s)' }])
})

t.test('a rule whose match fails does not ask for its window', async t => {
  const state = stateOf({ name: 'w', match: { stream: true }, during: '10s..40s', error: 503 })
  t.same(askAt(state).nearMisses, [{ rule: 'w', missed: 'stream: true' }])
})

const atEnd = (then: 'repeat' | 'pass'): object => ({ then })

const steps = [{ error: 503, times: 2 }, { error: 429 }]
const ends = [
  ['stays at its last item', {}, [503, 503, 429, 429, 429, 429, 429]],
  ['starts over with then: repeat', atEnd('repeat'), [503, 503, 429, 503, 503, 429, 503]],
  ['lets the next rule speak with then: pass', atEnd('pass'), [503, 503, 429, 500, 500, 500, 500]],
] as const

for (const [what, then, expected] of ends) {
  t.test(`a sequence ${what}, in a rule and in an item of a oneOf`, async t => {
    const next = { name: 'next', error: 500 }
    t.same(run(stateOf({ sequence: steps, ...then }, next), 7), expected)
    t.same(run(stateOf({ oneOf: [{ share: '100%', sequence: steps, ...then }] }, next), 7), expected)
  })
}

t.test('a sequence that passes at its end has not spoken, so its modifiers do not reach what comes', async t => {
  const state = stateOf({ sequence: [{ error: 503 }], ...atEnd('pass'), delay: '2s', headers: { a: 'b' } })
  t.match(askAt(state), { rule: 'rule-1', delayMs: 2000, headers: { a: 'b' } })
  t.match(askAt(state), { rule: null, delayMs: 0, headers: null })
  t.match(state.counters, { matched: [2], spoken: [1] })
})

t.test('a sequence in an item of a oneOf steps whenever the rule speaks', async t => {
  const state = stateOf(
    {
      oneOf: [
        { share: '50%', sequence: [{ error: 503, times: 3 }, { error: 502 }] },
        { share: '50%', error: 429 },
      ],
    },
    { name: 'never', error: 500 },
  )
  const seen = run(state, 200)
  t.notOk(seen.slice(0, 3).includes(502) || seen.slice(3).includes(503))
  t.same([...new Set(seen)].sort(), [429, 502, 503])
  t.same(state.counters.spoken, [200, 0])
})

t.test('of delays the nearest wins: item, deciding rule, later rule, earlier rule, api', async t => {
  const api = { delay: '1s' }
  const [early, late] = [
    { name: 'early', delay: '2s' },
    { name: 'late', delay: '3s' },
  ]
  const rule = { name: 'rule', delay: '4s', sequence: [{ error: 503, delay: '5s' }] }
  const bare = { name: 'rule', error: 503 }
  const rows: readonly (readonly [readonly object[], number])[] = [
    [[early, late, rule], 5000],
    [[early, late, { ...rule, sequence: [{ error: 503 }] }], 4000],
    [[early, late, bare], 3000],
    [[early, bare], 2000],
    [[bare], 1000],
    [[early, late], 3000],
    [[], 1000],
    [[early, { delay: '0s' }], 0],
  ]
  for (const [rules, ms] of rows) {
    const value = rules.length === 0 ? { api } : { api, rules }
    t.equal(askAt(freshState(scenarioOf(value))).delayMs, ms, JSON.stringify(rules))
  }
})

t.test('of nested choices the inner item is nearer than the outer one', async t => {
  const inner = { share: '100%', error: 503, delay: '5s', headers: { c: 'inner' } }
  const state = stateOf({
    delay: '1s',
    headers: { a: 'rule', b: 'rule', c: 'rule' },
    sequence: [{ delay: '3s', headers: { b: 'outer', c: 'outer' }, oneOf: [inner] }],
  })
  t.match(askAt(state), { delayMs: 5000, headers: { a: 'rule', b: 'outer', c: 'inner' } })
})

t.test('headers merge by name however they are written, and null takes one away', async t => {
  const state = stateOf(
    { name: 'far', headers: { 'X-Team': 'far', vary: 'far', 'x-far': 'far' } },
    { name: 'near', headers: { 'x-team': 'near', VARY: null } },
  )
  t.same(askAt(state).headers, { 'x-team': 'near', vary: null, 'x-far': 'far' })
})

t.test('an item that passes gives its modifiers to what answers in the end', async t => {
  const state = stateOf(
    { name: 'slow', oneOf: [{ share: '100%', pass: true, delay: '2s', headers: { a: 'item' } }] },
    { name: 'decides', error: 503, headers: { b: 'rule' } },
  )
  t.match(askAt(state), { rule: 'decides', delayMs: 2000, headers: { a: 'item', b: 'rule' } })
})

t.test('drawn by order, delays hang on the order alone', async t => {
  const delays = (prefix: string) => {
    const state = freshState(
      scenarioOf({ drawBy: 'order', api: { delay: '1s..2s' }, rules: [{ delay: '1s..3s', after: 2 }] }),
    )
    return Array.from({ length: 30 }, (_, i) => askAt(state, { call: { fingerprint: `${prefix}${i}` } }).delayMs)
  }
  t.same(delays('a'), delays('b'))
  t.equal(new Set(delays('a')).size, 30)
})

t.test('the rules of one request draw apart from each other', async t => {
  const half = { oneOf: [{ share: '50%', pass: true, headers: { a: 'a' } }] }
  const state = stateOf({ ...half, name: 'one' }, { ...half, name: 'two' })
  const both = Array.from({ length: 2000 }, (_, i) => {
    askAt(state, { call: { fingerprint: `f${i}` } })
    return state.counters.spoken.join()
  })
  let [previous, together] = [[0, 0], 0]
  for (const text of both) {
    const now = text.split(',').map(Number)
    if (now.every((count, i) => count > (previous[i] ?? 0))) together += 1
    previous = now
  }
  t.ok(together > 430 && together < 570, `both of two halves: ${together} of 2000`)
})
