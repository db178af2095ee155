import Groq from 'groq-sdk'
import OpenAI from 'openai'
import t from 'tap'
import { chatRequest } from '#src/groq/chat-request'
import type { BodySchema } from '#src/request/body-schema'
import { validateBody } from '#src/request/validate-body'
import { cpuMsOf } from '../helpers/cpu-time.ts'

const hello = { role: 'user', content: 'hello' }
const model = 'llama-3.1-8b-instant'
const chat = (more: object = {}) => ({ model, messages: [hello], ...more })
const said = (...messages: unknown[]) => ({ model, messages })
const refusal = (body: unknown) => validateBody('createChatCompletion', body, 'lenient')
const call = { id: 'call_1', type: 'function', function: { name: 'now', arguments: '{}' } }
const tool = { type: 'function', function: { name: 'now', parameters: { type: 'object', properties: {} } } }

const observed: readonly (readonly [claim: string, body: unknown, message: string])[] = [
  ['a missing model is named', { messages: [hello] }, "'model' : property 'model' is missing"],
  [
    'a tool call without its type is named under its role',
    said(hello, hello, { role: 'assistant', tool_calls: [{ id: 'a', function: { name: 'now', arguments: '{}' } }] }),
    "'messages.2' : for 'role:assistant' the following must be satisfied[('messages.2.tool_calls.0.type' : property 'type' is missing)]",
  ],
  [
    'a tool message without its call is named under its role',
    said(hello, hello, hello, hello, { role: 'tool', content: 'x' }),
    "'messages.4' : for 'role:tool' the following must be satisfied[('messages.4.tool_call_id' : property 'tool_call_id' is missing)]",
  ],
  [
    'a tool message without content is named under its role',
    said(hello, hello, hello, { role: 'tool', tool_call_id: 'a' }),
    "'messages.3' : for 'role:tool' the following must be satisfied[('messages.3.content' : property 'content' is missing)]",
  ],
  ['an empty list of messages is too short', said(), "'messages' : minimum number of items is 1"],
  ['missing messages are too few messages', { model }, "'messages' : minimum number of items is 1"],
  [
    'the 129th tool is one too many',
    chat({ tools: Array(129).fill(tool) }),
    "'tools' : maximum number of items is 128",
  ],
  [
    'the fifth stop is one too many, and a text would do as well',
    chat({ stop: ['a', 'b', 'c', 'd', 'e'] }),
    "'stop' : one of the following must be satisfied[('stop' : value must be a string) OR ('stop' : maximum number of items is 4)]",
  ],
  ['a temperature above 2 is too high', chat({ temperature: 2.1 }), "'temperature' : number must be at most 2"],
  ['more than one choice is too many', chat({ n: 2 }), "'n' : number must be at most 1"],
  ['a temperature in quotes is no number', chat({ temperature: '1' }), "'temperature' : value must be a number"],
  ['half a token is no integer', chat({ max_tokens: 1.5 }), "'max_tokens' : value must be an integer"],
  ['one tool alone is no list', chat({ tools: tool }), "'tools' : value must be an array"],
  [
    'tool_calls may be left out but not be null',
    said(hello, { role: 'assistant', content: 'x', tool_calls: null }),
    "'messages.1' : for 'role:assistant' the following must be satisfied[('messages.1.tool_calls' : Value is not nullable)]",
  ],
  [
    'what a user says is not null',
    said(hello, { role: 'user', content: null }),
    "'messages.1' : for 'role:user' the following must be satisfied[('messages.1.content' : Value is not nullable)]",
  ],
  [
    'an unknown response format is answered with the known ones',
    chat({ response_format: { type: 'yaml' } }),
    "'response_format' : one of the following must be satisfied[('response_format.type' : value is not one of the allowed values ['text']) OR ('response_format.type' : value is not one of the allowed values ['json_schema']) OR ('response_format.type' : value is not one of the allowed values ['json_object'])]",
  ],
  [
    'an unknown role is an invalid discriminator',
    said(hello, { role: 'robot', content: 'x' }),
    "'messages.1' : discriminator property 'role' has invalid value",
  ],
  [
    'an empty list of parts is refused by both options',
    said(hello, hello, hello, { role: 'tool', tool_call_id: 'a', content: [] }),
    "'messages.3' : for 'role:tool' the following must be satisfied[('messages.3.content' : one of the following must be satisfied[('messages.3.content' : value must be a string) OR ('messages.3.content' : minimum number of items is 1)])]",
  ],
  [
    'content that can only be text must be text',
    said(hello, hello, { role: 'function', name: 'now', content: ['x'] }),
    "'messages.2' : for 'role:function' the following must be satisfied[('messages.2.content' : value must be a string)]",
  ],
  [
    'an unknown word as tool_choice gets the sentence that was seen for it',
    chat({ tool_choice: 'any' }),
    "Only allowed string values for 'tool_choice' are none, auto, and required",
  ],
]

