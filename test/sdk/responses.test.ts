import OpenAI from 'openai'
import { makeParseableTextFormat } from 'openai/lib/parser'
import t from 'tap'
import { startMock, type Teardown } from '../helpers/mock.ts'

const input = 'Tell me something.'
const weather = {
  type: 'function' as const,
  name: 'get_weather',
  strict: true,
  parameters: {
    type: 'object',
    additionalProperties: false,
    required: ['city', 'unit'],
    properties: { city: { type: 'string' }, unit: { enum: ['C', 'F'] } },
  },
}

const client = async (t: Teardown, scenario: string | object = 'steady-state') => {
  const mock = await startMock(t, scenario)
  return new OpenAI({ baseURL: `${mock.url}/openai/v1`, apiKey: 'k', fetch, maxRetries: 0 })
}

/** What an answer says, without the ids, which differ from answer to answer. */
const saidBy = ({ output, status, usage, incomplete_details }: OpenAI.Responses.Response) => ({
  status,
  usage,
  incomplete_details,
  output: output.map(item => {
    if (item.type === 'message') return [item.type, item.status, item.content.map(part => 'text' in part && part.text)]
    if (item.type === 'reasoning') return [item.type, item.content?.map(part => part.text)]
    return item.type === 'function_call' ? [item.type, item.call_id, item.name, item.arguments] : [item.type]
  }),
})

type Params = Omit<OpenAI.Responses.ResponseCreateParams, 'stream'>

/** What the deltas of a stream hold, item by item, and what its last event says. */
const collected = async (openai: OpenAI, params: Params) => {
  const deltas: string[] = []
  const numbers: number[] = []
  let last: OpenAI.Responses.Response | undefined
  for await (const event of await openai.responses.create({ ...params, stream: true })) {
    numbers.push(event.sequence_number)
    if ('delta' in event && 'output_index' in event) {
      deltas[event.output_index] = `${deltas[event.output_index] ?? ''}${event.delta}`
    }
    if (event.type === 'response.completed' || event.type === 'response.incomplete') last = event.response
  }
  if (!last) throw new Error('the stream has no last event')
  return { deltas, numbers, last }
}

const cases: Readonly<Record<string, readonly [request: object, output: readonly string[], status: string]>> = {
  'text after reasoning': [{ model: 'openai/gpt-oss-20b' }, ['reasoning', 'message'], 'completed'],
  'text alone': [{ model: 'allam-2-7b' }, ['message'], 'completed'],
  'a function call': [
    { model: 'openai/gpt-oss-20b', tools: [weather], tool_choice: 'required' },
    ['reasoning', 'function_call'],
    'completed',
  ],
  'a named function': [
    { model: 'llama-3.3-70b-versatile', tools: [weather], tool_choice: { type: 'function', name: 'get_weather' } },
    ['function_call'],
    'completed',
  ],
  'text that is cut': [{ model: 'allam-2-7b', max_output_tokens: 3 }, ['message'], 'incomplete'],
}

for (const [name, [request, output, status]] of Object.entries(cases)) {
  t.test(`the SDK reads a whole answer, events, and its own stream helper to the end: ${name}`, async t => {
    const openai = await client(t)
    const params = { input, ...request }
    const whole = await openai.responses.create(params)
    t.strictSame(
      whole.output.map(item => item.type),
      output,
    )
    t.equal(whole.status, status)

    const { deltas, numbers, last } = await collected(openai, params)
    t.strictSame(
      numbers,
      numbers.map((_, i) => i),
    )
    t.strictSame(
      deltas,
      saidBy(last).output.map(item => [item.at(-1)].flat().join('')),
    )
    t.strictSame(saidBy(await openai.responses.stream(params).finalResponse()), saidBy(last))
    t.strictSame([last.status, last.output.map(item => item.type)], [status, output])
  })
}

t.test('what a stream says is what the scenario says, letter by letter', async t => {
  const complete = { text: 'It is “4 °C” in <Oslo>.', reasoning: 'Look outside.\n', usage: { completion_tokens: 7 } }
  const openai = await client(t, { rules: [{ complete }] })
  const params = { model: 'allam-2-7b', input }
  const whole = await openai.responses.create(params)
  const streamed = await openai.responses.stream(params).finalResponse()
  t.equal(whole.output_text, complete.text)
  t.equal(streamed.output_text, complete.text)
  t.match(saidBy(whole), { output: [['reasoning', ['Look outside.\n']], ['message']], usage: { output_tokens: 7 } })
  t.strictSame(saidBy(streamed).output, saidBy(whole).output)
})

t.test('structured output is parsed by the SDK', async t => {
  const openai = await client(t)
  const format = makeParseableTextFormat(
    { type: 'json_schema', name: 'weather', strict: true, schema: weather.parameters },
    content => JSON.parse(content) as { city: string; unit: string },
  )
  const params = { model: 'openai/gpt-oss-20b', input, text: { format } }
  const parsed = (await openai.responses.parse(params)).output_parsed
  t.match(parsed, { city: String, unit: /^[CF]$/ })
  const streamed = await openai.responses.stream(params).finalResponse()
  t.match(streamed.output_parsed, { city: String, unit: /^[CF]$/ })
})

t.test('arguments of a strict function are parsed by the SDK', async t => {
  const openai = await client(t)
  const called = await openai.responses.parse({
    model: 'openai/gpt-oss-20b',
    input,
    tools: [weather],
    tool_choice: 'required',
  })
  const call = called.output.find(item => item.type === 'function_call')
  t.match(call, { name: 'get_weather', call_id: /^fc_/, parsed_arguments: { city: String, unit: /^[CF]$/ } })
})

t.test('the output of a call goes back with what was said before', async t => {
  const openai = await client(t)
  const params = { model: 'openai/gpt-oss-20b', tools: [weather] }
  const first = await openai.responses.create({ ...params, input, tool_choice: 'required' })
  const said = first.output.filter(item => item.type === 'function_call' || item.type === 'reasoning')
  const outputs = said.flatMap(item =>
    item.type === 'function_call'
      ? [{ type: 'function_call_output' as const, call_id: item.call_id, output: '{"c":4}' }]
      : [],
  )
  const second = await openai.responses.create({
    ...params,
    input: [{ role: 'user', content: input }, ...said, ...outputs],
  })
  t.ok(second.output_text)
  t.ok((second.usage?.input_tokens ?? 0) > (first.usage?.input_tokens ?? 0))
})
