import t from 'tap'
import { nowhere, readScenario } from '#src/scenario/read-scenario'

const read = (value: object, mostBytes?: number) =>
  readScenario({
    name: 'x',
    file: 'x',
    text: JSON.stringify({ about: 'A test.', ...value }),
    place: nowhere,
    ...(mostBytes === undefined ? {} : { mostBytes }),
  })

const rules = (...all: readonly object[]) => ({ rules: all.map(rule => ({ error: 503, ...rule })) })

t.test('what a scenario takes in memory grows with its texts, and with what is made of them', async t => {
  const { bytes: plain } = read(rules({ match: { model: 'abc' } }))
  t.ok(plain > 4096 && plain < 10_000, String(plain))
  for (const [what, value, atLeast] of [
    ['a long text', { about: 'a'.repeat(100_000) }, 100_000],
    ['a long text of wide letters', { about: '漢'.repeat(100_000) }, 200_000],
    ['an expression that is written out', rules({ match: { says: '/(?:abc){500}/' } }), 1_000_000],
    ['a glob', rules({ match: { model: 'abc*d' } }), plain + 7000],
    ['a path', rules({ match: { body: { '$.a.b': 1 } } }), plain + 2500],
  ] as const)
    t.ok(read(value).bytes >= atLeast, `${what}: ${read(value).bytes}`)
})

t.test('what is wrong takes nothing', async t => {
  t.match(read({ rules: [{ eror: 1 }] }), { scenario: null, bytes: 0 })
})

t.test('a scenario that takes more than it may is not made, and nothing is wrong with it', async t => {
  const value = { about: 'a'.repeat(10_000) }
  t.match(read(value, 20_000), { scenario: { name: 'x' }, diagnostics: [] })
  t.match(read(value, 10_000), { scenario: null, diagnostics: [] })
})

t.test('what an alias stands for counts each time: a literal body is made for each', async t => {
  const text = [
    'about: A test.',
    'rules:',
    `  - { name: first, reply: { body: &body "${'a'.repeat(10_000)}" } }`,
    ...Array.from({ length: 99 }, (_, i) => `  - { name: r${i}, every: 2, reply: { body: *body } }`),
  ].join('\n')
  const { scenario, bytes } = readScenario({ name: 'x', file: 'x', text, place: nowhere, mostBytes: 500_000 })
  t.ok(bytes > 1_000_000, String(bytes))
  t.equal(scenario, null)
})

t.test('a criterion is told in a thousand letters', async t => {
  const { scenario } = read(rules({ match: { says: 'a'.repeat(5000) } }))
  t.equal(scenario?.rules[0]?.criteria[0]?.says, `says: ${'a'.repeat(1000)}…`)
})
