import t from 'tap'
import { compileError } from '#src/outcomes/error/compile-error'
import { callOf, errorContextOf } from '../../helpers/deciding.ts'

interface Said {
  readonly message: string
  readonly failed_generation: string
}

const parameters = {
  type: 'object',
  properties: { order_id: { type: 'string' }, copies: { type: 'integer' } },
  required: ['order_id', 'copies'],
  additionalProperties: false,
}
const tool = (name: string, schema: unknown = parameters) => ({
  type: 'function',
  function: { name, parameters: schema },
})
const user = { role: 'user', content: 'Hello' }
const body = { messages: [user], tools: [tool('print_order')] }

const said = (variant: string, asked: object, status = 400): Said =>
  JSON.parse(compileError({ status, variant }).body(errorContextOf(callOf(asked)))).error

const calledIn = (text: string) => JSON.parse(text) as { name: string; arguments: Record<string, unknown> }

t.test('a call that failed is one of the tool that was offered, under its schema', async t => {
  const broken = said('tool-use-failed', { body }).failed_generation
  const [, name, given = ''] = /^<function=(\w+)>(.*)<\/function>$/.exec(broken) ?? []
  t.equal(name, 'print_order')
  t.throws(() => JSON.parse(given))
  t.same(Object.keys(JSON.parse(`${given}}`)).sort(), ['copies', 'order_id'])
})

t.test('arguments that are refused break the schema as the message says', async t => {
  const { message, failed_generation } = said('tool-arguments-invalid', { body })
  const { name, arguments: given } = calledIn(failed_generation)
  t.equal(name, 'print_order')
  t.match(message, 'parameters for tool print_order did not match schema')
  const [, missing = ''] = /missing properties: '(\w+)', additionalProperties 'foo' not allowed/.exec(message) ?? []
  t.ok(parameters.required.includes(missing), missing)
  t.notOk(missing in given)
  t.equal(given.foo, 'bar')
})

t.test('a wrong type is that of a property of the schema', async t => {
  const { message, failed_generation } = said('tool-arguments-invalid-llama', { body })
  const [, property = '', expected, got] = /`\/(\w+)`: expected (\w+), but got (\w+)/.exec(message) ?? []
  t.equal(expected, (parameters.properties as Record<string, { type: string }>)[property]?.type)
  t.equal(typeof calledIn(failed_generation).arguments[property], got)
})

t.test('whatever the parameters are, arguments that are refused do not fit them', async t => {
  for (const schema of [{}, true, false, null, 7, { type: 'object' }, { type: 'string' }, { required: [7] }])
    for (const variant of ['tool-arguments-invalid', 'tool-arguments-invalid-llama']) {
      const { message, failed_generation } = said(variant, { body: { ...body, tools: [tool('x', schema)] } })
      t.match(message, /errors: \[`\/`: expected (object|string), but got (number|string)\]/, JSON.stringify(schema))
      t.not(typeof calledIn(failed_generation).arguments, 'object')
    }
})

t.test('a tool that was not in the request is none of it', async t => {
  for (const tools of [['get_weather'], ['get_weather', 'get_weather_2']]) {
    const { message, failed_generation } = said('tool-not-in-request', {
      body: { ...body, tools: tools.map(name => tool(name)) },
    })
    const { name } = calledIn(failed_generation)
    t.notOk(tools.includes(name), name)
    t.match(message, `attempted to call tool '${name}' which`)
  }
})

t.test('the tool is the one that the request forces, or that its last message names', async t => {
  const tools = [tool('first_one'), tool('print_order'), tool('third_one')]
  const forced = { messages: [user], tools, tool_choice: { type: 'function', function: { name: 'third_one' } } }
  const named = { messages: [{ role: 'user', content: 'Please print_order 7' }], tools }
  t.equal(calledIn(said('tool-call-unwanted', { body: forced }).failed_generation).name, 'third_one')
  t.equal(calledIn(said('tool-call-unwanted', { body: named }).failed_generation).name, 'print_order')
})

