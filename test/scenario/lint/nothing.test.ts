import t from 'tap'
import { endpointNames, operations } from '#src/groq/endpoints'
import { shownParts } from '#src/outcomes/complete-parts'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { startMock } from '../../helpers/mock.ts'

const read = (value: object) =>
  readScenario({ name: 'x', file: 'x', text: JSON.stringify({ about: 'A test.', ...value }), place: nowhere })
const told = (value: object) => read(value).diagnostics.map(({ severity, message }) => `${severity}: ${message}`)
const matching = (match: object, more: object = { error: 503 }) => ({ rules: [{ match, ...more }] })

const rows: readonly (readonly [what: string, scenario: object, message: RegExp])[] = [
  [
    'a /regex/ for models',
    matching({ model: ['/gpt/i'] }),
    /^error: "\/gpt\/i" is a regular expression, and this criterion/,
  ],
  ['a /regex/ for keys', matching({ key: '/^gsk/' }), /^error: .* takes globs/],
  ['a /regex/ for tiers', matching({ tier: '/flex/' }), /^error: .* takes globs/],
  ['a /regex/ as a path', matching({ path: '/^chat.*/' }), /^warning: the path .* this is no regular expression/],
  ['a /regex/ in limits', { api: { limits: [{ model: '/x/', rpm: 1 }] } }, /^error: .* limits take globs/],
  ['a /regex/ among keys', { api: { keys: ['/x/'] } }, /^error: .* api\.keys takes whole keys/],
  ['a /regex/ among models', { api: { models: ['/x/'] } }, /^error: .* api\.models takes whole ids/],
  ['a /regex/ of an organization', { api: { organizations: { a: ['/x/'] } } }, /^error: .* whole keys/],
  ['a glob in says', matching({ says: '*weather*' }), /the asterisk in "\*weather\*" is looked for as it is/],
  ['a comparison in a header', matching({ header: { 'x-n': '>1000' } }), /">1000" is plain text here/],
  ['a comparison in a body', matching({ body: { '$.metadata.a': '== 3' } }), /"== 3" is plain text here/],
  ['a negation', matching({ model: '!openai/*' }), /begins with an exclamation mark/],
  ['a tier that does not exist', matching({ tier: 'flexx' }), /there is no service tier "flexx"/],
  ['two endpoints that do not exist', matching({ endpoint: ['a', 'b'] }), /there is no endpoint "a", nor "b"/],
  [
    'stream of embeddings',
    matching({ endpoint: 'embeddings', stream: true }),
    /requests of embeddings say nothing of "stream"/,
  ],
  [
    'tier of speech',
    matching({ endpoint: 'audio.speech', tier: 'flex' }),
    /requests of audio\.speech say nothing of "tier"/,
  ],
  ['says of reranking', matching({ endpoint: 'reranking', says: 'x' }), /say nothing of "says"/],
  ['the model of files', matching({ path: '/files/*', model: 'openai/*' }), /say nothing of "model"/],
  ['bytes without a body', matching({ endpoint: 'models', bytes: '>1KB' }), /no body that is larger/],
  [
    'broken JSON without a body',
    matching({ endpoint: 'models', problem: 'invalid-json' }),
    /"invalid-json" is never found here/,
  ],
  [
    'a file of a chat',
    matching({ endpoint: 'chat.*', problem: 'unknown-resource' }),
    /"unknown-resource" is never found here/,
  ],
  [
    'a file where all are there',
    { api: { resources: 'any' }, ...matching({ problem: 'unknown-resource' }) },
    /api\.resources is any/,
  ],
  ['a path of another endpoint', matching({ endpoint: 'files', path: '/models/**' }), /no path of files fits it/],
  ['a path nearly right', matching({ path: '/chat/completion' }), /the API has no path "\/chat\/completion"/],
  ['a path half written', matching({ path: '/chat/complet' }), /the API has no path "\/chat\/complet"/],
  ['a path with too much', matching({ path: '/audio/transcriptions/new' }), /the API has no path/],
  [
    'the header that decides before any rule',
    matching({ header: { 'X-Mock-Status': '503' } }),
    /gets what it asks for before any rule/,
  ],
  ['a path with a placeholder', matching({ path: '/files/{file_id}' }), /there are no placeholders/],
  ['a path with a query', matching({ path: '/files?limit=1' }), /a path has no query/],
  ['a path of one star', matching({ path: '*' }), /a \* stays inside a segment/],
  [
    'a number as text',
    matching({ body: { '$.max_tokens': '100' } }),
    /"100" is never there: \$\.max_tokens is a number/,
  ],
  ['true as text', matching({ body: { '$.stream': 'true' } }), /"true" is never there/],
  [
    'a list as text',
    matching({ endpoint: 'chat.*', body: { '$.messages': 'Hi' } }),
    /"Hi" is never there: \$\.messages is a list/,
  ],
  ['a list as an object', matching({ body: { '$.messages.role': 'user' } }), /\$\.messages\.role leads nowhere/],
  [
    'a name with a slip',
    matching({ endpoint: 'chat.*', body: { '$.temprature': 1 } }),
    /the API knows no "temprature" here/,
  ],
  ['a word that is none', matching({ body: { '$.reasoning_effort': 'hgih' } }), /the API takes no "hgih"/],
  [
    'a text of models',
    matching({ endpoint: 'models' }, { complete: { text: 'x' } }),
    /"text" is never seen: answers of models/,
  ],
  ['a text by path', matching({ path: '/models/*' }, { complete: { text: 'x' } }), /"text" is never seen/],
  [
    'tokens of embeddings that are none',
    matching({ endpoint: 'embeddings' }, { complete: { usage: { prompt_tokens: 1, completion_tokens: 1 } } }),
    /"usage\.completion_tokens" is never seen/,
  ],
  [
    'a text deep within',
    matching({ endpoint: 'models' }, { sequence: [{ error: 503 }, { complete: { json: {} } }] }),
    /"json" is never seen/,
  ],
  [
    'an embedding of a chat',
    matching({ endpoint: 'chat.*' }, { complete: { embedding: [1] } }),
    /"embedding" is never/,
  ],
  ['the id of a model', matching({ endpoint: 'models' }, { complete: { id: 'x' } }), /"id" is never seen/],
  [
    'logprobs of a response',
    matching({ endpoint: 'responses' }, { complete: { text: 'a', logprobs: [{ token: 'a', logprob: -1 }] } }),
    /"logprobs" is never seen: answers of responses/,
  ],
  [
    'chunks of what is not streamed',
    matching({ stream: false }, { complete: { chunks: ['a', 'b'] } }),
    /^warning: "chunks" is never seen: this rule matches no request that is streamed/,
  ],
  [
    'a vector that is too short',
    matching({ model: 'nomic-embed-text-v1_5' }, { complete: { embedding: [[1, 2]] } }),
    /^warning: a vector of nomic-embed-text-v1_5 has 768 numbers, this one 2/,
  ],
  [
    'a silence behind the last chunk',
    matching(
      { endpoint: 'chat.*' },
      { complete: { chunks: ['a b c d e', 'f'], reasoning: '' }, stream: { stall: { after: '6 chunks', for: '1s' } } },
    ),
    /the answer has 6 chunks at most/,
  ],
  [
    'chunks of a batch',
    matching({ endpoint: 'batches' }, { complete: { status: 'expired', chunks: ['a'] } }),
    /^error: a batch shows no "chunks"/,
  ],
  [
    'the content in two ways',
    { rules: [{ complete: { text: 'a', chunks: ['a'] } }] },
    /^error: the content is given twice, as "text" and as "chunks"/,
  ],
  [
    'logprobs of nothing',
    { rules: [{ complete: { logprobs: [{ token: 'a', logprob: -1 }] } }] },
    /^error: "logprobs" tells of a content that is not given/,
  ],
  [
    'logprobs of another text',
    { rules: [{ complete: { chunks: ['a', 'b'], logprobs: [{ token: 'a', logprob: -1 }] } }] },
    /^warning: the tokens of "logprobs" do not make the content/,
  ],
  [
    'vectors of two lengths',
    { rules: [{ complete: { embedding: [[1, 2], [3]] } }] },
    /^error: this vector is not as long as the first one/,
  ],
  [
    'a vector among numbers',
    { rules: [{ complete: { embedding: [1, [3]] } }] },
    /^error: numbers and lists stand side/,
  ],
  [
    'a text among numbers',
    { rules: [{ complete: { embedding: [1, 'x'] } }] },
    /^error: .*expected a number, or a list/,
  ],
  ['an empty vector', { rules: [{ complete: { embedding: [] } }] }, /^error: .*embedding is an empty list/],
  ['a number that is too large', { rules: [{ complete: { embedding: [1e39] } }] }, /^error: .*is 1e\+39; expected/],
  ['an empty id', { rules: [{ complete: { id: '' } }] }, /^error: .*id is empty/],
  ['an empty model', { rules: [{ complete: { model: '' } }] }, /^error: .*model is empty/],
  ['no chunks', { rules: [{ complete: { chunks: [] } }] }, /^error: .*chunks is an empty list/],
  ['a chunk that is a number', { rules: [{ complete: { chunks: ['a', 1] } }] }, /^error: .*chunks\[2\] is 1; expected/],
  [
    'a probability above one',
    { rules: [{ complete: { text: 'a', logprobs: [{ token: 'a', logprob: 0.5 }] } }] },
    /^error: .*logprob is 0.5; expected at most 0/,
  ],
  [
    'a byte that is none',
    { rules: [{ complete: { text: 'a', logprobs: [{ token: 'a', logprob: -1, bytes: [256] }] } }] },
    /^error: .*is 256; expected at most 255/,
  ],
  [
    'a template that names nothing',
    { rules: [{ complete: { text: { template: 'Hello {there}' } } }] },
    /^warning: this template names nothing of the request/,
  ],
  [
    'a text that reads like a template',
    { rules: [{ complete: { text: 'Hello {{model}}' } }] },
    /^warning: \{\{model\}\} stays as it is: this is plain text/,
  ],
  [
    'a body that reads like one',
    { rules: [{ reply: { body: '{{ says }}' } }] },
    /^warning: \{\{says\}\} stays as it is/,
  ],
  [
    'too many names in a template',
    { rules: [{ reply: { template: '{{says}}'.repeat(21) } }] },
    /^error: .*it names more than 20 things/,
  ],
  [
    'a template in a step',
    { rules: [{ sequence: [{ error: { status: 400, message: { template: 'No.' } } }] }] },
    /^warning: this template names nothing/,
  ],
  [
    'the text of a request without any',
    matching({ endpoint: 'models' }, { reply: { template: '{{says}}' } }),
    /^error: requests of models have nothing for \{\{says\}\}/,
  ],
  [
    'the body of a request without any',
    matching({ endpoint: 'models' }, { reply: { template: '{{body $.a}}' } }),
    /^error: requests of models have nothing for \{\{body \$\.a\}\}/,
  ],
  [
    'the model of a file',
    matching({ endpoint: 'files' }, { error: { status: 400, message: { template: '{{model}}?' } } }),
    /^error: requests of files have nothing for \{\{model\}\}/,
  ],
  [
    'a body twice, once as a template',
    { rules: [{ reply: { body: 'x', template: '{{model}}' } }] },
    /^error: the body is given twice, as "body" and as "template"/,
  ],
  [
    'a template without a body',
    { rules: [{ reply: { status: 204, template: '{{model}}' } }] },
    /^error: an answer with status 204 has no body/,
  ],
  [
    'a name that is near one',
    { rules: [{ complete: { text: { template: '{{ modle }}' } } }] },
    /^error: .*there is no \{\{modle\}\}\. Did you mean "model"\?/,
  ],
  ['a template left open', { rules: [{ reply: { template: 'a {{model' } }] }, /^error: .*is not closed by \}\}/],
  ['a template of a broken path', { rules: [{ reply: { template: '{{body $[}}' } }] }, /^error: .*is no JSONPath: /],
  ['an empty template', { rules: [{ reply: { template: '' } }] }, /^error: .*template is empty/],
  [
    'a template of a stream’s error',
    { rules: [{ stream: { error: { after: '1 chunk', status: 503, message: { template: '{{model}}' } } } }] },
    /^error: .*message is a mapping; expected/,
  ],
  ['success for a method that is refused', matching({ method: 'PUT' }, { complete: {} }), /"complete" is never given/],
  [
    'success for a path that is refused',
    matching({ path: '/moderations' }, { complete: {} }),
    /"complete" is never given/,
  ],
  ['headers of a reset', { rules: [{ fault: 'reset', headers: { 'x-a': 'b' } }] }, /these headers are never sent/],
  ['a delay of silence', { rules: [{ fault: 'hang', delay: '2s' }] }, /the same silence/],
  [
    'a cut behind the end',
    matching({ stream: false }, { fault: { cut: { after: '3 chunks' } } }),
    /^error: the answer is one chunk, and is never cut after it/,
  ],
  [
    '[DONE] of responses',
    matching({ endpoint: 'responses' }, { stream: { noDone: true } }),
    /streams of responses have no \[DONE\] anyway/,
  ],
  ['a header twice', { rules: [{ headers: { 'X-A': 'b', 'x-a': 'c' } }] }, /^error: the header x-a is here twice/],
  ['a wanted header twice', matching({ header: { 'X-A': 'b', 'x-a': 'c' } }), /^error: the header x-a is here twice/],
  ['an empty match', matching({}), /this is empty and changes nothing/],
  ['an empty usage', { rules: [{ complete: { usage: {} } }] }, /this is empty and changes nothing/],
  ['a name twice', matching({ model: ['openai/*', 'openai/*'] }), /"openai\/\*" is listed twice/],
  ['a word in a list', { api: { models: ['known'] } }, /in a list "known" is the id of a model/],
  ['room for all', { api: { flexCapacity: '100%' } }, /every flex request is served, as without it/],
  ['room for what the plan lacks', { api: { plan: 'free', flexCapacity: 2 } }, /the free plan has on_demand only/],
  ['tokens of audio', { api: { limits: [{ model: 'whisper-*', tpm: 5 }] } }, /"tpm" is never used up/],
  ['audio of a chat', { api: { limits: [{ model: 'openai/*', ash: 5 }] } }, /"ash" is never used up/],
  ['a delay of no time', { rules: [{ delay: '0s' }] }, /^warning: a delay of no time changes nothing: nothing else/],
  ['no delay beside an outcome', { rules: [{ error: 503, delay: '0ms' }] }, /a delay of no time changes nothing/],
  ['no delay of a step', { rules: [{ sequence: [{ error: 503 }, { delay: '0h' }] }] }, /a delay of no time/],
  ['no delay of an option', { rules: [{ oneOf: [{ share: '9%', delay: '0s' }] }] }, /a delay of no time/],
  ['no delay of the API', { api: { delay: '0s' }, rules: [{ delay: '2s' }] }, /a delay of no time changes nothing$/],
  ['a first token at once', { rules: [{ stream: { firstToken: '0s' } }] }, /a first token after no time/],
  ['a first token of the API at once', { api: { stream: { firstToken: '0m' } } }, /a first token after no time/],
  [
    'a silence of no time',
    { rules: [{ stream: { stall: { after: '3 chunks', for: '0s' } } }] },
    /a silence of no time/,
  ],
  ['a pace that is none', { rules: [{ stream: { pace: '9000000 tokens/s' } }] }, /so fast a pace changes nothing/],
  ['a trickle that is none', { rules: [{ fault: { trickle: { bytesPerSecond: 1e12 } } }] }, /comes at once/],
  ['a burst of all', { api: { limits: [{ tpm: '8K', burst: { tpm: 8000 } }] } }, /a burst of the whole limit/],
  ['at least one attempt', { expect: { attempts: { min: 1 } } }, /every call has an attempt/],
  ['a star in a list', matching({ model: ['qwen/*', '*'] }), /"\*" holds for all others/],
  ['any problem in a list', matching({ problem: ['*', 'empty-body'] }), /"\*" holds for all others/],
  ['a key that is refused', { api: { keys: ['a'], organizations: { o: ['b'] } } }, /this key is refused/],
]