const inferred: readonly (readonly [claim: string, body: unknown, message: string])[] = [
  [
    'a penalty below -2 is too low',
    chat({ frequency_penalty: -3 }),
    "'frequency_penalty' : number must be at least -2",
  ],
  ['no choice at all is too few', chat({ n: 0 }), "'n' : number must be at least 1"],
  ['a list is no body', [], 'value must be an object'],
  ['a text is no body', 'hello', 'value must be an object'],
  ['a number is no body', 7, 'value must be an object'],
  ['null is no body', null, 'value must be an object'],
  ['no body is no body', undefined, 'value must be an object'],
  [
    'a message without a role lacks the discriminator',
    said({ content: 'x' }),
    "'messages.0' : input does not contain the discriminator property 'role'",
  ],
  [
    'a role that is no text is told so',
    said({ role: 1 }),
    "'messages.0' : value of discriminator property 'role' is not a string",
  ],
  ['a message that is a text is no object', said('hello'), "'messages.0' : value must be an object"],
  ['a message that is null is told so', said(null), "'messages.0' : Value is not nullable"],
  ['a model that is null is told so', { model: null, messages: [hello] }, "'model' : Value is not nullable"],
  [
    'an unknown tier is answered with the known ones, without null',
    chat({ service_tier: 'gold' }),
    "'service_tier' : value is not one of the allowed values ['auto','on_demand','flex','performance']",
  ],
  [
    'a tool_choice that is neither word nor object is refused by both options',
    chat({ tool_choice: 5 }),
    "'tool_choice' : one of the following must be satisfied[('tool_choice' : value is not one of the allowed values ['none','auto','required']) OR ('tool_choice' : value must be an object)]",
  ],
  [
    'an unknown kind of part is refused by every option, two levels deep',
    said({ role: 'user', content: [{ type: 'video' }] }),
    "'messages.0' : for 'role:user' the following must be satisfied[('messages.0.content' : one of the following must be satisfied[('messages.0.content' : value must be a string) OR ('messages.0.content.0' : one of the following must be satisfied[('messages.0.content.0.type' : value is not one of the allowed values ['text']) OR ('messages.0.content.0.type' : value is not one of the allowed values ['image_url']) OR ('messages.0.content.0.type' : value is not one of the allowed values ['document'])])])]",
  ],
  [
    'a bias that is no integer is named',
    chat({ logit_bias: { 50256: 'x' } }),
    "'logit_bias.50256' : value must be an integer",
  ],
  ['a flag in quotes is no flag', chat({ stream: 'true' }), "'stream' : value must be a boolean"],
  [
    'a seed beyond every number is no integer',
    chat({ seed: JSON.parse('1e999') }),
    "'seed' : value must be an integer",
  ],
  ['what is required is looked at first', { temperature: 9, messages: [] }, "'model' : property 'model' is missing"],
  [
    'then the order of the schema counts, not that of the body',
    chat({ top_p: 9, n: 9 }),
    "'n' : number must be at most 1",
  ],
]

const accepted: readonly (readonly [claim: string, body: unknown])[] = [
  ['the smallest body', chat()],
  [
    'every role',
    said(
      { role: 'system', content: 'be brief' },
      { role: 'developer', content: [{ type: 'text', text: 'be kind' }] },
      hello,
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: '12:00' },
      { role: 'function', name: 'now', content: null },
    ),
  ],
  [
    'an image beside a text',
    said({
      role: 'user',
      content: [
        { type: 'text', text: 'what is it?' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==', detail: 'low' } },
      ],
    }),
  ],
  ['a document as a part', said({ role: 'user', content: [{ type: 'document', document: { data: {}, id: null } }] })],
  ['an assistant that only calls tools', said(hello, { role: 'assistant', tool_calls: [call] })],
  ['an assistant that says an empty list', said(hello, { role: 'assistant', content: [] })],
  ['128 tools', chat({ tools: Array(128).fill(tool), tool_choice: 'required', parallel_tool_calls: false })],
  [
    'tools of every type, for another check to judge',
    chat({ tools: [{ type: 'browser_search' }, { type: 'mcp', server_url: 'x' }] }),
  ],
  ['a named tool', chat({ tools: [tool], tool_choice: { type: 'function', function: { name: 'now' } } })],
  [
    'a JSON schema',
    chat({
      response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { type: 'object' }, strict: true } },
    }),
  ],
  ['a JSON object', chat({ response_format: { type: 'json_object' } })],
  ['a stream with usage', chat({ stream: true, stream_options: { include_usage: true } })],
  ['a stop as text', chat({ stop: 'END' })],
  ['four stops', chat({ stop: ['a', 'b', 'c', 'd'] })],
  ['bounds themselves', chat({ temperature: 2, top_p: 0, n: 1, top_logprobs: 20, frequency_penalty: -2 })],
  ['an integer written as 1.0', chat({ max_completion_tokens: JSON.parse('1.0') })],
  [
    'documents of both kinds',
    chat({ documents: [{ source: { type: 'text', text: 'x' } }, { id: null, source: { type: 'json', data: {} } }] }),
  ],
  ['properties nobody knows', chat({ think_harder: true, messages: [{ ...hello, mood: 'good' }] })],
]

