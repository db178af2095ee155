// biome-ignore-all lint/suspicious/noThenProperty: the language has it
import fc from 'fast-check'
import t from 'tap'
import { decide } from '#src/engine/decide'
import { identify } from '#src/request/identify'
import { operationAt } from '#src/request/operations'
import type { BodyRead } from '#src/request/received'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { bounded } from '../../helpers/bounded.ts'
import { freshState } from '../../helpers/deciding.ts'

const read = (value: object) =>
  readScenario({
    name: 'x',
    file: 'x',
    text: `${JSON.stringify({ about: 'A test.', ...value }, null, 1)}\n`,
    place: nowhere,
  })
const messages = (value: object) => read(value).diagnostics.map(({ message }) => message)

const quiet: readonly (readonly [what: string, scenario: object])[] = [
  ['a rule for some, then one for all', { rules: [{ match: { stream: true }, error: 503 }, { error: 429 }] }],
  [
    'a rule for preflights behind one for all',
    { rules: [{ error: 503 }, { match: { method: 'OPTIONS' }, error: 403 }] },
  ],
  ['preflights of an endpoint', { rules: [{ match: { method: 'options', endpoint: 'models' }, fault: 'reset' }] }],
  ['a gate before a rule for all', { rules: [{ times: 1, error: 503 }, { error: 429 }] }],
  ['a draw that leaves some over', { rules: [{ oneOf: [{ share: '99%', error: 503 }] }, { error: 429 }] }],
  [
    'a draw of which one option passes',
    {
      rules: [
        {
          oneOf: [
            { share: '50%', error: 503 },
            { share: '50%', pass: true },
          ],
        },
        { error: 429 },
      ],
    },
  ],
  [
    'a sequence that passes in the end',
    { rules: [{ sequence: [{ error: 503, times: 2 }], then: 'pass' }, { error: 429 }] },
  ],
  ['modifiers for all, before a rule', { rules: [{ delay: '1s' }, { error: 429 }] }],
  [
    'windows one after the other',
    { rules: [{ during: '0s..9s', error: 503 }, { during: '9s..20s', error: 429 }, { error: 502 }] },
  ],
  ['success, then what is refused', { rules: [{ complete: {} }, { match: { problem: '*' }, error: 503 }] }],
  [
    'globs that may hold for other texts',
    {
      rules: [
        { match: { model: 'openai/*' }, error: 503 },
        { match: { model: '*-20b' }, error: 429 },
      ],
    },
  ],
  [
    'changes of a stream beside what may be streamed',
    {
      rules: [
        { match: { stream: true }, stream: { noDone: true } },
        { match: { endpoint: 'chat.*' }, stream: { pace: '20ms', stall: { after: '3 chunks', for: '1s' } } },
        {
          stream: { crlf: true },
          oneOf: [
            { share: '5%', error: 503 },
            { share: '5%', complete: {} },
          ],
        },
        { fault: { cut: { after: '5 chunks' } }, stream: { stall: { after: '4 chunks', for: '1s' }, coalesce: 2 } },
      ],
    },
  ],
  [
    'an error in a stream behind a stall, a duplicate and a broken chunk',
    {
      rules: [
        {
          stream: {
            stall: { after: '5 chunks', for: '1s' },
            duplicate: { after: '2 chunks' },
            malformed: { after: '4 chunks' },
            error: { after: '5 chunks', status: 503 },
          },
        },
      ],
    },
  ],
  [
    'a cut, then what the API refuses',
    { rules: [{ fault: { short: '1 byte' } }, { match: { problem: '*' }, error: 503 }] },
  ],
  [
    'values that are the default',
    { seed: 1, drawBy: 'request', api: { validation: 'standard', keys: 'any', models: 'any', bodyLimit: '25MiB' } },
  ],
  ['a seed where nothing is drawn: it shapes the content', { seed: 7 }],
  [
    'luck by order, and a draw deep within',
    { drawBy: 'order', rules: [{ sequence: [{ error: 503, delay: '1s..2s' }, { complete: {} }] }] },
  ],
  [
    'the last of a sequence that starts over',
    { rules: [{ sequence: [{ error: 503 }, { complete: {}, times: 2 }], then: 'repeat' }] },
  ],
  ['a model of one’s own', { rules: [{ match: { model: 'my/own' }, error: 503 }] }],
  [
    'a model of one’s own that is listed',
    { api: { models: ['my/own'] }, rules: [{ match: { model: ['my/*', 'my/own'] }, error: 503 }] },
  ],
  [
    'a model that nobody has, where just that is meant',
    { api: { models: 'known' }, rules: [{ match: { model: 'nope', problem: 'unknown-model' }, error: 503 }] },
  ],
  ['a retired model', { rules: [{ match: { model: 'llama-3.3-*' }, error: 503 }] }],
  [
    'the attempt of a GET',
    { rules: [{ match: { endpoint: 'models', method: 'HEAD', attempt: 2, model: '*' }, error: 503 }] },
  ],
  [
    'a problem of body and model',
    {
      api: { models: 'known' },
      rules: [{ match: { problem: ['invalid-body', 'retired-model'], stream: true, model: '*' }, error: 503 }],
    },
  ],
  [
    'an error with a message of its own, as Groq types it',
    { rules: [{ error: { status: 429, message: 'x', type: 'tokens', code: 'rate_limit_exceeded' } }] },
  ],
  ['an error whose body is a guess anyway', { rules: [{ error: { status: 498, type: 'x', code: 'y' } }] }],
  ['success without content for a list', { rules: [{ match: { endpoint: 'models' }, complete: {} }] }],
  [
    'text that looks like a path',
    { rules: [{ match: { header: { referer: '/usr/bin', 'x-a': '/a/i' } }, error: 503 }] },
  ],
]

