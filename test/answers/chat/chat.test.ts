import fc from 'fast-check'
import t from 'tap'
import type { Complete } from '#src/answers/answer'
import { answer } from '#src/answers/index'
import { estimateTokens } from '#src/tokens'
import { bounded } from '../../helpers/bounded.ts'
import { asking, bodyOf, compound, fresh, talker, thinker, wholeOf } from '../asking.ts'

const tools = [
  { type: 'function', function: { name: 'now' } },
  {
    type: 'function',
    function: {
      name: 'weather',
      parameters: {
        type: 'object',
        required: ['city'],
        properties: { city: { type: 'string' }, days: { type: 'integer' } },
      },
    },
  },
]

const bodyText = (...given: Parameters<typeof answer>): string => bodyOf(answer(...given))

t.test('an answer has every key, in the order of the wire', async t => {
  const whole = wholeOf(asking({ model: thinker }))
  t.strictSame(Object.keys(whole), [
    'id',
    'object',
    'created',
    'model',
    'choices',
    'usage',
    'usage_breakdown',
    'system_fingerprint',
    'x_groq',
    'service_tier',
  ])
  t.strictSame(Object.keys(whole.choices[0]), ['index', 'message', 'logprobs', 'finish_reason'])
  t.strictSame(Object.keys(whole.choices[0].message), ['role', 'content', 'reasoning'])
  t.strictSame(Object.keys(whole.usage), [
    'queue_time',
    'prompt_tokens',
    'prompt_time',
    'completion_tokens',
    'completion_time',
    'total_tokens',
    'total_time',
    'completion_tokens_details',
  ])
})

t.test('an answer says what the recordings say', async t => {
  const whole = wholeOf(asking({ model: thinker }))
  t.match(whole, {
    id: `chatcmpl-${fresh.uuid}`,
    object: 'chat.completion',
    created: 1_765_638_730,
    model: thinker,
    choices: [{ index: 0, logprobs: null, finish_reason: 'stop', message: { role: 'assistant', content: /mock/ } }],
    usage_breakdown: null,
    system_fingerprint: /^fp_[0-9a-f]{10}$/,
    x_groq: { id: fresh.requestId },
    service_tier: 'on_demand',
  })
  t.ok(Number.isSafeInteger(whole.x_groq.seed))
})

t.test('the body is compact, escaped as Go does it and ends in one line feed', async t => {
  const body = bodyText(asking(), { text: 'a < b & c > d' }, fresh)
  t.match(body, '"content":"a \\u003c b \\u0026 c \\u003e d"')
  t.match(body, /[^\n]\n$/)
  t.equal(body, `${JSON.stringify(JSON.parse(body)).replace('a < b & c > d', 'a \\u003c b \\u0026 c \\u003e d')}\n`)
})

t.test('the same request and seed give the same answer, whatever is fresh', async t => {
  const repeated = (asked = asking({ model: thinker }), other = {}) => {
    const { choices, usage, system_fingerprint, x_groq } = wholeOf(asked, {}, other)
    return [choices, usage.prompt_tokens, usage.completion_tokens, system_fingerprint, x_groq.seed]
  }
  const other = { uuid: 'another', requestId: 'req_another', nowMs: 0, jitter: 0.9 }
  t.strictSame(repeated(undefined, other), repeated())
  t.notSame(repeated(asking({ model: thinker }, { fingerprint: 'b' })), repeated())
  t.notSame(repeated(asking({ model: thinker }, { seed: 2 })), repeated())
  const later = wholeOf(asking(), {}, other)
  t.match(later, { id: 'chatcmpl-another', created: 0, x_groq: { id: 'req_another' } })
})

t.test('the system fingerprint follows from model and seed only', async t => {
  const of = (...given: Parameters<typeof asking>) => wholeOf(asking(...given)).system_fingerprint
  t.equal(of({ stop: 'x' }, { fingerprint: 'b' }), of())
  t.not(of({}, { seed: 2 }), of())
  t.not(of({ model: thinker }), of())
})

t.test('the seed is the one of the request where that is a whole number', async t => {
  t.equal(wholeOf(asking({ seed: 42 })).x_groq.seed, 42)
  for (const seed of [1.5, '42', null, 1e300]) {
    t.equal(wholeOf(asking({ seed })).x_groq.seed, wholeOf(asking()).x_groq.seed, String(seed))
  }
})