for (const [what, scenario, message] of rows)
  t.test(`${what}: told once, with its place`, async t => {
    const found = told(scenario)
    t.equal(found.length, 1, found.join('; '))
    t.match(found[0], message)
    t.ok((read(scenario).diagnostics[0]?.column ?? 0) > 1)
  })

const quiet: readonly (readonly [what: string, scenario: object])[] = [
  ['a path that the API lacks, with an answer', matching({ path: '/moderations' }, { reply: { body: {} } })],
  ['success where refused requests are meant', matching({ method: 'PUT', problem: '*' }, { complete: {} })],
  ['success for a preflight', matching({ method: 'OPTIONS' }, { complete: {} })],
  ['one endpoint of several that shows it', matching({ endpoint: ['models', 'chat.*'] }, { complete: { text: 'x' } })],
  ['one endpoint of several that says it', matching({ endpoint: ['models', 'chat.*'], stream: true, tier: 'fl*' })],
  ['a property of one’s own', matching({ body: { '$.metadata.team': 'red', '$.custom_thing': 3 } })],
  ['a filter', matching({ body: { '$.messages[?@.role == "user"].content': '/x/' } })],
  ['a text in parts', matching({ endpoint: 'chat.*', body: { '$.messages[*].content[*].text': 'Hi' } })],
  ['a value of several kinds', matching({ body: { '$.stop': 'x', '$.tool_choice': 'auto', '$.user': null } })],
  [
    'bodies that nobody looks at',
    { api: { validation: 'off' }, ...matching({ tier: 'gold', body: { '$.stream': 'yes' } }) },
  ],
  ['a template of what any request has', matching({ endpoint: 'models' }, { reply: { template: '{{attempt}}' } })],
  [
    'headers that a rule takes from answers with templates',
    {
      rules: [
        { headers: { 'retry-after': null } },
        { match: { model: 'a' }, error: { status: 429, message: { template: 'No {{model}}' } } },
        { reply: { template: '{{says}}' }, headers: { 'content-type': null } },
      ],
    },
  ],
  ['a template of as many names as there may be', { rules: [{ reply: { template: '{{says}}'.repeat(20) } }] }],
  ['braces that are no template', { rules: [{ complete: { text: '{{nothing}} {"a": {"b": {}}}' } }] }],
  [
    'a stream of a text that nobody knows',
    {
      rules: [
        {
          complete: { text: { template: '{{says}}' }, reasoning: '' },
          stream: { stall: { after: '90 chunks', for: '1s' } },
        },
      ],
    },
  ],
  ['chunks where a stream may come', matching({ endpoint: 'chat.*' }, { complete: { chunks: ['a', 'b'] } })],
  [
    'logprobs that make the text',
    {
      rules: [
        {
          complete: {
            text: 'ab',
            logprobs: [
              { token: 'a', logprob: 0 },
              { token: 'b', logprob: -9999 },
            ],
          },
        },
      ],
    },
  ],
  ['a short vector of any model', matching({ endpoint: 'embeddings' }, { complete: { embedding: [1, 2] } })],
  ['the tier of the Responses API', matching({ endpoint: 'responses', tier: 'default' })],
  ['a path with a model', matching({ path: '/models/openai/*' })],
  ['a segment of stars', matching({ path: '/*/completions' })],
  ['a cut where a stream may come', { rules: [{ fault: { cut: { after: '3 chunks' } } }] }],
  [
    'a regular expression where one works',
    matching({ header: { 'x-a': '/a/' }, says: '/b/', body: { '$.user': '/c/' } }),
  ],
  ['no delay in place of that of the API', { api: { delay: '2s' }, rules: [{ match: { tier: 'flex' }, delay: '0s' }] }],
  [
    'no delay in place of that of a rule before',
    { rules: [{ delay: '1s..3s' }, { match: { stream: true }, stream: { firstToken: '5s' }, delay: '0s' }] },
  ],
  ['a pace that can be seen', { rules: [{ stream: { pace: '2000 tokens/s' } }] }],
  ['limits of all models', { api: { limits: [{ rpm: 1, tpm: 2, ash: 3 }] } }],
]

