import t from 'tap'
import { answer } from '#src/answers/index'
import { models } from '#src/groq/models'
import { asking, bodyOf, fresh, wholeOf } from './asking.ts'

const listing = (ids: readonly string[] | null = null) => asking({}, { operation: 'listModels', models: ids })
const retrieving = (model: string | null) => asking({}, { operation: 'retrieveModel', model })

const keys = [
  'id',
  'object',
  'created',
  'owned_by',
  'active',
  'context_window',
  'public_apps',
  'max_completion_tokens',
  'hugging_face_id',
  'name',
  'input_modalities',
  'output_modalities',
  'context_length',
  'max_output_length',
  'pricing',
  'supported_sampling_parameters',
  'supported_features',
]
const optional = ['hugging_face_id', 'pricing', 'supported_sampling_parameters', 'supported_features']

/** As in a recording of Aug 2026 (docs/facts/groq-wire.md §3.5). */
const recorded = [
  '{"id":"canopylabs/orpheus-arabic-saudi","object":"model","created":1765926439,"owned_by":"Canopy Labs","active":true,' +
    '"context_window":4000,"public_apps":null,"max_completion_tokens":50000,"name":"Canopy Labs Orpheus Arabic Saudi",' +
    '"input_modalities":["text"],"output_modalities":["speech"],"context_length":4000,"max_output_length":50000,' +
    '"pricing":{"prompt":"0.00004","image":"0","request":"0","input_cache_read":"0.00002"}}',
  '{"id":"whisper-large-v3","object":"model","created":1693721698,"owned_by":"OpenAI","active":true,' +
    '"context_window":448,"public_apps":null,"max_completion_tokens":448,"hugging_face_id":"openai/whisper-large-v3",' +
    '"name":"Whisper","input_modalities":["audio"],"output_modalities":["transcription"],"context_length":448,' +
    '"max_output_length":448}',
  '{"id":"meta-llama/llama-prompt-guard-2-22m","object":"model","created":1748632101,"owned_by":"Meta","active":true,' +
    '"context_window":512,"public_apps":null,"max_completion_tokens":512,"name":"Llama Prompt Guard 2 22M",' +
    '"input_modalities":["text"],"output_modalities":["text"],"context_length":512,"max_output_length":512,' +
    '"pricing":{"prompt":"0.00000003","completion":"0.00000003","image":"0","request":"0","input_cache_read":"0.000000015"},' +
    '"supported_sampling_parameters":["temperature","top_p","stop","seed","max_tokens"]}',
  '{"id":"groq/compound-mini","object":"model","created":1756949707,"owned_by":"Groq","active":true,' +
    '"context_window":131072,"public_apps":null,"max_completion_tokens":8192,"hugging_face_id":"groq/compound-beta-mini",' +
    '"name":"Compound Mini","input_modalities":["text"],"output_modalities":["text"],"context_length":131072,' +
    '"max_output_length":8192,"supported_sampling_parameters":["temperature","top_p","stop","seed","max_tokens"],' +
    '"supported_features":["json_mode"]}',
  '{"id":"openai/gpt-oss-20b","object":"model","created":1754407957,"owned_by":"OpenAI","active":true,' +
    '"context_window":131072,"public_apps":null,"max_completion_tokens":65536,"hugging_face_id":"openai/gpt-oss-20b",' +
    '"name":"GPT OSS 20B","input_modalities":["text"],"output_modalities":["text"],"context_length":131072,' +
    '"max_output_length":65536,"pricing":{"prompt":"0.000000075","completion":"0.0000003","image":"0","request":"0",' +
    '"input_cache_read":"0.0000000375"},"supported_sampling_parameters":["temperature","top_p","stop","seed","max_tokens"],' +
    '"supported_features":["tools","json_mode","structured_outputs","reasoning"]}',
]

t.test('the list has every shipped model once', async t => {
  const list = wholeOf(listing())
  t.strictSame(Object.keys(list), ['object', 'data'])
  t.equal(list.object, 'list')
  t.strictSame(
    list.data.map((model: { id: string }) => model.id),
    models.map(model => model.id),
  )
})

t.test('models read byte for byte as in the recording, in the list and alone', async t => {
  const list = bodyOf(answer(listing(), {}, fresh))
  for (const model of recorded) {
    const { id } = JSON.parse(model)
    t.ok(list.includes(model), `${id} in the list`)
    t.equal(bodyOf(answer(retrieving(id), {}, fresh)), `${model}\n`)
  }
})

t.test('a model shows its fields in the order of the wire, and leaves out what it does not have', async t => {
  for (const model of wholeOf(listing()).data) {
    const left = keys.filter(key => !(key in model))
    t.strictSame(
      Object.keys(model),
      keys.filter(key => key in model),
    )
    t.ok(
      left.every(key => optional.includes(key)),
      `${model.id} lacks ${left}`,
    )
    t.match(model, { object: 'model', created: Number, owned_by: String, active: true, public_apps: null })
    t.equal(model.context_length, model.context_window)
    t.equal(model.max_output_length, model.max_completion_tokens)
  }
})

t.test('a scenario that names its models gets exactly those', async t => {
  const { data } = wholeOf(listing(['openai/gpt-oss-20b', 'acme/own']))
  t.match(data, [
    { id: 'openai/gpt-oss-20b', owned_by: 'OpenAI' },
    { id: 'acme/own', owned_by: 'acme', name: 'own' },
  ])
  t.strictSame(wholeOf(listing([])), { object: 'list', data: [] })
})

t.test('a retrieved model is the one of the list, and an unknown id gets a steady object', async t => {
  const [first] = wholeOf(listing()).data
  t.strictSame(wholeOf(retrieving(first.id)), first)
  t.strictSame(wholeOf(retrieving('acme/own')), wholeOf(retrieving('acme/own'), {}, { nowMs: 0, jitter: 0.9 }))
  t.equal(wholeOf(retrieving('__proto__')).id, '__proto__')
})

t.test('answers about models count no tokens and end in a line feed', async t => {
  for (const asked of [listing(), retrieving('acme/own'), retrieving(null)]) {
    const given = answer(asked, {}, fresh)
    t.equal(given.tokens, null)
    t.match(bodyOf(given), /\}\n$/)
  }
})

t.test('a deleted model is named and said to be gone, and the list stays as it is', async t => {
  const before = bodyOf(answer(listing(), {}, fresh))
  const given = answer(asking({}, { operation: 'deleteModel', model: 'openai/gpt-oss-20b' }), {}, fresh)
  t.equal(bodyOf(given), '{"id":"openai/gpt-oss-20b","object":"model","deleted":true}\n')
  t.equal(given.tokens, null)
  t.equal(bodyOf(answer(listing(), {}, fresh)), before)
})
