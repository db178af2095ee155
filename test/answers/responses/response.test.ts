import fc from 'fast-check'
import t from 'tap'
import type { AnswerContext, Complete } from '#src/answers/answer'
import { answer } from '#src/answers/index'
import { asChat } from '#src/answers/responses/as-chat'
import { asking, bodyOf, type Changes, fresh, streamed, talker, thinker, wholeOf } from '../asking.ts'

const responding = (body: Readonly<Record<string, unknown>> = {}, changes: Changes = {}): AnswerContext =>
  asking(body, { operation: 'createResponse', body: { input: 'Hello there', ...body }, ...changes })

const tool = { type: 'function', name: 'add', description: 'Adds.', parameters: { type: 'object', properties: {} } }

const keys = [
  'id',
  'object',
  'status',
  'created_at',
  'output',
  'previous_response_id',
  'model',
  'reasoning',
  'max_output_tokens',
  'instructions',
  'text',
  'tools',
  'tool_choice',
  'truncation',
  'metadata',
  'groq',
  'temperature',
  'top_p',
  'user',
  'service_tier',
  'background',
  'error',
  'incomplete_details',
  'usage',
  'parallel_tool_calls',
  'store',
  'top_logprobs',
  'max_tool_calls',
]

t.test('a response has every key, in the order of the wire', async t => {
  const whole = wholeOf(responding({ model: thinker }))
  t.strictSame(Object.keys(whole), keys)
  t.strictSame(Object.keys(whole.output[0]), ['type', 'id', 'status', 'content', 'summary'])
  t.strictSame(Object.keys(whole.output[1]), ['type', 'id', 'status', 'role', 'content'])
  t.strictSame(Object.keys(whole.output[1].content[0]), ['type', 'text', 'annotations', 'logprobs'])
  t.strictSame(Object.keys(whole.usage), [
    'input_tokens',
    'input_tokens_details',
    'output_tokens',
    'output_tokens_details',
    'total_tokens',
  ])
  const called = wholeOf(responding({ tools: [tool], tool_choice: 'required' }))
  t.strictSame(Object.keys(called.output[0]), ['type', 'id', 'status', 'call_id', 'name', 'arguments'])
})

t.test('a response says what documented ones say', async t => {
  t.match(wholeOf(responding({ model: thinker })), {
    id: /^resp_01[0-9a-z]{24}$/,
    object: 'response',
    status: 'completed',
    created_at: 1_765_638_730,
    output: [
      {
        type: 'reasoning',
        id: /^resp_01[0-9a-z]{24}$/,
        status: 'completed',
        content: [{ type: 'reasoning_text' }],
        summary: [],
      },
      {
        type: 'message',
        id: /^msg_01[0-9a-z]{24}$/,
        status: 'completed',
        role: 'assistant',
        content: [{ type: 'output_text', text: /mock/, annotations: [], logprobs: null }],
      },
    ],
    previous_response_id: null,
    model: thinker,
    reasoning: null,
    max_output_tokens: null,
    instructions: null,
    text: { format: { type: 'text' } },
    tools: [],
    tool_choice: 'auto',
    truncation: 'disabled',
    metadata: {},
    temperature: 1,
    top_p: 1,
    user: null,
    service_tier: 'default',
    error: null,
    incomplete_details: null,
    parallel_tool_calls: true,
    store: false,
    max_tool_calls: null,
  })
})

t.test('ids differ from answer to answer and within one', async t => {
  const idsOf = (uuid: string): string[] => {
    const { id, output } = wholeOf(responding({ model: thinker }), {}, { uuid })
    return [id, ...output.map((item: { id: string }) => item.id)]
  }
  t.equal(new Set([...idsOf('one'), ...idsOf('another')].map(id => id.replace(/^[a-z]+_/, ''))).size, 6)
  t.strictSame(idsOf('one'), idsOf('one'))
})

