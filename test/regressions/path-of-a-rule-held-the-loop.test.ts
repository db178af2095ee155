// Wrong until df5c0fc (2026-11-26): a rule whose JSONPath or expression is costly was tried to the end, however large the body:
// `$..[?count($..*)>1]` took 17 s on 20 KB.
import t from 'tap'
import { decide } from '#src/engine/decide'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { cpuMsOf } from '../helpers/cpu-time.ts'
import { callOf, freshState, scenarioOf } from '../helpers/deciding.ts'
import { chatBody, startMock } from '../helpers/mock.ts'

const deep = (count: number) =>
  chatBody({ user: 'u', metadata: { all: Array.from({ length: count }, () => ({ a: 1 })) } })
const rule = (match: object) => ({ rules: [{ name: 'costly', match, error: 503 }] })
const attempt = { call: 'call-1', ordinal: 1, attempt: 1 }

const cases: readonly (readonly [criterion: string, match: object, small: object, large: object])[] = [
  ['body: $..[?count($..*)>1]', { body: { '$..[?count($..*)>1]': '*' } }, { a: [['x']] }, deep(2000)],
  ['body: $..*..*..*', { body: { '$..*..*..*': 'x' } }, { a: { b: { c: 'x' } } }, deep(20_000)],
  [
    "body: $[?search(@, '(a|b|c){300}x')]",
    { body: { "$[?search(@, '(a|b|c){300}x')]": '*' } },
    { u: `${'a'.repeat(300)}x` },
    { u: 'a'.repeat(3_000_000) },
  ],
  [
    'says: /(a|b|c){300}x/',
    { says: '/(a|b|c){300}x/' },
    { messages: [{ role: 'user', content: `${'abc'.repeat(100)}x` }] },
    { messages: [{ role: 'user', content: 'a'.repeat(3_000_000) }] },
  ],
  ['body: $.u', { body: { '$.u': '/(a|b|c){300}x/' } }, { u: `${'a'.repeat(300)}x` }, { u: 'a'.repeat(3_000_000) }],
]

for (const [criterion, match, small, large] of cases)
  t.test(`a rule can't hold the loop: ${criterion}`, async t => {
    const scenario = scenarioOf(rule(match))
    const asked = (body: object) => decide(callOf({ body }), attempt, freshState(scenario), null, 0)
    t.match(asked(small), { rule: 'costly', givenUp: [] })
    let decided = asked(small)
    const ms = cpuMsOf(() => {
      decided = asked(large)
    })
    t.ok(ms < 1000, `${ms} ms of work`)
    t.match(decided, { rule: null, givenUp: [criterion] })
  })

t.test('because tells which criterion was given up', async t => {
  const mock = await startMock(t, rule({ says: '/(a|b|c){300}x/' }))
  t.equal(
    (await mock.chat({ body: chatBody({ messages: [{ role: 'user', content: 'a'.repeat(100_000) }] }) })).status,
    200,
  )
  t.match(
    (await mock.lastEntry()).because,
    'no rule spoke: success; says: /(a|b|c){300}x/ takes too much work with this body, and counts as not holding',
  )
})

t.test('check tells a costly path or expression with an estimate, at its place', async t => {
  const text =
    'about: x\nrules:\n  - match:\n      says: /(a|b){400}/\n      body: { "$..[?count($..*)>1]": x }\n    error: 503\n'
  const { diagnostics } = readScenario({ name: 'x', file: 'x', text, place: nowhere })
  t.match(diagnostics, [
    { severity: 'warning', line: 4, message: /in a text of 10 KB takes about \d+ ms/ },
    { severity: 'warning', line: 5, message: /in a body of 1000 values takes about \d+ ms/ },
  ])
  const large = readScenario({ name: 'x', file: 'x', text: text.replace('{400}', '{900}{9}'), place: nowhere })
  t.match(large.diagnostics[0], { severity: 'error', line: 4, message: /has about \d+ parts, and 5000 are the most/ })
})
