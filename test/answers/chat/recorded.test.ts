import t from 'tap'
import { answer } from '#src/answers/index'
import { asking, bodyOf, compound, framesOf, fresh, thinker, wholeOf } from '../asking.ts'

const qwen = 'qwen/qwen3.8-27b'
const ID = `chatcmpl-${fresh.uuid}`

/** The parts of a recording (docs/facts/groq-wire.md §3.2, §3.3) that differ from answer to answer. */
const partsOf = (whole: {
  readonly system_fingerprint: string
  readonly x_groq: { readonly seed: number }
  readonly usage: object
}) => ({ fp: whole.system_fingerprint, seed: whole.x_groq.seed, usage: JSON.stringify(whole.usage) })

const tools = [
  {
    type: 'function',
    function: {
      name: 'square_root',
      parameters: { type: 'object', properties: { number: { const: 132413 } }, required: ['number'] },
    },
  },
]
const rooted = { tools, messages: [{ role: 'user', content: 'Use the square_root tool.' }] }
const argumentsText = '{\\"number\\":132413}'

t.test('an answer in one piece reads as the recording does', async t => {
  const asked = asking({ model: thinker })
  const { seed, fp, usage } = partsOf(wholeOf(asked, { text: 'Hello', reasoning: 'Say it.' }))
  t.equal(
    bodyOf(answer(asked, { text: 'Hello', reasoning: 'Say it.' }, fresh)),
    `{"id":"${ID}","object":"chat.completion","created":1765638730,"model":"openai/gpt-oss-20b","choices":[{"index":0,` +
      '"message":{"role":"assistant","content":"Hello","reasoning":"Say it."},"logprobs":null,"finish_reason":"stop"}],' +
      `"usage":${usage},"usage_breakdown":null,"system_fingerprint":"${fp}",` +
      `"x_groq":{"id":"${fresh.requestId}","seed":${seed}},"service_tier":"on_demand"}\n`,
  )
})

t.test('usage reads as the recording does, times aside', async t => {
  const { usage } = wholeOf(asking({ model: thinker }), {
    usage: { prompt_tokens: 79, completion_tokens: 50, ...{ reasoning_tokens: 40 } },
  })
  t.equal(
    JSON.stringify(usage).replace(/(_time":)[\d.]+/g, '$1T'),
    '{"queue_time":T,"prompt_tokens":79,"prompt_time":T,"completion_tokens":50,"completion_time":T,' +
      '"total_tokens":129,"total_time":T,"completion_tokens_details":{"reasoning_tokens":40}}',
  )
})

t.test('a call of a tool in one piece reads as the recording does', async t => {
  const asked = asking({ model: qwen, ...rooted })
  const whole = wholeOf(asked)
  const { seed, fp, usage } = partsOf(whole)
  const [call] = whole.choices[0].message.tool_calls
  t.match(call.id, /^[0-9a-z]{9}$/)
  t.equal(
    bodyOf(answer(asked, {}, fresh)),
    `{"id":"${ID}","object":"chat.completion","created":1765638730,"model":"qwen/qwen3.8-27b","choices":[{"index":0,` +
      `"message":{"role":"assistant","tool_calls":[{"id":"${call.id}","type":"function","function":{"name":"square_root",` +
      `"arguments":"${argumentsText}"}}]},"logprobs":null,"finish_reason":"tool_calls"}],"usage":${usage},` +
      `"usage_breakdown":null,"system_fingerprint":"${fp}","x_groq":{"id":"${fresh.requestId}","seed":${seed}},` +
      '"service_tier":"on_demand"}\n',
  )
})

const head = (model: string, fp: string, id = ID): string =>
  `data: {"id":"${id}","object":"chat.completion.chunk","created":1765638730,"model":"${model}",` +
  `"system_fingerprint":${fp},"choices":[`

t.test('a stream of text reads as the recording does, chunk by chunk', async t => {
  const asked = asking({ model: thinker, stream_options: { include_usage: true } })
  const says = { text: 'Hello there', reasoning: 'We' }
  const { seed, fp, usage } = partsOf(wholeOf(asked, says))
  const chunk = head(thinker, `"${fp}"`)
  const open = '"logprobs":null,"finish_reason":null}]'
  t.strictSame(framesOf(asked, says), [
    `${chunk}{"index":0,"delta":{"role":"assistant","content":""},${open},"x_groq":{"id":"${fresh.requestId}","seed":${seed}}}\n\n`,
    `${chunk}{"index":0,"delta":{"reasoning":"We","channel":"analysis"},${open}}\n\n`,
    `${chunk}{"index":0,"delta":{"content":"Hello"},${open}}\n\n`,
    `${chunk}{"index":0,"delta":{"content":" there"},${open}}\n\n`,
    `${chunk}{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],` +
      `"x_groq":{"id":"${fresh.requestId}","usage":${usage}},"usage":${usage}}\n\n`,
    `${chunk}],"usage":${usage}}\n\n`,
    'data: [DONE]\n\n',
  ])
})

t.test('a stream that calls a tool reads as the recording does, chunk by chunk', async t => {
  const asked = asking({ model: qwen, ...rooted })
  const whole = wholeOf(asked)
  const { seed, fp, usage } = partsOf(whole)
  const chunk = head(qwen, `"${fp}"`)
  t.strictSame(framesOf(asked), [
    `${chunk}{"index":0,"delta":{"role":"assistant","content":null},"logprobs":null,"finish_reason":null}],` +
      `"x_groq":{"id":"${fresh.requestId}","seed":${seed}}}\n\n`,
    `${chunk}{"index":0,"delta":{"tool_calls":[{"id":"${whole.choices[0].message.tool_calls[0].id}","type":"function",` +
      `"function":{"name":"square_root","arguments":"${argumentsText}"},"index":0}]},"logprobs":null,"finish_reason":null}]}\n\n`,
    `${chunk}{"index":0,"delta":{},"logprobs":null,"finish_reason":"tool_calls"}],` +
      `"x_groq":{"id":"${fresh.requestId}","usage":${usage}},"usage":${usage}}\n\n`,
    'data: [DONE]\n\n',
  ])
})

t.test('a model that reasons before it calls a tool opens its stream with an empty content', async t => {
  t.match(framesOf(asking({ model: thinker, ...rooted }))[0], '"delta":{"role":"assistant","content":""}')
})

t.test('a compound system ends its stream as the recording does', async t => {
  const { usage, usage_breakdown } = wholeOf(asking({ model: compound }))
  t.equal(
    framesOf(asking({ model: compound })).at(-2),
    `${head(compound, 'null', 'stub')}{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],` +
      `"x_groq":{"usage":${JSON.stringify(usage)},"usage_breakdown":${JSON.stringify(usage_breakdown)}}}\n\n`,
  )
})
