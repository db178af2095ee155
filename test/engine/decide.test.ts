import t from 'tap'
import type { Attempt, Call, Problem, Selection, WrongSelection } from '#src/call'
import { type Decision, decide } from '#src/engine/decide'
import { Session } from '#src/session/session'
import { callOf, scenarioOf, short } from '../helpers/deciding.ts'

const sessionOf = (yaml: object, seed: number | null = null): Session =>
  new Session({
    id: 's',
    scenario: scenarioOf(yaml),
    ownScenario: false,
    seed,
    speed: 1,
    ttlMs: 1000,
    nowMs: 0,
    monotonicMs: 0,
  })

const selection: Selection = { scenario: null, session: null, call: null, inject: null, wrong: null }

const attemptOf = (more: Partial<Attempt> = {}): Attempt => ({ call: 'call-1', ordinal: 1, attempt: 1, ...more })

const ask = (
  session: Session,
  call: Partial<Call> = {},
  attempt: Partial<Attempt> = {},
  wrong: WrongSelection | null = null,
  sessionMs = 0,
): Decision => decide(callOf(call), attemptOf(attempt), session, wrong, sessionMs)

const run = (session: Session, many: number, call: Partial<Call> = {}) =>
  Array.from({ length: many }, (_, i) => short(ask(session, call, { ordinal: i + 1 })))

t.test('without rules the API answers by itself', async t => {
  t.match(ask(sessionOf({})), {
    outcome: { kind: 'complete' },
    rule: null,
    delayMs: 0,
    headers: null,
    reason: 'no rule spoke',
  })
})

const gates: readonly (readonly [string, object, readonly (number | string)[]])[] = [
  ['after skips the first that match', { after: 2 }, ['complete', 'complete', 503, 503, 503, 503]],
  ['every speaks for each nth', { every: 3 }, ['complete', 'complete', 503, 'complete', 'complete', 503]],
  [
    'every counts from where after ends',
    { after: 1, every: 2 },
    ['complete', 'complete', 503, 'complete', 503, 'complete'],
  ],
  ['times speaks at most so often', { times: 2 }, [503, 503, 'complete', 'complete', 'complete', 'complete']],
  [
    'times counts what was spoken, not what matched',
    { every: 2, times: 2 },
    ['complete', 503, 'complete', 503, 'complete', 'complete'],
  ],
  ['a share of all speaks always', { share: '100%' }, [503, 503, 503, 503, 503, 503]],
  ['a share of nothing never', { share: '0%' }, Array(6).fill('complete')],
]

for (const [claim, gate, expected] of gates) {
  t.test(claim, async t => {
    t.same(run(sessionOf({ rules: [{ ...gate, error: 503 }] }), 6), expected)
  })
}

t.test('only what matches moves a rule’s counters', async t => {
  const session = sessionOf({ rules: [{ match: { stream: true }, after: 1, error: 503 }] })
  run(session, 5)
  t.match(session.counters, { matched: [0], spoken: [0] })
  t.same(run(session, 2, { stream: true }), ['complete', 503])
  t.match(session.counters, { matched: [2], spoken: [1] })
})

t.test('a sequence steps as the rule speaks, and its last item stays', async t => {
  const session = sessionOf({ rules: [{ sequence: [{ error: 503, times: 2 }, { error: 429 }, { complete: {} }] }] })
  t.same(run(session, 6), [503, 503, 429, 'complete', 'complete', 'complete'])
})

t.test('an item that passes is a step too', async t => {
  t.same(run(sessionOf({ rules: [{ sequence: [{ pass: true, times: 2 }, { error: 503 }] }] }), 4), [
    'complete',
    'complete',
    503,
    503,
  ])
})

t.test('a oneOf meets its shares, and the rest goes on to the next rule', async t => {
  const session = sessionOf({
    rules: [
      {
        oneOf: [
          { share: '30%', error: 503 },
          { share: '20%', error: 429 },
        ],
      },
      { name: 'rest', error: 500 },
    ],
  })
  const seen = run(session, 4000)
  for (const [status, share] of [
    [503, 0.3],
    [429, 0.2],
    [500, 0.5],
  ] as const) {
    const actual = seen.filter(other => other === status).length / seen.length
    t.ok(Math.abs(actual - share) < 0.03, `${status}: ${actual}`)
  }
  t.same(
    [session.counters.matched[0], session.counters.spoken[1]],
    [4000, seen.filter(status => status === 500).length],
  )
})

t.test('choices nest one level: a sequence in a oneOf, a oneOf in a sequence', async t => {
  t.same(
    run(sessionOf({ rules: [{ oneOf: [{ share: '100%', sequence: [{ error: 503 }, { error: 429 }] }] }] }), 3),
    [503, 429, 429],
  )
  t.same(
    run(sessionOf({ rules: [{ sequence: [{ oneOf: [{ share: '100%', error: 503 }] }, { error: 429 }] }] }), 3),
    [503, 429, 429],
  )
})

t.test('luck hangs on seed, rule, call and attempt alone, not on the order of arrival', async t => {
  const rules = { rules: [{ share: '50%', error: 503 }] }
  const asks = Array.from({ length: 60 }, (_, i) => ({ fingerprint: `f${i % 20}`, ordinal: Math.floor(i / 20) + 1 }))
  const answers = (order: readonly number[], seed: number | null = null) => {
    const session = sessionOf(rules, seed)
    const seen: (number | string)[] = []
    for (const i of order)
      seen[i] = short(ask(session, { fingerprint: asks[i]?.fingerprint ?? '' }, { ordinal: asks[i]?.ordinal ?? 0 }))
    return seen
  }
  const forward = asks.map((_, i) => i)
  const first = answers(forward)
  t.same(answers(forward.toReversed()), first)
  t.notSame(answers(forward, 2), first, 'another seed is other luck')
})

