import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openEditor } from './editor.mjs'

let editor
before(async () => {
  editor = await openEditor()
})
after(() => editor.close())

/** A scenario with these lines: the first line names the schema, as in those that ship. */
const scenario = lines => `# yaml-language-server: $schema=./scenario.schema.json\nabout: A test.\n${lines}\n`

const endpoints = ['chat.completions', 'responses', 'embeddings', 'audio.transcriptions', 'files.content', 'models']
const models = ['openai/gpt-oss-120b', 'openai/gpt-oss-20b', 'qwen/qwen3.8-27b', 'whisper-large-v3']
const problems = ['invalid-json', 'no-key', 'unknown-model', 'unknown-resource']
const statuses = ['400', '401', '413', '429', '498', '500', '503']
const tiers = ['on_demand', 'flex', 'performance']
const limits = ['requests-per-minute', 'tokens-per-minute', 'tokens-per-day', 'output-tokens-too-large']
const missing = ['model-not-found', 'unknown-url', 'file-not-found', 'batch-not-found']

/** Where the caret is, what must be offered there, and what must not. */
const places = [
  ['a variant before its status', 'rules:\n  - error: { variant: │, status: 429 }', limits, missing],
  ['a variant in quotes', 'rules:\n  - error: { status: 429, variant: "│" }', limits, missing],
  ['a further endpoint', 'rules:\n  - match: { endpoint: [models, │] }', endpoints, ['- (array item) undefined']],
  ['an endpoint', 'rules:\n  - match:\n      endpoint: │', endpoints],
  ['an endpoint in braces', 'rules:\n  - match: { endpoint: │}', endpoints],
  ['an endpoint that has begun, in braces', 'rules:\n  - match: { endpoint: ch│ }', ['chat.completions']],
  ['endpoints', 'rules:\n  - match:\n      endpoint:\n        - │', endpoints],
  ['endpoints in brackets', 'rules:\n  - match: { endpoint: [│] }', endpoints],
  ['a model', 'rules:\n  - match:\n      model: │', models],
  ['a model in braces', 'rules:\n  - match: { model: │}', models],
  ['the models that are served', 'api:\n  models:\n    - │', models],
  ['… in brackets', 'api: { models: [│] }', models],
  ['the model of a limit', 'api: { limits: [{ model: │}] }', models],
  ['a tier', 'rules:\n  - match: { tier: │}', [...tiers, 'auto']],
  ['the tiers that are available', 'api: { tiers: [│] }', tiers, ['auto', 'default']],
  ['a problem', 'rules:\n  - match:\n      problem: │', [...problems, '"*"']],
  ['a problem in braces within braces', 'rules:\n  - match: { not: { problem: │} }', problems],
  ['a method', 'rules:\n  - match: { method: │}', ['GET', 'POST', 'DELETE']],
  ['a status', 'rules:\n  - error: │', statuses, ['200', '206']],
  ['a status in braces', 'rules:\n  - { error: │}', statuses],
  ['a status with a key', 'rules:\n  - error: { status: │}', statuses],
  ['statuses that no client should try again', 'expect: { neverRetry: [│] }', statuses],
  ['a variant', 'rules:\n  - error:\n      status: 429\n      variant: │', limits, ['over-capacity', ...missing]],
  ['a variant in braces', 'rules:\n  - error: { status: 429, variant: │}', limits, ['over-capacity', ...missing]],
  ['a variant that has begun', 'rules:\n  - error: { status: 404, variant: mod│ }', ['model-not-found'], limits],
  [
    'a variant in a step',
    'rules:\n  - sequence:\n      - { error: { status: 503, variant: │} }',
    ['over-capacity'],
    limits,
  ],
  ['a variant in an option', 'rules:\n  - oneOf: [{ share: 5%, error: { status: 404, variant: │} }]', missing, limits],
  ['a variant that is a page', 'rules:\n  - error: { status: 502, variant: │}', ['json', 'edge-html']],
  [
    'a variant in a stream, which carries no page',
    'rules:\n  - stream: { error: { after: 3 chunks, status: 502, variant: │} }',
    ['json'],
    ['edge-html'],
  ],
  ['a key of a rule', 'rules:\n  - │', ['match', 'error', 'complete', 'fault', 'delay']],
  ['a key in braces', 'rules:\n  - match: { m│ }', ['endpoint', 'model', 'not']],
  ['a fault', 'rules:\n  - fault: │', ['reset', 'hang'], ['[object Object]']],
]

for (const [what, lines, offered, others = []] of places)
  test(`it offers ${what}`, async () => {
    const found = await editor.completions(scenario(lines))
    const labels = [...found.keys()]
    for (const label of offered) assert.ok(labels.includes(label), `${label} is offered among ${labels.join(', ')}`)
    for (const label of others) assert.ok(!labels.includes(label), `${label} is not offered`)
  })

test('what is offered in braces is inserted as it is', async () => {
  const found = await editor.completions(scenario('rules:\n  - match: { endpoint: │}'))
  for (const [label, { inserted }] of found) assert.equal(inserted, label)
})

test('each value is offered with what it is', async () => {
  const said = async (lines, label) => (await editor.completions(scenario(lines))).get(label)?.said
  assert.match(await said('rules:\n  - match: { endpoint: │}', 'files'), /POST \/files, GET \/files/)
  assert.match(await said('rules:\n  - match: { model: │}', 'qwen/qwen3.8-27b'), /chat, 131072 tokens/)
  assert.match(await said('rules:\n  - match: { problem: │}', 'no-key'), /no API key/)
  assert.match(await said('rules:\n  - match: { tier: │}', 'flex'), /498/)
  assert.match(await said('rules:\n  - error: │', '429'), /Too Many Requests/)
  assert.match(
    await said('rules:\n  - error: { status: 503, variant: │}', 'over-capacity'),
    /currently over capacity.*\(observed\)$/,
  )
})