t.test('a wrong body is refused in the words that Groq was seen to use', async t => {
  for (const [claim, body, message] of observed) t.equal(refusal(body), message, claim)
})

t.test('where no words were seen, the grammar is carried on', async t => {
  for (const [claim, body, message] of inferred) t.equal(refusal(body), message, claim)
})

t.test('a body as documented is accepted', async t => {
  for (const [claim, body] of accepted) t.equal(refusal(body), null, claim)
})

/** Whether the schema says of a part that it may be null. */
const isNullable = (schema: BodySchema): boolean => schema.nullable === true || (schema.oneOf ?? []).some(isNullable)

t.test('null is accepted exactly where it is documented', async t => {
  for (const [name, schema] of Object.entries(chatRequest.properties)) {
    const message = isNullable(schema) ? null : `'${name}' : Value is not nullable`
    t.equal(refusal(chat({ [name]: null })), message, name)
  }
})

t.test('an operation without a schema accepts everything', async t => {
  for (const body of [undefined, null, [], 'x', { anything: 1 }])
    t.equal(validateBody('listModels', body, 'standard'), null)
})

t.test('what the SDKs send is accepted', async t => {
  const bodies: unknown[] = []
  const fetch = async (_url: unknown, init?: { body?: unknown }): Promise<Response> => {
    bodies.push(JSON.parse(String(init?.body)))
    return Response.json({ choices: [{ message: { role: 'assistant', content: 'hi', tool_calls: [call] } }] })
  }
  const tools = [{ type: 'function' as const, function: { name: 'now', parameters: {}, strict: true } }]
  const options = { model, tools, temperature: null, stop: null, max_completion_tokens: 10, user: 'me' }
  const messages = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'hello' }] }]
  for (const client of [
    new Groq({ apiKey: 'k', fetch }),
    new OpenAI({ apiKey: 'k', fetch, baseURL: 'http://mock' }),
  ] as OpenAI[]) {
    const first = await client.chat.completions.create({ ...options, messages })
    const answer = first.choices[0]?.message
    t.ok(answer, 'the client read an answer')
    if (!answer) continue
    await client.chat.completions.create({
      ...options,
      messages: [...messages, answer, { role: 'tool', tool_call_id: call.id, content: 'noon' }],
      response_format: { type: 'json_schema', json_schema: { name: 'a', schema: {}, strict: true } },
    })
  }
  t.equal(bodies.length, 4)
  for (const body of bodies) t.equal(refusal(body), null)
})

t.test('a hostile body is answered, with little work and without a throw', async t => {
  const deep = (open: string, close: string) => JSON.parse(`${open.repeat(10_000)}1${close.repeat(10_000)}`)
  const hostile: readonly (readonly [claim: string, body: unknown, message: string | null])[] = [
    [
      'arrays 10 000 deep where nothing is nested',
      chat({ temperature: deep('[', ']') }),
      "'temperature' : value must be a number",
    ],
    [
      'objects 10 000 deep in free places',
      chat({ tools: [{ ...tool, function: { name: 'a', parameters: deep('{"a":', '}') } }], x: deep('[', ']') }),
      null,
    ],
    ['a deep body', deep('{"messages":', '}'), "'model' : property 'model' is missing"],
    ['10 000 messages', said(...Array(10_000).fill(hello)), null],
    [
      '10 000 messages, the last one wrong',
      said(...Array(9_999).fill(hello), { role: 'x' }),
      "'messages.9999' : discriminator property 'role' has invalid value",
    ],
    ['10 MB of text', chat({ user: 'x'.repeat(10_000_000) }), null],
    [
      'a model inherited from a key called __proto__',
      JSON.parse('{"__proto__":{"model":"a"},"messages":[{"role":"user","content":"x"}]}'),
      "'model' : property 'model' is missing",
    ],
    [
      '__proto__ as the name of a bias',
      chat({ logit_bias: JSON.parse('{"__proto__":{}}') }),
      "'logit_bias.__proto__' : value must be an integer",
    ],
    [
      'a role that every object has',
      said({ role: 'constructor' }),
      "'messages.0' : discriminator property 'role' has invalid value",
    ],
  ]
  for (const [claim, body, message] of hostile) {
    const cpuMs = cpuMsOf(() => t.equal(refusal(body), message, claim))
    t.ok(cpuMs < 2000, `${claim}: ${Math.round(cpuMs)} ms of work`)
  }
})
