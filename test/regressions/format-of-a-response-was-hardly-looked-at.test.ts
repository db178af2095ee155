// Wrong until 2026-11-27: of the format of a response only its schema was looked at: JSON that nobody in the input speaks of, JSON
// together with tools, and a schema without its name were answered with 200, where a chat that says the same gets 400.
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

const schema = { type: 'object', properties: {}, additionalProperties: false }
const named = { type: 'json_schema', name: 'reply', schema }
const object = { format: { type: 'json_object' } }
const tools = [{ type: 'function', name: 'now', parameters: { type: 'object', properties: {} } }]
const withoutWord =
  "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."
const both = 'json mode cannot be combined with tool/function calling'
const said = (content: unknown) => [{ type: 'message', role: 'user', content }]
const called = { type: 'function_call', call_id: 'a', name: 'now', arguments: '{}' }

const rows: readonly (readonly [claim: string, body: object, message: string | null])[] = [
  ['JSON that nobody speaks of', { text: object }, withoutWord],
  ['… in a stream', { text: object, stream: true }, withoutWord],
  ['… in items', { text: object, input: said([{ type: 'input_text', text: 'hello' }]) }, withoutWord],
  ['… but in the name of a tool', { text: object, input: [{ ...called, name: 'json' }] }, withoutWord],
  ['… where the input is empty of words', { text: object, input: '' }, withoutWord],
  ['the word in the input', { text: object, input: 'as JSON' }, null],
  ['the word in the instructions', { text: object, instructions: 'Answer with json.' }, null],
  ['the word in a part', { text: object, input: said([{ type: 'input_text', text: 'as Json' }]) }, null],
  ['the word in a text of an item', { text: object, input: said('json, please') }, null],
  ['the word in an item without a type', { text: object, input: [{ role: 'system', content: 'json' }] }, null],
  [
    'the word in what a function gave',
    { text: object, input: [called, { type: 'function_call_output', call_id: 'a', output: 'a json' }] },
    null,
  ],
  ['an object and tools', { text: object, input: 'json', tools }, both],
  ['a schema and tools', { text: { format: named }, tools }, both],
  ['a schema and a list of no tools', { text: { format: named }, tools: [] }, null],
  ['text and tools', { text: { format: { type: 'text' } }, tools }, null],
  [
    'a schema without its name',
    { text: { format: { type: 'json_schema', schema } } },
    "'text.format' : one of the following must be satisfied[('text.format.type' : value is not one of the allowed values ['text']) OR ('text.format.type' : value is not one of the allowed values ['json_object']) OR ('text.format.name' : property 'name' is missing)]",
  ],
]

t.test('the format of a response is refused as that of a chat is', async t => {
  const mock = await startMock(t)
  for (const [claim, more, message] of rows) {
    const answer = await fetch(`${mock.url}/openai/v1/responses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'openai/gpt-oss-20b', input: 'hello', ...more }),
    })
    const told = await answer.text()
    t.equal(answer.status, message === null ? 200 : 400, claim)
    if (message !== null && answer.status === 400)
      t.strictSame(JSON.parse(told), { error: { message, type: 'invalid_request_error' } }, claim)
  }
})