for (const [what, scenario] of quiet)
  t.test(`no false alarm: ${what}`, async t => {
    t.same(told(scenario), [])
  })

const given = {
  text: { text: 'Said by a test.' },
  json: { json: { said: 'by a test' } },
  chunks: { chunks: ['Said ', 'by a test.'] },
  reasoning: { reasoning: 'Thought by a test.' },
  toolCalls: { toolCalls: [{ name: 'of_a_test' }] },
  finish: { finish: 'length' },
  model: { model: 'of-a-test' },
  id: { id: 'the id, which is of a test' },
  logprobs: { text: 'Said by a test.', logprobs: [{ token: 'Said by a test.', logprob: -1 }] },
  embedding: { embedding: [98_765] },
  'usage.prompt_tokens': { usage: { prompt_tokens: 98_765 } },
  'usage.cached_tokens': { usage: { cached_tokens: 98_765 } },
  'usage.completion_tokens': { usage: { completion_tokens: 98_765 } },
  'usage.total_tokens': { usage: { total_tokens: 98_765 } },
} as const

const asked: Readonly<Record<string, object>> = {
  'chat.completions': { model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }] },
  responses: { model: 'openai/gpt-oss-20b', input: 'Hello' },
  embeddings: { model: 'nomic-embed-text-v1_5', input: 'Hello' },
  reranking: { model: 'x', query: 'Hello', docs: ['a', 'b'] },
  'audio.speech': { model: 'canopylabs/orpheus-v1-english', input: 'Hello', voice: 'austin' },
}