const echoes: Readonly<Record<string, readonly [request: object, answer: object]>> = {
  instructions: [{ instructions: 'Be kind.' }, { instructions: 'Be kind.' }],
  metadata: [{ metadata: { a: 'b' } }, { metadata: { a: 'b' } }],
  'the effort of reasoning': [{ reasoning: { effort: 'low' } }, { reasoning: { effort: 'low' } }],
  numbers: [
    { max_output_tokens: 5000, temperature: 0, top_p: 0.5 },
    { max_output_tokens: 5000, temperature: 0, top_p: 0.5 },
  ],
  'null as nothing': [
    { temperature: null, top_p: null, metadata: null, tools: null, tool_choice: null, service_tier: null, user: null },
    { temperature: 1, top_p: 1, metadata: {}, tools: [], tool_choice: 'auto', service_tier: 'default', user: null },
  ],
  'the user and the tier': [
    { user: 'u', service_tier: 'flex' },
    { user: 'u', service_tier: 'flex' },
  ],
  'the tier auto as default': [{ service_tier: 'auto' }, { service_tier: 'default' }],
  tools: [
    { tools: [tool], tool_choice: 'none', parallel_tool_calls: false },
    { tools: [tool], tool_choice: 'none', parallel_tool_calls: false },
  ],
  'a forced function, as documented': [
    { tools: [tool], tool_choice: { type: 'function', function: { name: 'add' } } },
    { tool_choice: { type: 'function', function: { name: 'add' } } },
  ],
  'a forced function that is flat, in the documented form': [
    { tools: [tool], tool_choice: { type: 'function', name: 'add' } },
    { tool_choice: { type: 'function', function: { name: 'add' } } },
  ],
  'the format of text': [
    { text: { format: { type: 'json_schema', name: 'n', schema: { type: 'object' } } } },
    { text: { format: { type: 'json_schema', name: 'n', schema: { type: 'object' } } } },
  ],
}

for (const [name, [request, told]] of Object.entries(echoes)) {
  t.test(`a response repeats what was asked for: ${name}`, async t => {
    const whole = wholeOf(responding({ ...request }))
    for (const [key, value] of Object.entries(told)) t.strictSame(whole[key], value, key)
  })
}

t.test('the same request and seed say the same, whatever is fresh', async t => {
  const repeated = (asked = responding({ model: thinker }), other = {}) => {
    const { output, usage } = wholeOf(asked, {}, other)
    return [output.map((item: { content: unknown }) => item.content), usage]
  }
  t.strictSame(repeated(undefined, { uuid: 'another', requestId: 'req_another', nowMs: 1, jitter: 0.9 }), repeated())
  t.notSame(repeated(responding({ model: thinker }, { fingerprint: 'b' })), repeated())
  t.notSame(repeated(responding({ model: thinker }, { seed: 2 })), repeated())
})

t.test('a response says and counts what a chat completion would', async t => {
  const tools = [{ type: 'function', function: { name: 'add', description: 'Adds.', parameters: tool.parameters } }]
  const messages = [
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: 'Hello.' },
  ]
  const chat = wholeOf(asking({ model: thinker, messages, tools }))
  const whole = wholeOf(responding({ model: thinker, instructions: 'Be kind.', input: 'Hello.', tools: [tool] }))
  const [{ message }] = chat.choices
  t.equal(whole.output[0].content[0].text, message.reasoning)
  t.equal(whole.output[1].content[0].text, message.content)
  t.equal(whole.usage.input_tokens, chat.usage.prompt_tokens)
  t.equal(whole.usage.output_tokens, chat.usage.completion_tokens)
  t.equal(whole.usage.output_tokens_details.reasoning_tokens, chat.usage.completion_tokens_details.reasoning_tokens)
})