t.test('total time is prompt and completion time as printed, in whole nanoseconds', async () => {
  const printed = /"prompt_time":([\d.]+),.*"completion_time":([\d.]+),.*"total_time":([\d.]+)/
  const ns = (text = '') => Math.round(Number(text) * 1e9)
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), jitter => {
      const [, prompt, completion, total] = printed.exec(bodyText(asking(), {}, { ...fresh, jitter })) ?? []
      const shortEnough = [prompt, completion, total].every(text => /^\d+(\.\d{1,9})?$/.test(text ?? ''))
      return shortEnough && ns(prompt) + ns(completion) === ns(total)
    }),
  )
})

t.test('only a model that reasons shows reasoning and counts it', async t => {
  const plain = wholeOf(asking({ model: talker }))
  t.notOk('reasoning' in plain.choices[0].message)
  t.notOk('completion_tokens_details' in plain.usage)

  const { choices, usage } = wholeOf(asking({ model: thinker }))
  const { content, reasoning } = choices[0].message
  t.equal(usage.completion_tokens_details.reasoning_tokens, estimateTokens(reasoning))
  t.equal(usage.completion_tokens, estimateTokens(reasoning) + estimateTokens(content))
})

t.test('reasoning that is to be hidden is counted but not shown', async t => {
  for (const body of [{ include_reasoning: false }, { reasoning_format: 'hidden' }]) {
    const { choices, usage } = wholeOf(asking({ model: thinker, ...body }))
    t.notOk('reasoning' in choices[0].message)
    t.ok(usage.completion_tokens_details.reasoning_tokens > 0)
  }
  t.notOk('completion_tokens_details' in wholeOf(asking({ model: thinker, reasoning_effort: 'none' })).usage)
})

const qwen = 'qwen/qwen3.6-27b'
const message = (body: Readonly<Record<string, unknown>>) => wholeOf(asking(body)).choices[0].message

t.test('reasoning is shown in the form that the request asks for, or in the usual one of its model', async t => {
  const format = { response_format: { type: 'json_object' } }
  const table: readonly (readonly [object, 'parsed' | 'raw' | 'hidden'])[] = [
    [{ model: thinker }, 'parsed'],
    [{ model: thinker, reasoning_format: 'raw' }, 'parsed'],
    [{ model: thinker, include_reasoning: false }, 'hidden'],
    [{ model: qwen }, 'raw'],
    [{ model: qwen, reasoning_format: 'raw' }, 'raw'],
    [{ model: qwen, reasoning_format: 'parsed' }, 'parsed'],
    [{ model: qwen, reasoning_format: 'hidden' }, 'hidden'],
    [{ model: qwen, include_reasoning: true }, 'parsed'],
    [{ model: qwen, ...format }, 'parsed'],
    [{ model: qwen, tools }, 'parsed'],
    [{ model: qwen, reasoning_effort: 'none' }, 'hidden'],
    [{ model: 'qwen/qwen3.8-27b' }, 'hidden'],
    [{ model: 'qwen/qwen3.8-27b', reasoning_effort: 'medium' }, 'raw'],
    [{ model: 'qwen/qwen3.8-27b', reasoning_format: 'parsed' }, 'parsed'],
    [{ model: 'openai/gpt-oss-120b', reasoning_format: 'parsed' }, 'parsed'],
    [{ model: 'openai/gpt-oss-safeguard-20b', reasoning_format: 'parsed' }, 'parsed'],
    [{ model: 'qwen/qwen3-32b', reasoning_format: 'parsed' }, 'parsed'],
    [{ model: 'qwen/qwen3-32b' }, 'raw'],
    [{ model: 'qwen-qwq-32b', reasoning_format: 'parsed' }, 'parsed'],
    [{ model: 'deepseek-r1-distill-llama-70b', reasoning_format: 'parsed' }, 'parsed'],
    [{ model: compound }, 'parsed'],
    [{ model: 'compound-beta' }, 'parsed'],
    [{ model: 'groq/compound-mini', reasoning_format: 'parsed' }, 'parsed'],
    [{ model: compound, include_reasoning: false }, 'hidden'],
  ]
  for (const [body, form] of table) {
    const { content, reasoning } = message({ ...body })
    const name = JSON.stringify(body)
    t.equal(typeof reasoning, form === 'parsed' ? 'string' : 'undefined', name)
    t.equal(/^<think>\n[^<]+\n<\/think>\n\n[^<]+$/.test(content), form === 'raw', name)
  }
})