t.test('a Responses request offers its tools and formats in its own way', async t => {
  const tools = [{ type: 'function', name: 'print_order', parameters }]
  const format = { type: 'json_schema', name: 'n', schema: parameters }
  const asked = { operation: 'createResponse', body: { input: 'Hello', tools, text: { format } } } as const
  t.equal(calledIn(said('tool-call-unwanted', asked).failed_generation).name, 'print_order')
  t.match(JSON.parse(said('json-schema-mismatch', asked).failed_generation), { foo: 'bar' })
})

t.test('JSON that failed is that which was asked for', async t => {
  const schema = { type: 'object', properties: { total: { type: 'integer' } }, required: ['total'] }
  const response_format = { type: 'json_schema', json_schema: { name: 'n', schema } }
  const asked = { body: { messages: [user], response_format } }
  t.match(said('json-validate-failed-2024', asked).failed_generation, /^\{"tot/)
  t.same(JSON.parse(said('json-schema-mismatch', asked).failed_generation), {})
  const anyJson = { body: { messages: [user], response_format: { type: 'json_object' } } }
  const half = said('json-validate-failed-2024', anyJson).failed_generation
  t.match(half, /^\{"mock":true/)
  t.throws(() => JSON.parse(half))
})

t.test('JSON that failed is broken whatever the schema', async t => {
  for (const schema of [{ type: 'integer', minimum: 1000 }, { type: 'boolean' }, { const: '' }, { enum: [null] }]) {
    const response_format = { type: 'json_schema', json_schema: { name: 'n', schema } }
    t.throws(() => JSON.parse(said('json-validate-failed-2024', { body: { response_format } }).failed_generation))
  }
})

t.test('asked again, it is the same; of another request, another', async t => {
  const of = (fingerprint: string) => said('tool-use-failed', { body, fingerprint }).failed_generation
  t.equal(of('one'), of('one'))
  t.ok(['two', 'three', 'four', 'five'].some(other => of(other) !== of('one')))
})

t.test('without tools and formats it is the sample of the catalogue', async t => {
  t.match(said('tool-call-unwanted', { body: { messages: [user] } }).failed_generation, '"get_weather"')
  for (const odd of [undefined, null, 7, [], { tools: 'x' }, { tools: [null, {}] }])
    t.match(said('tool-call-unwanted', { body: odd }).failed_generation, '"get_weather"')
})

t.test('a name that is no name of a tool is not sent back whole', async t => {
  const long = said('tool-arguments-invalid', { body: { ...body, tools: [tool('x'.repeat(100_000))] } })
  t.ok(long.message.length < 1000)
})

t.test('the message that is blamed is there, and has the role that is named', async t => {
  const messages = [user, { role: 'assistant', content: 'Hi' }, { role: 'tool', content: 'x' }, user]
  t.match(said('missing-tool-call-id', { body: { messages } }).message, /^'messages\.2' : for 'role:tool'/)
  t.match(said('unsupported-message-property', { body: { messages } }).message, /^'messages\.1' : for 'role:assistant'/)
  t.match(
    said('unsupported-message-property', { body: { messages: [user] } }).message,
    /^'messages\.0' : for 'role:user'/,
  )
  t.match(said('invalid-role', { body: { messages: [user] } }).message, /^'messages\.0' : /)
})

t.test('a file, batch or fine tuning that is missing is the one that was asked for', async t => {
  const asked = [
    ['file-not-found', 'files'],
    ['file-not-found', 'files.content'],
    ['batch-not-found', 'batches'],
    ['fine-tuning-not-found', 'fine_tunings'],
  ] as const
  for (const [variant, endpoint] of asked)
    t.match(said(variant, { endpoint, resource: 'thing_7' }, 404).message, 'thing_7', endpoint)
})

t.test('the bound of a completion is that of the model, by the name that the request uses', async t => {
  const { message } = said('max-tokens-too-large', { model: 'openai/gpt-oss-20b', body: { max_tokens: 9 } })
  t.match(message, /^`max_tokens` must be less than or equal to `65536`/)
})
