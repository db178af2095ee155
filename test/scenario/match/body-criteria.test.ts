import t from 'tap'
import type { Call } from '#src/call'
import { readScenario } from '#src/scenario/read-scenario'
import { cpuMsOf } from '../../helpers/cpu-time.ts'
import { askAt, freshState, scenarioOf } from '../../helpers/deciding.ts'

/** Whether a rule with these criteria speaks for a call. */
const holds = (match: object, call: Partial<Call>): boolean =>
  askAt(freshState(scenarioOf({ rules: [{ name: 'r', match, error: 503 }] })), { call }).rule === 'r'

const MIB = 1024 ** 2

t.test('bytes bounds the size of the body, the bound itself left out', async t => {
  const rows = [
    ['>1MiB', MIB, false],
    ['>1MiB', MIB + 1, true],
    ['<10KiB', 10_239, true],
    ['<10KiB', 10_240, false],
    ['> 4KB', 4001, true],
    ['>0B', 0, false],
    ['>0B', 1, true],
    ['<1B', 0, true],
  ] as const
  for (const [bytes, bodyBytes, expected] of rows)
    t.equal(holds({ bytes }, { bodyBytes }), expected, `${bytes} ${bodyBytes}`)
})

const user = (content: unknown) => ({ role: 'user', content })
const saying = (...messages: unknown[]) => ({ messages })

const conversations: readonly (readonly [string, string, unknown, boolean])[] = [
  ['text that is contained', 'weather', saying(user('the weather in Oslo')), true],
  ['its case counts', 'Weather', saying(user('the weather in Oslo')), false],
  ['a star is no glob here', 'weather*', saying(user('the weather in Oslo')), false],
  ['an expression on a part', '/\\bweather in \\w+$/', saying(user('the weather in Oslo')), true],
  ['an expression with a flag', '/WEATHER/i', saying(user('the weather')), true],
  ['slashes that are no expression', '/weather', saying(user('see /weather')), true],
  [
    'parts of text',
    'weather',
    saying(
      user([
        { type: 'text', text: 'the weather' },
        { type: 'image_url', image_url: {} },
      ]),
    ),
    true,
  ],
  [
    'any of several parts',
    'Oslo',
    saying(
      user([
        { type: 'text', text: 'weather' },
        { type: 'text', text: 'in Oslo' },
      ]),
    ),
    true,
  ],
  [
    'text that two parts only make together',
    'weatherin',
    saying(user([{ text: 'weather' }, { text: 'in Oslo' }])),
    false,
  ],
  ['the last message of the user', 'two', saying(user('one'), user('two')), true],
  ['an earlier message of the user', 'one', saying(user('one'), user('two')), false],
  [
    'the last of the user, though others follow',
    'one',
    saying(user('one'), { role: 'assistant', content: 'two' }),
    true,
  ],
  ['what others said', 'two', saying(user('one'), { role: 'assistant', content: 'two' }), false],
  ['no message of a user', 'one', saying({ role: 'system', content: 'one' }), false],
  ['no message at all', 'one', saying(), false],
  ['no messages', 'one', {}, false],
  ['messages that are none', 'one', { messages: 'one' }, false],
  ['content that is null', 'one', saying(user(null)), false],
  ['content that is a number', '1', saying(user(1)), false],
  ['parts that are none', 'one', saying(user([null, 'one', { text: 1 }])), false],
  ['a body that is a list', 'one', [user('one')], false],
  ['no body', 'one', undefined, false],
  ['a body that is null', 'one', null, false],
]

for (const [what, says, body, expected] of conversations) {
  t.test(`says ${JSON.stringify(says)} ${expected ? 'holds' : 'does not hold'}: ${what}`, async t => {
    t.equal(holds({ says }, { body }), expected)
  })
}

const asked = {
  model: 'openai/gpt-oss-20b',
  temperature: 0,
  stop: null,
  stream: true,
  user: 'team-7',
  n: 1.5,
  messages: [user('weather in Oslo'), user('hello\nthere')],
  tools: [
    { type: 'function', function: { name: 'get_time', parameters: { required: [] } } },
    { type: 'function', function: { name: 'get_weather', parameters: { required: ['city'] } } },
  ],
}

const bodies: readonly (readonly [Readonly<Record<string, unknown>>, boolean])[] = [
  [{ '$.user': 'team-7' }, true],
  [{ '$.user': 'team-*' }, true],
  [{ '$.user': 'team' }, false],
  [{ '$.user': '*' }, true],
  [{ '$.user': '/^team-\\d$/' }, true],
  [{ '$.user': '/TEAM/i' }, true],
  [{ '$.user': '/TEAM/' }, false],
  [{ '$.none': '*' }, false],
  [{ '$.temperature': 0 }, true],
  [{ '$.temperature': '0' }, false],
  [{ '$.temperature': false }, false],
  [{ '$.temperature': null }, false],
  [{ '$.n': 1.5 }, true],
  [{ '$.stop': null }, true],
  [{ '$.none': null }, false],
  [{ '$.stop': 'null' }, false],
  [{ '$.stream': true }, true],
  [{ '$.stream': 'true' }, false],
  [{ '$.tools': '*' }, false],
  [{ '$.tools[*].function.name': 'get_weather' }, true],
  [{ '$.tools[0].function.name': 'get_weather' }, false],
  [{ '$.tools[-1].function.name': 'get_weather' }, true],
  [{ '$..name': 'get_*' }, true],
  [{ '$.tools[?@.function.parameters.required[0]].function.name': 'get_time' }, false],
  [{ '$.tools[?@.function.parameters.required[0] == "city"].function.name': 'get_weather' }, true],
  [{ '$.tools[?length(@.function.parameters.required) > 0].function.name': 'get_weather' }, true],
  [{ '$.messages[?search(@.content, "w.+er")].role': 'user' }, true],
  [{ '$.messages[?match(@.content, "weather")].role': 'user' }, false],
  [{ '$.messages[?match(@.content, "weather.*")].role': 'user' }, true],
  [{ '$.messages[?search(@.content, "[")].role': 'user' }, false],
  [{ '$.messages[?search(@.content, @.role)].role': 'user' }, false],
  [{ '$.messages[?search(@.none, "x")].role': 'user' }, false],
  [{ '$[?search(@, "oss")]': '*' }, true],
  [{ '$.user': 'team-7', '$.temperature': 0 }, true],
  [{ '$.user': 'team-7', '$.temperature': 1 }, false],
  [{ '$.__proto__': '*' }, false],
  [{ '$.constructor.name': 'Object' }, false],
  [{ '$.tools.length': 2 }, false],
  [{ '$.user.length': 6 }, false],
]

