import t from 'tap'
import { cpuMsOf } from '../../helpers/cpu-time.ts'
import { type Asked, refusalOf, saidIn } from '../../helpers/refusing.ts'

const user = { role: 'user', content: 'hello' }
const model = 'openai/gpt-oss-20b'
const chat = (more: object = {}): Asked => ({ body: { model, messages: [user], ...more } })
const messageOf = (asked: Asked) => saidIn(refusalOf(asked))?.message ?? null
const tool = { type: 'function', function: { name: 'now' } }
const toolWith = (parameters: unknown) => ({ type: 'function', function: { name: 'now', parameters } })
const json = { type: 'json_object' }
const asks = (content: unknown) => [{ role: 'user', content }]
const schema = (schema: unknown, strict = false) => ({
  response_format: { type: 'json_schema', json_schema: { name: 'a', schema, strict } },
})

const accepted: readonly (readonly [claim: string, asked: Asked])[] = [
  ['logprobs that are off', chat({ logprobs: false, logit_bias: null, top_logprobs: null })],
  ['names of speakers', chat({ messages: [{ ...user, name: 'anna' }] })],
  [
    'tools that are built in or remote',
    chat({ tools: [{ type: 'browser_search' }, { type: 'mcp', server_url: 'x' }] }),
  ],
  [
    'the choice of a tool that is there',
    chat({ tools: [tool], tool_choice: { type: 'function', function: { name: 'now' } } }),
  ],
  ['an empty list of tools for a model without', chat({ model: 'allam-2-7b', tools: [] })],
  [
    'the word JSON in any message, part and case',
    chat({
      response_format: json,
      messages: [{ role: 'system', content: [{ type: 'text', text: 'Answer in Json' }] }, user],
    }),
  ],
  [
    'a schema that is not strict about numbers of items',
    chat(schema({ type: 'array', items: { type: 'string' }, minItems: 1 })),
  ],
  ['the format text', chat({ response_format: { type: 'text' }, tools: [tool] })],
  ['raw reasoning alone', chat({ reasoning_format: 'raw' })],
  ['one of the two ways to ask for reasoning', chat({ include_reasoning: false, reasoning_format: null })],
  [
    'reasoning for a model that reasons',
    chat({ messages: [user, { role: 'assistant', content: 'x', reasoning: 'y' }] }),
  ],
  [
    'no reasoning for one that does not',
    chat({ model: 'allam-2-7b', messages: [user, { role: 'assistant', content: 'x', reasoning: null }] }),
  ],
  ['as many tokens as the model gives', chat({ max_completion_tokens: 65_536, max_tokens: null })],
  ['one message of the user for a classifier', chat({ model: 'meta-llama/llama-prompt-guard-2-86m' })],
]

t.test('what is right, or not known to be wrong, is taken', async t => {
  for (const [claim, asked] of accepted) t.equal(refusalOf(asked), null, claim)
})

t.test('of a model that is not listed nothing is known', async t => {
  const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } }
  const body = {
    model: 'mine/own',
    max_tokens: 10_000_000,
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'x'.repeat(1_000_000) }, image] },
      { role: 'assistant', reasoning: 'x' },
    ],
  }
  t.equal(refusalOf({ body }), null)
  t.equal(refusalOf({ body: { tools: [tool], ...body } }), null)
  t.equal(refusalOf({ body: { ...body, ...schema({}) } }), null)
})

const refused: readonly (readonly [claim: string, asked: Asked, message: string])[] = [
  [
    'a type of tool before tools at all, as recorded of a compound system',
    chat({ model: 'groq/compound', tools: [{ type: 'odd' }] }),
    'code=400, message=tools[0].type must be one of [function, mcp], type=invalid_request_error',
  ],
  [
    'tools before all that is about them',
    chat({ model: 'groq/compound', tools: [tool], tool_choice: { type: 'function', function: { name: 'then' } } }),
    '`tool calling` is not supported with this model',
  ],
  [
    'a built-in tool of another model',
    chat({ model: 'qwen/qwen3.8-27b', tools: [{ type: 'browser_search' }] }),
    'code=400, message=tools[0].type must be one of [function, mcp], type=invalid_request_error',
  ],
  [
    'functions, the old way to offer tools',
    chat({ model: 'allam-2-7b', functions: [{ name: 'now' }] }),
    '`tool calling` is not supported with this model',
  ],
  [
    'the second tool',
    chat({ tools: [tool, { type: 'odd' }] }),
    'code=400, message=tools[1].type must be one of [function, mcp], type=invalid_request_error',
  ],
  [
    'a choice where nothing is offered',
    chat({ tool_choice: { type: 'function', function: { name: 'now' } } }),
    'requested tool does not exist',
  ],
  [
    'json_schema without anything',
    chat({ response_format: { type: 'json_schema' } }),
    'code=400, message=json schema is required, type=invalid_request_error',
  ],
  [
    'a schema and tools',
    chat({ ...schema({}), tools: [tool] }),
    'json mode cannot be combined with tool/function calling',
  ],
  [
    'a schema that is none',
    chat(schema({ properties: { a: 7 } })),
    "invalid schema for response format: response_format/json_schema: '/properties/a' is not valid",
  ],
  [
    'a keyword at the root',
    chat(schema({ maxProperties: 1 }, true)),
    'invalid schema for response format: response_format/json_schema: maxProperties is not supported',
  ],
  [
    'max_tokens by its own name',
    chat({ max_tokens: 65_537 }),
    '`max_tokens` must be less than or equal to `65536`, the maximum value for `max_tokens` is less than the `context_window` for this model',
  ],
  [
    'a message of the system for a classifier',
    chat({ model: 'meta-llama/llama-prompt-guard-2-86m', messages: [{ role: 'system', content: 'x' }] }),
    'messages must contains a single user message for text classification models',
  ],
  [
    'the prompt of a small model',
    chat({ model: 'allam-2-7b', messages: asks('x'.repeat(17_000)) }),
    'Please reduce the length of the messages or completion.',
  ],
  [
    'tools that fill the prompt',
    chat({ tools: [toolWith({ description: 'x'.repeat(600_000) })] }),
    'Please reduce the length of the messages or completion.',
  ],
]

