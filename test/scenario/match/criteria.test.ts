import fc from 'fast-check'
import t from 'tap'
import type { Call } from '#src/call'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { bounded } from '../../helpers/bounded.ts'
import { askAt, freshState, scenarioOf } from '../../helpers/deciding.ts'
import { chatBody, startMock } from '../../helpers/mock.ts'

const decisionOf = (match: object, call: Partial<Call>) =>
  askAt(freshState(scenarioOf({ rules: [{ name: 'r', match, error: 503 }] })), { call })
/** Whether a rule with these criteria speaks for a call. */
const holds = (match: object, call: Partial<Call>): boolean => decisionOf(match, call).rule === 'r'

type Row = readonly [what: string, match: object, call: Partial<Call>, expected: boolean]

const messages = (...roles: readonly string[]) => ({ body: { messages: roles.map(role => ({ role, content: 'a' })) } })
const input = (...items: readonly unknown[]) => ({ body: { input: items } })
const asked = { role: 'user', content: 'a' }
const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' }
const result = { type: 'function_call_output', call_id: 'c', output: '1' }

const rows: readonly Row[] = [
  ['a header that is not there', { header: { 'x-a': null } }, {}, true],
  ['a header that is', { header: { 'X-A': null } }, { headers: { 'x-a': '' } }, false],
  ['one that is, and one that is not', { header: { 'x-a': 'b*', 'x-b': null } }, { headers: { 'x-a': 'bc' } }, true],
  ['a name of Object', { header: { constructor: null } }, {}, true],

  ['a parameter', { query: { limit: '20' } }, { query: '?limit=20' }, true],
  ['a number', { query: { limit: 20 } }, { query: '?after=x&limit=20' }, true],
  ['another number', { query: { limit: 20 } }, { query: '?limit=200' }, false],
  ['true', { query: { all: true } }, { query: '?all=true' }, true],
  ['a glob', { query: { purpose: 'batch*' } }, { query: '?purpose=batch_output' }, true],
  ['an expression', { query: { purpose: '/OUT/i' } }, { query: '?purpose=batch_output' }, true],
  ['one of several', { query: { id: 'b' } }, { query: '?id=a&id=b' }, true],
  ['encoded', { query: { q: 'a b/c' } }, { query: '?q=a+b%2Fc' }, true],
  ['badly encoded', { query: { q: '*' } }, { query: '?q=%zz' }, true],
  ['one that is not there', { query: { limit: '*' } }, { query: '' }, false],
  ['that it is not there', { query: { limit: null } }, { query: '?limits=1' }, true],
  ['that it is not there, and is', { query: { limit: null } }, { query: '?limit' }, false],

  ['the first turn', { turn: 0 }, messages('system', 'user'), true],
  ['the second turn', { turn: 0 }, messages('user', 'assistant', 'user'), false],
  ['turns', { turn: '1..2' }, messages('user', 'assistant', 'user', 'assistant', 'tool'), true],
  ['beyond them', { turn: '1..2' }, messages('assistant', 'assistant', 'assistant'), false],
  ['a text as input', { turn: 0 }, { body: { input: 'Hi' } }, true],
  ['a call and its result are one turn', { turn: 1 }, input(asked, call, result), true],
  [
    'reasoning, a call and a message in a row are one',
    { turn: 1 },
    input(asked, { type: 'reasoning' }, call, { role: 'assistant', content: 'b' }),
    true,
  ],
  [
    'and two with a result between',
    { turn: 2 },
    input(asked, call, result, { type: 'message', role: 'assistant', content: 'b' }, asked),
    true,
  ],
  ['no body', { turn: 0 }, { body: undefined }, false],
  ['messages that are none', { turn: 0 }, { body: { messages: 'x' } }, true],

  ['more than', { body: { '$.n': '>1000' } }, { body: { n: 1001 } }, true],
  ['no more than', { body: { '$.n': '>1000' } }, { body: { n: 1000 } }, false],
  ['at least', { body: { '$.n': '>= 0.5' } }, { body: { n: 0.5 } }, true],
  ['less than', { body: { '$.n': '<0' } }, { body: { n: -1 } }, true],
  ['at most', { body: { '$.n': '<=-2' } }, { body: { n: -1.5 } }, false],
  ['a text is no number', { body: { '$.n': '>1' } }, { body: { n: '5' } }, false],
  ['one of several numbers', { body: { '$.l[*]': '>4' } }, { body: { l: [1, 5] } }, true],
  ['nothing there', { body: { '$.n': '<5' } }, { body: {} }, false],

  ['not this model', { not: { model: 'qwen/*' } }, {}, true],
  ['this model', { not: { model: 'openai/*' } }, {}, false],
  ['not both', { not: { model: 'openai/*', stream: true } }, { stream: false }, true],
  ['both', { not: { model: 'openai/*', stream: true } }, { stream: true }, false],
  [
    'beside others',
    { endpoint: 'chat.*', not: { header: { 'x-team': 'red' } } },
    { headers: { 'x-team': 'blue' } },
    true,
  ],
  ['not absent', { not: { header: { 'x-team': null } } }, { headers: { 'x-team': 'blue' } }, true],
  ['not said', { not: { says: 'weather' } }, { body: { messages: [{ role: 'user', content: 'the weather' }] } }, false],
]