t.test('reasoning in tags is counted, but not apart, and a limit cuts it off within them', async t => {
  const [hidden, raw] = [{ reasoning_format: 'hidden' }, {}].map(
    body => wholeOf(asking({ model: qwen, ...body })).usage,
  )
  t.equal(raw.completion_tokens, hidden.completion_tokens)
  t.notOk('completion_tokens_details' in raw)
  const { choices } = wholeOf(asking({ model: qwen, max_completion_tokens: 5 }))
  t.match(choices[0], { finish_reason: 'length', message: { content: /^<think>\n.{20}$/ } })
})

t.test('more effort is more reasoning', async t => {
  const lengths = ['none', 'low', 'medium', 'high'].map(
    reasoning_effort => message({ model: thinker, reasoning_effort }).reasoning?.length ?? 0,
  )
  t.strictSame(
    lengths,
    [...lengths].sort((a, b) => a - b),
  )
  t.equal(new Set(lengths).size, 4)
})

t.test('the tier is the one that was asked for, and on_demand otherwise', async t => {
  const tiers = [
    [null, 'on_demand'],
    ['auto', 'on_demand'],
    ['odd', 'on_demand'],
    ['flex', 'flex'],
    ['performance', 'performance'],
  ] as const
  for (const [tier, used] of tiers) t.equal(wholeOf(asking({}, { tier })).service_tier, used, String(tier))
})

t.test('a compound system has no fingerprint', async t => {
  const whole = wholeOf(asking({ model: compound }))
  t.notOk('system_fingerprint' in whole)
  t.match(whole, { id: 'stub', x_groq: { id: 'stub' } })
  t.notOk('seed' in whole.x_groq)
})

t.test('one choice comes however many are asked for', async t => {
  t.equal(wholeOf(asking({ n: 5 })).choices.length, 1)
})

t.test('text ends where the token limit ends, and the finish reason says so', async t => {
  for (const name of ['max_completion_tokens', 'max_tokens']) {
    const full = wholeOf(asking()).choices[0].message.content
    const { choices, usage } = wholeOf(asking({ [name]: 5 }))
    t.match(choices[0], { finish_reason: 'length', message: { content: full.slice(0, 20) } }, name)
    t.equal(usage.completion_tokens, 5)
  }
  t.equal(wholeOf(asking({ max_tokens: 5, max_completion_tokens: 1000 })).choices[0].finish_reason, 'stop')
})

t.test('reasoning is said first and uses up the token limit', async t => {
  const { choices, usage } = wholeOf(asking({ model: thinker, max_completion_tokens: 5 }))
  t.match(choices[0], { finish_reason: 'length', message: { content: '' } })
  t.match(usage, { completion_tokens: 5, completion_tokens_details: { reasoning_tokens: 5 } })
})

t.test('text ends before the first stop sequence', async t => {
  const full = wholeOf(asking()).choices[0].message.content
  const half = full.slice(12, 15)
  t.match(wholeOf(asking({ stop: half })).choices[0], {
    finish_reason: 'stop',
    message: { content: full.split(half)[0] },
  })
  t.equal(wholeOf(asking({ stop: ['', 'never said', ' '] })).choices[0].message.content, full.split(' ')[0])
})

t.test('json_object is answered with a JSON object', async t => {
  const { content } = wholeOf(asking({ response_format: { type: 'json_object' } })).choices[0].message
  t.match(JSON.parse(content), { mock: true, message: /mock/ })
})

t.test('json_schema is answered with JSON that satisfies the schema', async t => {
  const schema = {
    type: 'object',
    required: ['step', 'score', 'tags'],
    properties: {
      step: { enum: ['plan', 'act'] },
      score: { type: 'integer', minimum: 3, maximum: 4 },
      tags: { type: 'array', minItems: 2, items: { type: 'string' } },
      note: { type: 'string' },
    },
  }
  const { content } = wholeOf(asking({ response_format: { type: 'json_schema', json_schema: { name: 's', schema } } }))
    .choices[0].message
  t.match(JSON.parse(content), { step: /^(plan|act)$/, score: /^[34]$/, tags: [String, String] })
})

t.test('a tool that the request names is called, without a content', async t => {
  const asked = asking({ tools, tool_choice: { type: 'function', function: { name: 'weather' } } })
  const [choice] = wholeOf(asked).choices
  t.strictSame(Object.keys(choice.message), ['role', 'tool_calls'])
  t.match(choice, {
    finish_reason: 'tool_calls',
    message: {
      tool_calls: [
        { id: /^[0-9a-z]{9}$/, type: 'function', function: { name: 'weather', arguments: '{"city":"example city"}' } },
      ],
    },
  })
})

t.test('a required tool is one of those given, its id in the form of the model', async t => {
  const [call] = wholeOf(asking({ model: thinker, tools, tool_choice: 'required' })).choices[0].message.tool_calls
  t.match(call, {
    id: /^fc_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    function: { name: /^(now|weather)$/ },
  })
})

