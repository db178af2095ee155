import { Ajv2020 } from 'ajv/dist/2020.js'
import Groq from 'groq-sdk'
import OpenAI from 'openai'
import t from 'tap'
import { startMock, type TestMock } from '../helpers/mock.ts'

const model = 'openai/gpt-oss-20b'
const parameters = {
  type: 'object',
  properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['C', 'F'] } },
  required: ['city', 'unit'],
  additionalProperties: false,
}
const tools = [
  { type: 'function' as const, function: { name: 'get_weather', parameters } },
  { type: 'function' as const, function: { name: 'get_time', parameters: { type: 'object', properties: {} } } },
]
const asksFor = (content: string) => [{ role: 'user' as const, content }]
const isCall = new Ajv2020().compile(parameters)

const groqOf = ({ url }: TestMock) => new Groq({ baseURL: url, apiKey: 'k', fetch, maxRetries: 0 })
const openaiOf = ({ url }: TestMock) => new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'k', fetch, maxRetries: 0 })

t.test('the agent loop of openai runs a tool and ends with text', async t => {
  const mock = await startMock(t)
  const seen: unknown[] = []
  const runner = openaiOf(mock).chat.completions.runTools({
    model,
    messages: asksFor('What is the weather in Oslo?'),
    tools: [
      {
        type: 'function',
        function: {
          name: 'get_weather',
          description: 'The weather of a city.',
          parameters,
          parse: JSON.parse,
          function: (given: object) => {
            seen.push(given)
            return 'It rains.'
          },
        },
      },
    ],
  })
  t.match(await runner.finalContent(), /mock/)
  t.equal(seen.length, 1)
  t.ok(isCall(seen[0]))
})

t.test('groq-sdk gets calls of tools that satisfy their schema, one or several', async t => {
  const groq = groqOf(await startMock(t))
  const messages = asksFor('What are weather and time in Oslo?')
  const both = await groq.chat.completions.create({ model, messages, tools })
  const [weather, time] = both.choices[0]?.message.tool_calls ?? []
  t.ok(isCall(JSON.parse(weather?.function.arguments ?? '')))
  t.equal(time?.function.name, 'get_time')
  const one = await groq.chat.completions.create({ model, messages, tools, parallel_tool_calls: false })
  t.equal(one.choices[0]?.message.tool_calls?.length, 1)
})

t.test('openai puts the calls of a stream together', async t => {
  const openai = openaiOf(await startMock(t))
  const stream = openai.chat.completions.stream({ model, messages: asksFor('Weather and time, please.'), tools })
  const { choices } = await stream.finalChatCompletion()
  t.equal(choices[0]?.finish_reason, 'tool_calls')
  t.strictSame(
    choices[0]?.message.tool_calls?.map(call => (call.type === 'function' ? call.function.name : '')),
    ['get_weather', 'get_time'],
  )
})

t.test('openai parses structured output, whole and streamed', async t => {
  const openai = openaiOf(await startMock(t))
  const response_format = {
    type: 'json_schema',
    json_schema: { name: 'weather', strict: true, schema: parameters },
  } as const
  const messages = asksFor('How is Oslo?')
  const whole = await openai.chat.completions.parse({ model, messages, response_format })
  t.ok(isCall(whole.choices[0]?.message.parsed))
  const streamed = await openai.chat.completions.stream({ model, messages, response_format }).finalChatCompletion()
  t.ok(isCall(JSON.parse(streamed.choices[0]?.message.content ?? '')))
})

t.test('groq-sdk shows reasoning in its field, and in the stream', async t => {
  const groq = groqOf(await startMock(t))
  const asked = { model, messages: asksFor('Think.'), reasoning_effort: 'high' } as const
  const { message } = (await groq.chat.completions.create(asked)).choices[0] ?? {}
  t.ok((message?.reasoning?.length ?? 0) > 50)
  let streamed = ''
  for await (const { choices } of await groq.chat.completions.create({ ...asked, stream: true }))
    streamed += choices[0]?.delta.reasoning ?? ''
  t.ok(streamed.length > 50)
})

t.test('groq-sdk reads the usage of a stream in x_groq', async t => {
  const groq = groqOf(await startMock(t))
  const usages = []
  for await (const { x_groq } of await groq.chat.completions.create({ model, messages: asksFor('Hi'), stream: true }))
    if (x_groq?.usage) usages.push(x_groq.usage)
  t.match(usages, [{ total_tokens: Number }])
})

t.test('both SDKs throw where a generation fails within a stream', async t => {
  const mock = await startMock(t, { rules: [{ error: { status: 400, variant: 'tool-call-missing' } }] })
  const asked = { model, messages: asksFor('Hi'), stream: true } as const
  const read = async (stream: AsyncIterable<unknown>) => {
    for await (const _ of stream);
  }
  await t.rejects(read(await groqOf(mock).chat.completions.create(asked)), /did not call a tool/)
  await t.rejects(read(await openaiOf(mock).chat.completions.create(asked)), { code: 'tool_use_failed' })
})

t.test('both SDKs delete a model', async t => {
  const mock = await startMock(t)
  for (const sdk of [groqOf(mock), openaiOf(mock)])
    t.match(await sdk.models.delete(model), { id: model, object: 'model', deleted: true })
})