for (const [what, match, of, expected] of rows)
  t.test(`${expected ? 'holds' : 'does not hold'}: ${what}`, async t => {
    t.equal(holds(match, of), expected, JSON.stringify(match))
  })

t.test('what is not, is not: for any criteria and any call, a match or what excludes it holds', async () => {
  const text = fc.constantFrom('a', 'b', 'ab')
  const match = fc.record(
    {
      model: text,
      stream: fc.boolean(),
      turn: fc.integer({ min: 0, max: 2 }),
      query: fc.record({ q: fc.option(text) }),
      header: fc.record({ 'x-a': fc.option(text) }),
      body: fc.record({ '$.n': fc.constantFrom('>1', '<=1', 1) }),
    },
    { requiredKeys: ['model'] },
  )
  const request = fc.record({
    model: text,
    stream: fc.boolean(),
    query: fc.constantFrom('', '?q=a', '?q=b'),
    headers: fc.constantFrom({}, { 'x-a': 'a' }),
    body: fc.record({ n: fc.integer({ min: 0, max: 2 }), messages: fc.constantFrom([], [{ role: 'assistant' }]) }),
  })
  fc.assert(
    fc.property(match, request, (criteria, of) => holds(criteria, of) !== holds({ not: criteria }, of)),
    { numRuns: bounded(2000) },
  )
})

t.test('a near miss says which it was, and shows no key', async t => {
  const missed = (match: object, of: Partial<Call>): string =>
    decisionOf(match, of)
      .nearMisses.map(({ missed }) => missed)
      .join()
  t.match(missed({ not: { model: 'openai/*' } }, {}), 'not: {"model":"openai/*"}')
  t.match(missed({ not: { key: ['gsk_a', 'mysecretkey'] } }, {}), /^not: \{"key":"hidden-\w+"\}$/)
  t.equal(missed({ header: { 'x-a': null } }, { headers: { 'x-a': 'b' } }), 'header: {"x-a":null}')
})

