import t from 'tap'
import { answer } from '../../src/answers/index.ts'
import { models } from '../../src/groq/models.ts'
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
  'name',
  'input_modalities',
  'output_modalities',
  'context_length',
  'max_output_length',
  'supported_features',
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

t.test('a model shows its fields in the order of the wire', async t => {
  for (const model of wholeOf(listing()).data) {
    t.strictSame(Object.keys(model), keys)
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
  t.strictSame(Object.keys(wholeOf(retrieving('acme/own'))), keys)
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