t.test('the parts that an endpoint is said to show are those that its answers show', async t => {
  const rules = Object.entries(given).map(([part, complete]) => ({ match: { header: { 'x-part': part } }, complete }))
  const mock = await startMock(t, { api: { validation: 'off' }, rules })
  const bytesOf = async (endpoint: string, part: string): Promise<string> => {
    const { path, method } = Object.values(operations).find(one => one.endpoint === endpoint) ?? {
      path: '',
      method: 'GET',
    }
    const answer = await fetch(`${mock.url}/openai/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-part': part },
      body: JSON.stringify(asked[endpoint]),
    })
    // what is different in each answer is not what the scenario says
    return (await answer.text())
      .replace(/"(?:id|created|created_at|\w+_time)":[^,}]+/g, '')
      .replace(/(?:req|resp|msg|rs|fc)_\w+|call_\w+|chatcmpl-[\w-]+/g, '')
  }
  for (const endpoint of endpointNames.filter(name => asked[name] !== undefined)) {
    const usual = await bytesOf(endpoint, 'none')
    t.equal(await bytesOf(endpoint, 'none'), usual, `${endpoint} repeats itself`)
    const withText = await bytesOf(endpoint, 'text')
    for (const part of Object.keys(given))
      t.equal(
        (await bytesOf(endpoint, part)) !== (part === 'logprobs' ? withText : usual),
        shownParts[endpoint].includes(part),
        `${endpoint}: ${part}`,
      )
  }
})
