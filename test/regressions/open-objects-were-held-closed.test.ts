// Wrong until 2026-11-27: a property that no schema lists was refused also in objects that Groq's document leaves open, with words
// that no recording has; the recordings of such a request say what is wrong with the schema instead.
import t from 'tap'
import { chatBody, startMock } from '../helpers/mock.ts'

const user = { role: 'user', content: 'hello' }
const call = { id: 'fc_1', type: 'function', function: { name: 'now', arguments: '{}' } }
const part = { type: 'text', text: 'hello', cache_control: { type: 'ephemeral' } }
const tool = { type: 'function', function: { name: 'now', parameters: {}, cache_control: {} } }
const schema = { type: 'object', properties: {}, additionalProperties: false }

const taken: readonly (readonly [claim: string, more: object])[] = [
  ['a part of a content', { messages: [{ role: 'user', content: [part] }] }],
  ['a part of a content of the system', { messages: [{ role: 'system', content: [part] }, user] }],
  ['an image', { model: 'qwen/qwen3.6-27b', messages: [{ role: 'user', content: [image({ width: 8 })] }] }],
  [
    'a tool call, whose place a stream told',
    { messages: [user, { role: 'assistant', tool_calls: [{ ...call, index: 0 }] }] },
  ],
  ['a function', { tools: [tool] }],
  ['a choice of a tool', { tools: [tool], tool_choice: { type: 'function', function: { name: 'now', x: 1 }, x: 1 } }],
  ['a format', { response_format: { type: 'text', x: 1 } }],
  ['a schema of an answer', { response_format: { type: 'json_schema', json_schema: { name: 'x', schema, x: 1 } } }],
  ['the settings of a stream', { stream: true, stream_options: { include_usage: true, include_obfuscation: false } }],
  ['the settings of a search', { search_settings: { region: 'eu' } }],
  ['the settings of compound', { compound_custom: { models: { x: 1 }, x: 1 } }],
]

function image(more: object): object {
  const url =
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  return { type: 'image_url', image_url: { url, ...more } }
}

t.test('an object that the document leaves open takes what it does not list', async t => {
  const mock = await startMock(t)
  for (const [claim, more] of taken) {
    const answer = await mock.chat({ body: chatBody(more) })
    t.equal(answer.status, 200, `${claim}: ${answer.status === 200 ? '' : await answer.text()}`)
  }
})

t.test('a schema beside its place is refused as recorded', async t => {
  const mock = await startMock(t)
  const json_schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema, name: 'response' }
  const answer = await mock.chat({ body: chatBody({ response_format: { type: 'json_schema', json_schema } }) })
  t.equal(answer.status, 400)
  t.strictSame(await answer.json(), {
    error: {
      message: 'code=400, message=json schema is required, type=invalid_request_error',
      type: 'invalid_request_error',
      param: 'response_format',
    },
  })
})

t.test('what a response has as input, tools and format is open too', async t => {
  const mock = await startMock(t)
  const item = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'hello', x: 1 }], phase: 'final' }
  const result = { type: 'function_call_output', call_id: 'a', output: '{}', x: 1 }
  const body = {
    model: 'openai/gpt-oss-20b',
    input: [{ role: 'user', content: 'hello', x: 1 }, item, result],
    text: { format: { type: 'text', x: 1 }, x: 1 },
    reasoning: { effort: 'low', generate_summary: null },
  }
  const answer = await fetch(`${mock.url}/openai/v1/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  t.equal(answer.status, 200, answer.status === 200 ? '' : await answer.text())
})