t.test('over the network', async t => {
  const mock = await startMock(t, {
    rules: [
      { name: 'page', match: { endpoint: 'files', query: { limit: 1 } }, error: 500 },
      { name: 'third turn', match: { turn: 2 }, error: 503 },
      { name: 'long', match: { body: { '$.max_completion_tokens': '>1000' } }, error: 400 },
      { name: 'others', match: { endpoint: 'chat.*', not: { header: { 'x-team': 'red' } } }, error: 498 },
    ],
  })
  const chat = async (body: object, headers: Readonly<Record<string, string>> = {}) =>
    (await mock.chat({ body: chatBody(body), headers })).status
  const [user, assistant] = [
    { role: 'user', content: 'a' },
    { role: 'assistant', content: 'b' },
  ]
  t.equal((await fetch(`${mock.url}/openai/v1/files?limit=1`)).status, 500)
  t.equal((await fetch(`${mock.url}/openai/v1/files?limit=2`)).status, 200)
  t.equal(await chat({ messages: [user, assistant, user, assistant, user] }), 503)
  t.equal(await chat({ max_completion_tokens: 1001 }, { 'x-team': 'red' }), 400)
  t.equal(await chat({ max_completion_tokens: 1000 }, { 'x-team': 'red' }), 200)
  t.equal(await chat({}, { 'x-team': 'blue' }), 498)
})

const told = (match: object) =>
  readScenario({
    name: 'x',
    file: 'x',
    text: JSON.stringify({ about: 'A test.', rules: [{ match, error: 503 }] }),
    place: nowhere,
  }).diagnostics.map(({ severity, message }) => `${severity}: ${message}`)

const doubtful: readonly (readonly [what: string, match: object, message: RegExp])[] = [
  ['an empty not', { not: {} }, /^error: .*not/],
  ['not within not', { not: { not: { stream: true } } }, /^error: .*not/],
  ['a turn below none', { turn: -1 }, /^error: /],
  ['turns backwards', { turn: '3..1' }, /^error: /],
  ['turns of embeddings', { endpoint: 'embeddings', turn: 1 }, /requests of embeddings say nothing of "turn"/],
  ['turns of what has no body', { endpoint: 'models', turn: 1 }, /this can never hold: these requests have no body/],
  ['an endpoint that there is not, excluded', { not: { endpoint: 'chats' } }, /^error: there is no endpoint "chats"/],
  ['a model that there is not, excluded', { not: { model: 'openai/gpt-oss-20' } }, /there is no model/],
  [
    'a stream of embeddings, excluded',
    { endpoint: 'embeddings', not: { stream: true } },
    /requests of embeddings say nothing of "stream"/,
  ],
  [
    'all that is let through',
    { endpoint: 'chat.*', not: { endpoint: ['chat.*', 'models'] } },
    /this can never hold: it excludes all/,
  ],
  ['nothing of it', { endpoint: 'chat.*', not: { endpoint: 'models' } }, /this excludes nothing/],
  ['a comparison that is none', { body: { '$.max_tokens': '== 1000' } }, /"== 1000" is plain text here/],
  ['a comparison with a unit', { body: { '$.max_tokens': '>1K' } }, /">1K" is (?:plain text|never there)/],
  ['a comparison of text', { endpoint: 'chat.*', body: { '$.model': '>5' } }, /">5" is never there: \$\.model is text/],
  ['a comparison in a query', { query: { limit: '>5' } }, /">5" is plain text here/],
  ['a negation in a query', { query: { limit: '!5' } }, /begins with an exclamation mark/],
  ['a header that no request with rules has', { header: { 'x-mock-status': null } }, /this always holds/],
  ['a path with a query', { path: '/files?limit=1' }, /a path has no query/],
]

for (const [what, match, message] of doubtful)
  t.test(`check tells ${what}`, async t => {
    t.match(told(match), [message], JSON.stringify(told(match)))
  })

t.test('check has nothing against what may be meant', async t => {
  for (const match of [
    { header: { 'x-a': null } },
    { query: { limit: 20, after: null } },
    { turn: '0..9' },
    { endpoint: 'chat.*', body: { '$.max_completion_tokens': '>1000', '$.temperature': '<= 0.5' } },
    { not: { model: 'openai/*' } },
    { endpoint: 'chat.*', not: { stream: true, header: { 'x-a': 'b' } } },
    { not: { endpoint: 'models' } },
  ])
    t.same(told(match), [], JSON.stringify(match))
})