for (const [what, scenario] of quiet)
  t.test(`no false alarm: ${what}`, async t => {
    t.same(messages(scenario), [])
  })

const never = /can never be reached: (?:"(\w+)"|rule)/

const told: readonly (readonly [what: string, scenario: object, message: RegExp])[] = [
  [
    'a draw that leaves nothing over',
    {
      rules: [
        {
          oneOf: [
            { share: '40%', error: 503 },
            { share: '60%', error: 429 },
          ],
        },
        { error: 502 },
      ],
    },
    never,
  ],
  [
    'a sequence that starts over',
    { rules: [{ sequence: [{ error: 503 }, { error: 429 }], then: 'repeat' }, { error: 502 }] },
    never,
  ],
  [
    'a window within another',
    {
      rules: [
        { during: '0s..60s', error: 503 },
        { during: '10s..20s', error: 429 },
      ],
    },
    never,
  ],
  [
    'endpoints by glob',
    {
      rules: [
        { match: { endpoint: ['chat.*', 'models'] }, error: 503 },
        { match: { endpoint: ['models', 'chat.completions'] }, error: 429 },
      ],
    },
    never,
  ],
  [
    'a list of methods',
    {
      rules: [
        { match: { method: ['post', 'GET'] }, error: 503 },
        { match: { method: 'POST' }, error: 429 },
      ],
    },
    never,
  ],
  [
    'a range of attempts',
    {
      rules: [
        { match: { attempt: '1..3' }, error: 503 },
        { match: { attempt: 2 }, error: 429 },
      ],
    },
    never,
  ],
  [
    'a bound',
    {
      rules: [
        { match: { bytes: '>1KB' }, error: 503 },
        { match: { bytes: '>1MB' }, error: 429 },
      ],
    },
    never,
  ],
  [
    'headers',
    {
      rules: [
        { match: { header: { 'x-a': 'b' } }, error: 503 },
        { match: { header: { 'x-a': 'b', 'x-c': 'd' } }, error: 429 },
      ],
    },
    never,
  ],
  [
    'any problem, then one',
    {
      rules: [
        { match: { problem: '*' }, error: 503 },
        { match: { problem: 'invalid-json' }, error: 429 },
      ],
    },
    never,
  ],
  ['success after success', { rules: [{ complete: {} }, { complete: { text: 'x' } }] }, never],
  [
    'an error after success',
    { rules: [{ complete: {} }, { error: 503 }] },
    /is reached only by requests that the API refuses/,
  ],
  ['a choice of nothing', { rules: [{ sequence: [{ times: 2 }, { pass: true }] }] }, /all of this sequence passes/],
  [
    'a sequence of one that repeats',
    { rules: [{ sequence: [{ error: 503 }], then: 'repeat' }] },
    /repeats itself anyway/,
  ],
  [
    'an end that never comes',
    { rules: [{ times: 2, sequence: [{ error: 503 }, { error: 429 }], then: 'pass' }] },
    /"then" is never reached/,
  ],
  [
    'an option of nothing',
    {
      rules: [
        {
          oneOf: [
            { share: '0%', error: 503 },
            { share: '5%', error: 429 },
          ],
        },
      ],
    },
    /a share of 0% is never drawn/,
  ],
  [
    'a key problem without keys',
    { rules: [{ match: { problem: ['no-key', 'bad-key'] }, error: 401 }] },
    /api\.keys is any/,
  ],
  [
    'a body problem without checks',
    { api: { validation: 'off' }, rules: [{ match: { problem: 'invalid-body' }, error: 400 }] },
    /api\.validation is off/,
  ],
  [
    'a model that was mistyped',
    { rules: [{ match: { model: ['openai/gpt-oss-20b', 'openai/gpt-oos-20b'] }, error: 503 }] },
    /there is no model "openai\/gpt-oos-20b"/,
  ],
]

for (const [what, scenario, message] of told)
  t.test(`told: ${what}`, async t => {
    const found = messages(scenario)
    t.equal(found.length, 1, found.join('; '))
    t.match(found[0], message)
  })

const oneOf = fc.constantFrom
const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 })