t.test('the first thing that is wrong is told', async t => {
  for (const [claim, asked, message] of refused) t.equal(messageOf(asked), message, claim)
})

const recursive = {
  $ref: '#/$defs/node',
  $defs: { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } } } },
}
const deep = (open: string, close: string, depth: number) => JSON.parse(`${open.repeat(depth)}{}${close.repeat(depth)}`)

const parameters: readonly (readonly [claim: string, value: unknown, pointer: string | null])[] = [
  ['nothing', {}, null],
  [
    'a schema of all kinds',
    {
      type: ['object', 'null'],
      properties: { a: { type: 'array', items: true, minItems: 1, enum: [] } },
      required: ['a'],
      additionalProperties: false,
    },
    null,
  ],
  ['keywords that nobody knows', { 'x-own': 7, nullable: true }, null],
  ['a schema that leads back to itself', recursive, null],
  ['a schema that is only itself', { $ref: '#' }, null],
  ['a reference to elsewhere', { $ref: 'https://example.com/schema' }, null],
  ['a reference to nowhere', { $ref: '#/$defs/node' }, '/$ref'],
  ['a reference to what every object has', { $ref: '#/constructor' }, '/$ref'],
  ['a reference that is badly encoded', { $ref: '#/%zz' }, '/$ref'],
  ['an unknown type', { type: 'dict' }, '/type'],
  ['a type twice', { type: ['string', 'string'] }, '/type'],
  ['properties in a list', { properties: [{}] }, '/properties'],
  ['a property that is a text', { properties: { 'a/b~c': 'string' } }, '/properties/a~1b~0c'],
  ['required as draft 3 had it', { properties: { a: { required: true } } }, '/properties/a/required'],
  ['no options', { anyOf: [] }, '/anyOf'],
  ['an option that is none', { anyOf: [{}, null] }, '/anyOf/1'],
  ['a pattern that is none', { properties: { a: { pattern: '(' } } }, '/properties/a/pattern'],
  ['a negative length', { minLength: -1 }, '/minLength'],
  ['a property called __proto__', { properties: JSON.parse('{"__proto__":7}') }, '/properties/__proto__'],
  ['schemas 20 000 deep', deep('{"items":', '}', 20_000), null],
  ['objects 20 000 deep that are no schemas', { properties: deep('{"a":', '}', 20_000), type: 7 }, '/type'],
]

t.test('parameters of tools must be JSON Schema, however deep or recursive, and that is little work', async t => {
  for (const [claim, value, pointer] of parameters) {
    let message: string | null = null
    const cpuMs = cpuMsOf(() => {
      message = messageOf(chat({ tools: [toolWith(value)] }))
    })
    const expected = `schema is not valid JSON Schema: jsonschema file:///home/di/params.json compilation failed: '${pointer}' is not valid`
    t.equal(message, pointer === null ? null : expected, claim)
    t.ok(cpuMs < 2000, `${claim}: ${Math.round(cpuMs)} ms of work`)
  }
})

t.test('the answer to a hostile request is little work', async t => {
  const hostile: readonly (readonly [claim: string, asked: Asked, message: string | null])[] = [
    [
      '10 000 messages without the word',
      { body: { model, messages: Array(10_000).fill(user), response_format: json } },
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    ],
    ['10 000 messages', { body: { model: 'mine', messages: Array(10_000).fill(user) } }, null],
    [
      'a schema of 100 000 references',
      chat(schema({ $defs: { a: {} }, anyOf: Array(100_000).fill({ $ref: '#/$defs/a' }) })),
      null,
    ],
    ['a model that every object has', chat({ model: '__proto__', tools: [tool] }), null],
    ['a tool without its function', chat({ tools: [{ type: 'function' }], tool_choice: 'auto' }), null],
  ]
  for (const [claim, asked, message] of hostile) {
    const cpuMs = cpuMsOf(() => t.equal(messageOf(asked), message, claim))
    t.ok(cpuMs < 3000, `${claim}: ${Math.round(cpuMs)} ms of work`)
  }
})
