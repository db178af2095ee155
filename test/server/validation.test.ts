import t from 'tap'
import { chatBody, startMock } from '../helpers/mock.ts'

const odd = chatBody({ store: true, logprobs: true })

const rows: readonly (readonly [
  validation: string | null,
  body: object | string,
  status: number,
  message: string | null,
])[] = [
  ['lenient', chatBody({ store: true }), 200, null],
  ['lenient', odd, 400, '`logprobs` is not supported with this model'],
  ['standard', chatBody({ temperature: 3 }), 400, "'temperature' : number must be at most 2"],
  ['lenient', chatBody({ temperature: 3 }), 400, "'temperature' : number must be at most 2"],
  ['standard', chatBody(), 200, null],
  ['standard', odd, 400, "property 'store' is unsupported, did you mean 'stop'?"],
  ['strict', chatBody(), 200, null],
  ['strict', odd, 400, "property 'store' is unsupported, did you mean 'stop'?"],
  [null, chatBody(), 200, null],
  [null, odd, 400, "property 'store' is unsupported, did you mean 'stop'?"],
  ['off', odd, 200, null],
  ['off', chatBody({ messages: 7, tools: { a: 1 }, response_format: 'json' }), 200, null],
  ['off', '{', 400, 'The request body is not valid JSON.'],
]

for (const validation of ['lenient', 'standard', 'strict', 'off', null]) {
  t.test(`validation ${validation ?? 'as it is by default'}, over HTTP`, async t => {
    const mock = await startMock(t, validation === null ? {} : { api: { validation } })
    for (const [, body, status, message] of rows.filter(([mode]) => mode === validation)) {
      const answer = await mock.chat({ body })
      t.equal(answer.status, status)
      const { error } = (await answer.json()) as { error?: { message: string } }
      t.equal(error?.message ?? null, message)
    }
  })
}

t.test('a rule may answer what a check refuses', async t => {
  const mock = await startMock(t, { rules: [{ match: { problem: 'invalid-body' }, error: 503 }] })
  const answer = await mock.chat({ body: odd })
  t.equal(answer.status, 503)
})

t.test('10 000 messages and a tool 10 000 deep are answered', async t => {
  const mock = await startMock(t)
  const deep = `${'{"items":'.repeat(10_000)}{}${'}'.repeat(10_000)}`
  const tool = `{"type":"function","function":{"name":"a","parameters":${deep}}}`
  const message = '{"role":"user","content":"hello"}'
  const body = (messages: number, more: string) =>
    `{"model":"openai/gpt-oss-20b","messages":[${Array(messages).fill(message).join()}]${more}}`
  t.equal((await mock.chat({ body: body(10_000, '') })).status, 200)
  t.equal((await mock.chat({ body: body(1, `,"tools":[${tool}]`) })).status, 200)
  t.equal((await mock.chat({ body: body(40_000, '') })).status, 400)
})

t.test('a request with a base64 image is too large above 4 MiB, one without it is not', async t => {
  const mock = await startMock(t)
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ'
  const asking = (url: string, user: string) => ({
    model: 'qwen/qwen3.6-27b',
    user,
    messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }],
  })
  const statusOf = async (body: object) => (await mock.chat({ body })).status
  const long = 'x'.repeat(4 * 1024 ** 2)
  t.equal(await statusOf(asking(`data:image/png;base64,${png}`, long)), 413)
  t.match(await mock.lastEntry(), { status: 413, because: /larger than/ })
  t.equal(await statusOf(asking(`data:image/png;base64,${png}`, 'short')), 200)
  t.equal(await statusOf(asking('https://example.com/a.png', long)), 200)
})