const match = fc.record({
  endpoint: some(oneOf('*', 'models', 'chat.completions', ['chat.*', 'models'])),
  method: some(oneOf('GET', 'POST', ['POST', 'HEAD'], 'PUT')),
  problem: some(oneOf('*', 'no-key', 'invalid-json', ['empty-body', 'invalid-json'], 'unknown-url', 'invalid-body')),
  attempt: some(oneOf(1, '1..2', 2)),
  early: some(fc.boolean()),
  stream: some(fc.boolean()),
  model: some(oneOf('*', 'openai/*', 'openai/gpt-oss-20b', ['openai/*', 'x'])),
  tier: some(oneOf('*', 'on_demand', 'flex')),
  bytes: some(oneOf('>0B', '<10KB', '>1KB')),
  says: some(oneOf('Hello', '/hello/i')),
})
const choice = fc.oneof(
  fc.record({ error: oneOf(429, 503) }),
  fc.record({ complete: fc.constant({}) }),
  fc.record({ delay: fc.constant('1s') }),
  fc.record({
    oneOf: oneOf(
      [{ share: '100%', error: 502 }],
      [
        { share: '50%', error: 502 },
        { share: '50%', complete: {} },
      ],
      [{ share: '20%', error: 502 }],
    ),
  }),
  oneOf<object>({ sequence: [{ error: 503 }, { complete: {} }] }, { sequence: [{ error: 503 }], then: 'pass' }),
)
const rule = fc
  .tuple(
    fc.record({
      match: some(match),
      during: some(oneOf('0s..10s', '2s..5s')),
      per: some(oneOf('key', 'model', 'header x-team')),
      after: some(fc.constant(1)),
      every: some(oneOf(1, 2)),
      share: some(oneOf('0%', '50%', '100%')),
      times: some(oneOf(1, 2)),
    }),
    choice,
  )
  .map(([gates, outcome]) => ({ ...gates, ...outcome }))
const scenario = fc.record({
  api: some(fc.record({ keys: oneOf('any', 'present'), models: oneOf('any', 'known') })),
  rules: fc.array(rule, { minLength: 1, maxLength: 4 }),
})

const body = oneOf(
  '{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"Hello"}]}',
  '{"model":"x","stream":true,"service_tier":"flex","messages":[{"role":"user","content":"hello"}]}',
  '{"model":"openai/gpt-oss-20b","stream":true,"messages":3}',
  `{"model":"x","messages":[{"role":"user","content":"${'Hello '.repeat(500)}"}]}`,
  '{',
  '[]',
  '',
)
const request = fc.record({
  method: oneOf('GET', 'POST', 'HEAD', 'PUT'),
  path: oneOf('/chat/completions', '/models', '/models/openai/gpt-oss-20b', '/nothing'),
  key: fc.boolean(),
  text: body,
  attempt: oneOf(1, 2, 3),
  early: fc.boolean(),
  ms: oneOf(0, 3000, 20_000),
})
type Request = typeof request extends fc.Arbitrary<infer Value> ? Value : never

const callOf = (asked: Omit<Request, 'attempt' | 'early'>) => {
  const content = Buffer.from(asked.text)
  const read: BodyRead = content.length === 0 ? { kind: 'none' } : { kind: 'whole', content }
  return identify({
    method: asked.method,
    url: `/openai/v1${asked.path}`,
    headers: {
      ...(asked.text ? { 'content-type': 'application/json' } : {}),
      ...(asked.key ? { authorization: 'Bearer gsk_a' } : {}),
    },
    operation: operationAt(asked.method.replace('HEAD', 'GET'), `/openai/v1${asked.path}`),
    body: read,
    refused: null,
    selection: { scenario: null, session: null, call: null, inject: null, wrong: null },
    validation: 'standard',
  })
}

t.test('a rule that is said to speak never never speaks, whatever is asked', async t => {
  let claims = 0
  fc.assert(
    fc.property(scenario, fc.array(request, { minLength: 20, maxLength: 40 }), (value, requests) => {
      const { scenario: compiled, diagnostics } = read(value)
      if (!compiled) return true
      // by lines: which rule a complaint is about
      const text = `${JSON.stringify({ about: 'A test.', ...value }, null, 1)}\n`.split('\n')
      const starts = text.flatMap((line, i) => (line === '  {' ? [i + 1] : []))
      const silent = diagnostics
        .filter(({ message }) => /can never be reached|this can never hold|a share of 0% never/.test(message))
        .map(({ line }) => starts.filter(start => start <= line).length - 1)
      claims += silent.length
      const state = freshState(compiled)
      // nobody is early where nobody is told a wait
      const isTold = diagnostics.every(({ message }) => !message.includes('nothing in this file tells'))
      for (const { attempt, early, ...asked } of requests) {
        const earlyByMs = early && isTold && attempt > 1 ? 300 : 0
        decide(callOf(asked), { call: 'c', ordinal: 1, attempt, earlyByMs }, state, null, asked.ms)
      }
      return silent.every(index => state.counters.spoken[index] === 0)
    }),
    { numRuns: bounded(6000) },
  )
  t.ok(claims > 300, `${claims} claims were tried`)
})