for (const [body, expected] of bodies) {
  t.test(`body ${JSON.stringify(body)} ${expected ? 'holds' : 'does not hold'}`, async t => {
    t.equal(holds({ body }, { body: asked }), expected)
  })
}

t.test('a path on what is no mapping selects what is there, and nothing where no body could be read', async t => {
  t.equal(holds({ body: { '$[0]': 'a' } }, { body: ['a'] }), true)
  t.equal(holds({ body: { $: 'a' } }, { body: 'a' }), true)
  t.equal(holds({ body: { $: null } }, { body: null }), true)
  t.equal(holds({ body: { $: null } }, { body: undefined }), false)
})

t.test('a key __proto__ in a body is a key as any other', async t => {
  const body = JSON.parse('{"__proto__": {"admin": true}, "constructor": "x"}') as unknown
  t.equal(holds({ body: { '$.__proto__.admin': true } }, { body }), true)
  t.equal(holds({ body: { '$.constructor': 'x' } }, { body }), true)
  t.equal(holds({ body: { '$.admin': true } }, { body }), false)
  t.equal(
    holds({ says: 'x' }, { body: JSON.parse('{"__proto__": {"messages": [{"role": "user", "content": "x"}]}}') }),
    false,
  )
})

const BOMB = '(a+)+$'

t.test('an expression that explodes elsewhere is well under a second of work on 100 000 letters', async t => {
  const text = `${'a'.repeat(100_000)}!`
  const body = { user: text, messages: [user(text)] }
  const rows: readonly (readonly [object, boolean])[] = [
    [{ says: `/${BOMB}/` }, false],
    [{ body: { '$.user': `/${BOMB}/` } }, false],
    [{ body: { [`$[?search(@, "${BOMB}")]`]: '*' } }, false],
    [{ body: { [`$[?match(@, "${BOMB}")]`]: '*' } }, false],
    [{ body: { '$.user': `${'*a'.repeat(20)}*b` } }, false],
    [{ header: { 'x-long': `/${BOMB}/` } }, false],
  ]
  for (const [match, expected] of rows) {
    const state = freshState(scenarioOf({ rules: [{ name: 'r', match, error: 503 }] }))
    let rule: string | null = null
    const ms = cpuMsOf(() => {
      rule = askAt(state, { call: { body, headers: { 'x-long': text } } }).rule
    })
    t.equal(rule === 'r', expected)
    t.ok(ms < 900, `${JSON.stringify(match)}: ${Math.round(ms)} ms of work`)
  }
})

t.test('a body that nests 100 000 deep is decided, with little work, and throws nothing', async t => {
  const depth = 100_000
  const lists = JSON.parse(`${'['.repeat(depth)}"x"${']'.repeat(depth)}`) as unknown
  const mappings = JSON.parse(`${'{"a":'.repeat(depth)}"x"${'}'.repeat(depth)}`) as unknown
  for (const body of [lists, mappings, { messages: lists }, { messages: [user(lists)] }]) {
    for (const match of [
      { body: { '$..a': 'x' } },
      { body: { '$..*': 'x' } },
      { body: { '$[0][0]': 'x' } },
      { says: 'x' },
    ]) {
      let held = true
      const ms = cpuMsOf(() => {
        held = holds(match, { body })
      })
      t.notOk(held)
      t.ok(ms < 1000, `${JSON.stringify(match)}: ${Math.round(ms)} ms of work`)
    }
  }
})

t.test('what is deeper than the library goes does not hide what a path without descent finds', async t => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown
  t.equal(holds({ body: { '$.user': 'u' } }, { body: { user: 'u', deep } }), true)
})

const mistakes: readonly (readonly [string, string])[] = [
  ['{ body: { "tools[*]": x } }', 'a JSONPath'],
  ['{ body: { "$.a[": x } }', 'a JSONPath'],
  ['{ body: { "$.a": "/(/" } }', 'missing closing'],
  ['{ body: { "$.a": [x] } }', 'text, a glob, /regex/, a number, a comparison such as >1000, true, false or null'],
  ['{ body: {} }', 'is empty'],
  ['{ says: "/(/" }', 'missing closing'],
  ['{ says: "" }', 'is empty'],
  ['{ bytes: 1MiB }', 'a bound such as'],
  ['{ bytes: 1000 }', 'expected'],
  ['{ bytes: ">x" }', 'a bound such as'],
]

for (const [match, expected] of mistakes) {
  t.test(`match: ${match} is told with its place and what belongs there`, async t => {
    const text = `about: x\nrules:\n  - match: ${match}\n    error: 503\n`
    const { diagnostics } = readScenario({ name: 'x', file: 'x', text, place: { readFile: () => '' } })
    t.match(diagnostics, [{ line: 3, severity: 'error' }])
    t.match(diagnostics[0]?.message, expected)
  })
}