const callsOf = (body: Readonly<Record<string, unknown>>): readonly string[] =>
  (wholeOf(asking({ tools, ...body })).choices[0].message.tool_calls ?? []).map(
    (call: { function: { name: string } }) => call.function.name,
  )
const user = (content: unknown) => ({ messages: [{ role: 'user', content }] })
const weather = user('What is the weather in Oslo?')

t.test('tool_choice decides which tools are called', async t => {
  const table: readonly (readonly [string, object, readonly string[]])[] = [
    ['auto, named by a word', { ...weather, tool_choice: 'auto' }, ['weather']],
    ['no choice is auto', weather, ['weather']],
    ['null is auto', { ...weather, tool_choice: null }, ['weather']],
    ['a part of a message', user([{ type: 'text', text: 'WEATHER, please' }]), ['weather']],
    ['two that are named', user('The weather, and what time is it now?'), ['now', 'weather']],
    ['not in parallel', { ...user('Weather now'), parallel_tool_calls: false }, ['now']],
    ['required, named', { ...weather, tool_choice: 'required' }, ['weather']],
    ['none', { ...weather, tool_choice: 'none' }, []],
    ['by name', { ...weather, tool_choice: { type: 'function', function: { name: 'now' } } }, ['now']],
    ['an absent one', { ...weather, tool_choice: { type: 'function', function: { name: 'absent' } } }, []],
    ['auto, not named', user('Tell me a story.'), []],
    ['a word within another', user('I know nothing of weatherproof coats.'), []],
    [
      'its whole name',
      { ...user('Use get_it.'), tools: [{ type: 'function', function: { name: 'get_it' } }] },
      ['get_it'],
    ],
    ['built in', { ...user('browser search'), tools: [{ type: 'browser_search' }] }, []],
    [
      'a word of the name',
      { ...user('And the forecast?'), tools: [{ type: 'function', function: { name: 'getForecastFor' } }] },
      ['getForecastFor'],
    ],
    [
      'not by a word that says nothing',
      { ...user('Get me a drink'), tools: [{ type: 'function', function: { name: 'get_weather' } }] },
      [],
    ],
    ['a compound system', { ...weather, model: compound }, []],
  ]
  for (const [name, body, called] of table) t.strictSame(callsOf({ ...body }), called, name)
})

t.test('names of tools are told apart however many came before', async t => {
  for (let i = 0; i < 1500; i += 1) {
    const name = `get_thing${i}`
    const offered = [name, `get_other${i}`].map(one => ({ type: 'function', function: { name: one } }))
    const called = callsOf({ ...user(`And thing${i}?`), tools: offered })
    if (called.length !== 1 || called[0] !== name) t.same(called, [name])
  }
  t.same(callsOf({ ...weather, tool_choice: 'auto' }), ['weather'])
})

t.test('a tool that is required without being named is drawn, and always the same', async t => {
  const body = { ...user('Go on.'), tool_choice: 'required' }
  t.equal(callsOf(body).length, 1)
  t.strictSame(callsOf(body), callsOf(body))
})

t.test('after the answer of a tool there is text, so that the loop of an agent ends', async t => {
  const { message } = wholeOf(asking({ ...weather, tools })).choices[0]
  const [call] = message.tool_calls
  const messages = [
    ...weather.messages,
    message,
    { role: 'tool', tool_call_id: call.id, content: 'The weather is fine.' },
  ]
  t.match(wholeOf(asking({ messages, tools })).choices[0], { finish_reason: 'stop', message: { content: /mock/ } })
})

t.test('arguments satisfy the parameters of their tool, and parallel calls do not say the same', async t => {
  const parameters = {
    type: 'object',
    properties: { at: { type: 'number', minimum: 0, maximum: 1 }, unit: { enum: ['C', 'F'] } },
    required: ['at', 'unit'],
    additionalProperties: false,
  }
  const two = ['heat', 'cold'].map(name => ({ type: 'function', function: { name, parameters } }))
  const { tool_calls } = wholeOf(asking({ ...user('heat and cold'), tools: two })).choices[0].message
  const [heat, cold] = tool_calls.map((call: { function: { arguments: string } }) =>
    JSON.parse(call.function.arguments),
  )
  for (const one of [heat, cold]) t.match(one, { at: Number, unit: /^[CF]$/ })
  t.not(heat.at, cold.at)
})