t.test('drawn by order, luck hangs on how many came before, not on what they say', async t => {
  const rules = { drawBy: 'order', rules: [{ share: '50%', error: 503 }] }
  const answers = (prefix: string) => {
    const session = sessionOf(rules)
    return Array.from({ length: 40 }, (_, i) => short(ask(session, { fingerprint: `${prefix}${i}` })))
  }
  t.same(answers('a'), answers('b'))
})

const matches: readonly (readonly [object, Partial<Call>, Partial<Attempt>, boolean])[] = [
  [{ endpoint: 'chat.*' }, {}, {}, true],
  [{ endpoint: 'models' }, {}, {}, false],
  [{ endpoint: '*' }, { endpoint: null, operation: null }, {}, false],
  [{ method: 'get' }, { method: 'GET' }, {}, true],
  [{ path: '/chat/*' }, {}, {}, true],
  [{ path: '/*' }, {}, {}, false],
  [{ path: '/**' }, {}, {}, true],
  [{ path: '/chat/*' }, { path: '/v1/chat/completions' }, {}, true],
  [{ model: 'openai/*' }, {}, {}, true],
  [{ model: '*-20b' }, {}, {}, true],
  [{ model: 'openai.gpt-oss-20b' }, {}, {}, false],
  [{ model: '*' }, { model: null }, {}, false],
  [{ key: 'gsk_*' }, { key: null }, {}, false],
  [{ tier: 'flex' }, { tier: 'flex' }, {}, true],
  [{ stream: false }, { stream: null }, {}, false],
  [{ header: { 'X-Team': '/^red$/' } }, { headers: { 'x-team': 'red' } }, {}, true],
  [{ header: { 'x-team': 'r*' } }, { headers: { 'x-team': 'blue' } }, {}, false],
  [{ attempt: '2..3' }, {}, { attempt: 3 }, true],
  [{ attempt: 1 }, {}, { attempt: 2 }, false],
  [{ problem: '*' }, {}, {}, false],
  [{ problem: ['no-key', 'invalid-json'] }, { problem: { name: 'invalid-json' } }, {}, true],
]

for (const [match, call, attempt, holds] of matches) {
  t.test(
    `${JSON.stringify(match)} ${holds ? 'holds' : 'does not hold'} for ${JSON.stringify({ ...call, ...attempt })}`,
    async t => {
      t.equal(ask(sessionOf({ rules: [{ name: 'r', match, error: 418 }] }), call, attempt).rule, holds ? 'r' : null)
    },
  )
}

t.test('modifiers merge key by key, and the nearest wins', async t => {
  const session = sessionOf({
    api: { delay: '1ms' },
    rules: [
      { name: 'far', delay: '2ms', headers: { a: 'far', b: 'far' } },
      { name: 'near', headers: { b: 'near', c: 'near' } },
      {
        name: 'decides',
        headers: { c: 'rule', d: 'rule' },
        sequence: [{ error: 503, headers: { d: 'item', vary: null } }],
      },
    ],
  })
  t.match(ask(session), {
    rule: 'decides',
    delayMs: 2,
    headers: { a: 'far', b: 'near', c: 'rule', d: 'item', vary: null },
  })
  t.same(session.counters.spoken, [1, 1, 1], 'who adds modifiers has spoken')
})

t.test('what answers in the end carries the modifiers of the rules that passed', async t => {
  t.match(ask(sessionOf({ rules: [{ delay: '2s' }] })), { rule: null, delayMs: 2000, outcome: { kind: 'complete' } })
  t.match(ask(sessionOf({ rules: [{ delay: '2s' }] }), { problem: { name: 'invalid-json' } }), {
    delayMs: 2000,
    outcome: { kind: 'error' },
  })
})

t.test('near misses name the rule and the first thing that it missed', async t => {
  const session = sessionOf({
    rules: [
      { name: 'stream', match: { stream: true }, error: 503 },
      { name: 'later', after: 5, error: 503 },
      { name: 'elsewhere', match: { endpoint: 'models' }, error: 503 },
    ],
  })
  t.same(ask(session).nearMisses, [
    { rule: 'stream', missed: 'stream: true' },
    { rule: 'later', missed: 'after: 5 (this is number 1)' },
  ])
})

const wrong: WrongSelection = { status: 404, code: 'mock_unknown_scenario', message: 'no' }
const problem: Problem = { name: 'invalid-json' }
const inject = { ...selection, inject: { status: 498, variant: null, retryAfterMs: null } }

t.test('who decides is settled by one order: selection, header, rules, problem, success', async t => {
  const session = sessionOf({ rules: [{ name: 'r', match: { problem: '*' }, error: 500 }] })
  t.equal(short(ask(session, { selection: inject, problem }, {}, wrong)), 404)
  t.equal(short(ask(session, { selection: inject, problem })), 498)
  t.match(session.counters, { matched: [0], spoken: [0] }, 'neither moved a counter')
  t.equal(short(ask(session, { problem })), 500)
  t.equal(short(ask(sessionOf({}), { problem })), 400)
})

t.test('x-mock-status 200 and 206 are answers, not errors', async t => {
  const chosen = (status: number, retryAfterMs: number | null = null) =>
    ask(sessionOf({}), { selection: { ...selection, inject: { status, variant: null, retryAfterMs } }, problem })
  t.match(chosen(200, 1500), { outcome: { kind: 'complete' }, headers: { 'retry-after': '2' } })
  t.match(chosen(206), { outcome: { kind: 'reply', reply: { status: 206, body: null } } })
})