t.test('items of the input become messages', async t => {
  const input = [
    { role: 'developer', content: 'Rules.' },
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Add.' }] },
    { type: 'function_call', call_id: 'c', name: 'add', arguments: '{}' },
    { type: 'function_call_output', call_id: 'c', output: '4' },
  ]
  t.strictSame(asChat({ instructions: 'Be kind.', input }).messages, [
    { role: 'system', content: 'Be kind.' },
    { role: 'developer', content: 'Rules.' },
    { role: 'user', content: [{ type: 'input_text', text: 'Add.' }] },
    {
      role: 'assistant',
      tool_calls: [{ id: 'c', type: 'function', function: { name: 'add', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'c', content: '4' },
  ])
})

const wanted: Readonly<Record<string, readonly [complete: Complete, told: object]>> = {
  text: [{ text: 'a < b' }, { status: 'completed', output: [{ type: 'message', content: [{ text: 'a < b' }] }] }],
  json: [{ json: { a: 1 } }, { output: [{ content: [{ text: '{"a":1}' }] }] }],
  reasoning: [
    { reasoning: 'Hm.', text: 'No.' },
    { output: [{ type: 'reasoning', content: [{ text: 'Hm.' }] }, { type: 'message' }] },
  ],
  'tool calls': [
    { toolCalls: [{ name: 'add', arguments: { a: 1 } }, { name: 'sub', arguments: 'not JSON' }, { name: 'mul' }] },
    {
      status: 'completed',
      output: [
        { type: 'function_call', name: 'add', arguments: '{"a":1}', call_id: /^[0-9a-z]{9}$/, id: /^fc_01/ },
        { name: 'sub', arguments: 'not JSON' },
        { name: 'mul', arguments: '{}' },
      ],
    },
  ],
  'text beside a tool call': [
    { text: 'I add.', toolCalls: [{ name: 'add' }] },
    { output: [{ type: 'message', content: [{ text: 'I add.' }] }, { type: 'function_call' }] },
  ],
  'the finish reason length': [
    { text: 'Half', finish: 'length' },
    {
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [{ status: 'incomplete', content: [{ text: 'Half' }] }],
    },
  ],
  'the finish reason stop': [{ finish: 'stop' }, { status: 'completed', incomplete_details: null }],
  usage: [
    { usage: { prompt_tokens: 10, completion_tokens: 20 } },
    { usage: { input_tokens: 10, output_tokens: 20, total_tokens: 30 } },
  ],
  'the total alone': [{ usage: { total_tokens: 7 } }, { usage: { total_tokens: 7 } }],
}

for (const [name, [complete, told]] of Object.entries(wanted)) {
  t.test(`a response says what the scenario wants: ${name}`, async t => {
    t.match(wholeOf(responding(), complete), told)
  })
}

t.test('a call of gpt-oss is named as in chat', async t => {
  const [call] = wholeOf(responding({ model: thinker }), { toolCalls: [{ name: 'add' }] }).output.slice(-1)
  t.match(call.call_id, /^fc_[0-9a-f]{8}-/)
})

t.test('a limit cuts the text, and the response is incomplete', async t => {
  const whole = wholeOf(responding({ model: talker, max_output_tokens: 3 }))
  t.match(whole, {
    status: 'incomplete',
    max_output_tokens: 3,
    incomplete_details: { reason: 'max_output_tokens' },
    usage: { output_tokens: 3 },
    output: [{ status: 'incomplete' }],
  })
  const thinking = wholeOf(responding({ model: thinker, max_output_tokens: 1 }))
  t.match(thinking.output, [
    { type: 'reasoning', status: 'completed' },
    { type: 'message', status: 'incomplete' },
  ])
})

t.test('the body is compact, escaped as Go does it and ends in one line feed', async t => {
  const body = bodyOf(answer(responding({ user: '<u>' }), { text: 'a & b' }, fresh))
  t.match(body, '"text":"a \\u0026 b"')
  t.match(body, '"user":"\\u003cu\\u003e"')
  t.match(body, /[^\n]\n$/)
})

const anyBody = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      input: fc.jsonValue(),
      instructions: fc.jsonValue(),
      tools: fc.oneof(fc.jsonValue(), fc.array(fc.record({ type: fc.constant('function'), name: fc.string() }))),
      tool_choice: fc.oneof(fc.jsonValue(), fc.constant('required'), fc.record({ name: fc.jsonValue() })),
      text: fc.oneof(fc.jsonValue(), fc.record({ format: fc.jsonValue() })),
      reasoning: fc.jsonValue(),
      metadata: fc.jsonValue(),
      max_output_tokens: fc.oneof(fc.jsonValue(), fc.integer()),
    },
    { requiredKeys: [] },
  ),
)

t.test('any JSON as body gives a response of the same keys, and a stream that ends with it', async t => {
  fc.assert(
    fc.property(anyBody, fc.boolean(), (body, thinks) => {
      const asked = responding({}, { body, model: thinks ? thinker : talker })
      const whole = bodyOf(answer(asked, {}, fresh))
      const given = answer(streamed(asked), {}, fresh)
      if (given.kind !== 'stream') return false
      const last = JSON.parse([...given.events].at(-1)?.split('\ndata: ')[1] ?? '')
      return (
        `${JSON.stringify(Object.keys(last.response))}` === JSON.stringify(keys) && whole.startsWith('{"id":"resp_')
      )
    }),
  )
  t.pass('no body breaks it')
})

t.test('what is nested too deeply to be repeated does no harm', async t => {
  const deep = JSON.parse(`${'{"a":['.repeat(50_000)}1${']}'.repeat(50_000)}`)
  const body = { input: [deep], tools: [deep, { ...tool, parameters: deep }], metadata: deep, text: { format: deep } }
  t.match(wholeOf(responding(body)), { tools: Array, metadata: {}, text: { format: { type: 'text' } } })
})

t.test('a member named __proto__ changes nothing', async t => {
  const body = JSON.parse(
    '{"input":"a","__proto__":{"user":"x"},"tools":[{"__proto__":{"name":"y"},"type":"function"}]}',
  )
  const whole = wholeOf(responding({}, { body }))
  t.equal(whole.user, null)
  t.match(whole.output, [{ type: 'message' }])
})