t.test('a scenario says what it wants said', async t => {
  const says: readonly (readonly [Complete, object])[] = [
    [
      { text: 'Hi' },
      { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }], usage: { completion_tokens: 1 } },
    ],
    [{ reasoning: 'Because.' }, { choices: [{ message: { reasoning: 'Because.' } }] }],
    [{ json: { ok: true, n: [1] } }, { choices: [{ message: { content: '{"ok":true,"n":[1]}' } }] }],
    [{ json: null }, { choices: [{ message: { content: 'null' } }] }],
    [{ finish: 'length' }, { choices: [{ finish_reason: 'length' }] }],
    [{ usage: { prompt_tokens: 7 } }, { usage: { prompt_tokens: 7 } }],
  ]
  for (const [complete, expected] of says) t.match(wholeOf(asking(), complete), expected, JSON.stringify(complete))
})

t.test('a text that a scenario says is not cut by the limits of the request', async t => {
  const asked = asking({ model: thinker, max_tokens: 1, stop: 'i' })
  t.match(wholeOf(asked, { text: 'Hi, this is long' }).choices[0], {
    finish_reason: 'stop',
    message: { content: 'Hi, this is long' },
  })
})

t.test('tools that a scenario calls are called, text as it is and objects as JSON', async t => {
  const toolCalls = [{ name: 'a', arguments: { city: 'Oslo' } }, { name: 'b', arguments: '{broken' }, { name: 'c' }]
  const [choice] = wholeOf(asking(), { toolCalls }).choices
  t.equal(choice.finish_reason, 'tool_calls')
  t.notOk('content' in choice.message)
  t.strictSame(
    choice.message.tool_calls.map((call: { function: object }) => call.function),
    [
      { name: 'a', arguments: '{"city":"Oslo"}' },
      { name: 'b', arguments: '{broken' },
      { name: 'c', arguments: '{}' },
    ],
  )
  t.equal(new Set(choice.message.tool_calls.map((call: { id: string }) => call.id)).size, 3)
  t.equal(wholeOf(asking(), { toolCalls, text: 'Wait' }).choices[0].message.content, 'Wait')
})

t.test('token counts of a scenario replace ours, totals follow, and limits count what is shown', async t => {
  const given = answer(asking(), { usage: { prompt_tokens: 10, completion_tokens: 20 } }, fresh)
  t.match(JSON.parse(bodyOf(given)).usage, { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 })
  t.strictSame(given.tokens, { prompt: 10, completion: 20 })
  t.equal(wholeOf(asking(), { usage: { total_tokens: 99 } }).usage.total_tokens, 99)
})

t.test('a body of any kind is answered with JSON', async () => {
  const names = [
    'messages',
    'tools',
    'tool_choice',
    'stop',
    'max_tokens',
    'response_format',
    'seed',
    'stream_options',
    '__proto__',
  ]
  const bodies = fc.oneof(fc.jsonValue(), fc.anything(), fc.dictionary(fc.constantFrom(...names), fc.jsonValue()))
  fc.assert(
    fc.property(bodies, fc.constantFrom(thinker, talker, compound, '', null), fc.boolean(), (body, model, stream) => {
      const given = answer(asking({}, { body, model, stream }), {}, fresh)
      const texts =
        given.kind === 'whole' ? [String(given.body)] : [...given.events].slice(0, -1).map(frame => frame.slice(6))
      return texts.every(text => typeof JSON.parse(text) === 'object')
    }),
    { numRuns: bounded(500) },
  )
})

t.test('bodies that are made to hurt are answered', async t => {
  const nested = (levels: number, open: string, close: string) => JSON.parse(open.repeat(levels) + close.repeat(levels))
  const deep = nested(100_000, '[', ']')
  const deepSchema = JSON.parse(`${'{"anyOf":['.repeat(50_000)}1${']}'.repeat(50_000)}`)
  const format = (schema: unknown) => ({ response_format: { type: 'json_schema', json_schema: { schema } } })
  const manyTools = [{ function: { name: 'x', parameters: deepSchema } }]
  const bodies = [
    { messages: deep, tools: deep, stop: deep, tool_choice: deep },
    { tools: manyTools, tool_choice: 'required' },
    format({ const: deep }),
    format({ enum: [deep] }),
    format(deepSchema),
    { messages: Array.from({ length: 10_000 }, () => ({ role: 'user', content: 'x'.repeat(100) })) },
    JSON.parse('{"__proto__":{"messages":[]},"messages":{"length":1e9}}'),
  ]
  for (const body of bodies) t.match(wholeOf(asking({}, { body })), { object: 'chat.completion' })
})
