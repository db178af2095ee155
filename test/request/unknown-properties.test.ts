import t from 'tap'
import { nearProperty } from '#src/request/near-property'
import { validateBody } from '#src/request/validate-body'

const user = { role: 'user', content: 'hello' }
const chat = (more: object = {}) => ({ model: 'm', messages: [user], ...more })
const said = (message: object) => ({ model: 'm', messages: [message] })
const refusal = (body: unknown) => validateBody('createChatCompletion', body, 'standard')
const source = { type: 'text', text: 'x' }
const call = { id: 'call_1', type: 'function', function: { name: 'now', arguments: '{}' } }

const refused: readonly (readonly [claim: string, body: unknown, message: string])[] = [
  ['an unknown property', chat({ think_harder: true }), "property 'think_harder' is unsupported"],
  ['a slip of the pen', chat({ max_token: 5 }), "property 'max_token' is unsupported, did you mean 'max_tokens'?"],
  ['store, although documented', chat({ store: null }), "property 'store' is unsupported, did you mean 'stop'?"],
  [
    'one of a message',
    said({ role: 'assistant', content: 'x', annotations: null }),
    "'messages.0' : for 'role:assistant' the following must be satisfied[('messages.0' : property 'annotations' is unsupported)]",
  ],
  [
    'what the API ran for an assistant, sent back',
    said({ role: 'assistant', content: 'x', reasoning: 'y', executed_tools: [] }),
    "'messages.0' : for 'role:assistant' the following must be satisfied[('messages.0' : property 'executed_tools' is unsupported)]",
  ],
  [
    'one of a document',
    chat({ documents: [{ source, title: 'x' }] }),
    "'documents.0' : property 'title' is unsupported",
  ],
  [
    'one of the source of a document',
    chat({ documents: [{ source: { ...source, x: 1 } }] }),
    "'documents.0.source' : for 'type:text' the following must be satisfied[('documents.0.source' : property 'x' is unsupported)]",
  ],
  [
    '__proto__ as a property',
    JSON.parse('{"__proto__":{},"model":"m","messages":[{"role":"user","content":"x"}]}'),
    "property '__proto__' is unsupported",
  ],
  ['a name that every object has', chat({ constructor: 1 }), "property 'constructor' is unsupported"],
  ['what is wrong with known properties comes first', chat({ x: 1, n: 2 }), "'n' : number must be at most 1"],
]

const taken: readonly (readonly [claim: string, body: unknown])[] = [
  ['a plain chat', chat({ temperature: 1, stream: true, stream_options: { include_usage: true } })],
  ['a property of an object that the document leaves open', chat({ search_settings: { region: 'eu' } })],
  ['any bias and any metadata', chat({ logit_bias: { 50256: 1 }, metadata: { team: 'red' } })],
  ['any JSON Schema', chat({ tools: [{ type: 'function', function: { name: 'a', parameters: { any: 1 } } }] })],
  ['a tool that the API runs elsewhere', chat({ tools: [{ type: 'mcp', server_url: 'https://example.com' }] })],
  ['messages of every role', { model: 'm', messages: [user, { role: 'assistant', tool_calls: [call] }] }],
]

t.test('standard validation refuses what no schema lists', async t => {
  for (const [claim, body, message] of refused) t.equal(refusal(body), message, claim)
})

t.test('lenient validation lets the same pass where nothing else is wrong', async t => {
  for (const [claim, body] of refused.slice(0, -1))
    t.equal(validateBody('createChatCompletion', body, 'lenient'), null, claim)
})

t.test('standard validation takes what is listed, and everything where nothing is listed', async t => {
  for (const [claim, body] of taken) t.equal(refusal(body), null, claim)
})

t.test('other operations refuse them too', async t => {
  t.equal(
    validateBody('createEmbedding', { model: 'm', input: 'x', dimensions: 3 }, 'standard'),
    "property 'dimensions' is unsupported",
  )
  t.equal(
    validateBody('createTranscription', { model: 'm', promt: 'x' }, 'standard'),
    "property 'promt' is unsupported, did you mean 'prompt'?",
  )
})

t.test('a suggestion is near: two letters off at most, and less than half of the name', async t => {
  t.equal(nearProperty('tool', ['tools']), 'tools')
  t.equal(nearProperty('streams', ['stop', 'stream']), 'stream')
  t.equal(nearProperty('x', ['n']), null)
  t.equal(nearProperty('id', ['n', 'seed']), null)
  t.equal(nearProperty('reasoning', ['reasoning_effort', 'reasoning_format']), null)
  t.equal(nearProperty('x'.repeat(5_000_000), ['stop']), null, 'a name of 5 MB is not measured')
})

t.test('what was seen to be suggested is, where the object has it', async t => {
  t.equal(nearProperty('id', ['content', 'role', 'name']), 'name')
  t.equal(nearProperty('model_used', ['content', 'role', 'name']), 'role')
  t.equal(nearProperty('model_used', ['content']), null)
})
