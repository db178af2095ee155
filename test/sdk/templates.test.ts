import Groq, { APIError } from 'groq-sdk'
import OpenAI, { toFile } from 'openai'
import t from 'tap'
import { recording } from '../helpers/forms.ts'
import { startMock, type TestMock } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

const model = 'openai/gpt-oss-20b'
const messages = [{ role: 'user' as const, content: 'Is "it" <b>cold</b>?' }]
const said = `You asked ${model}: ${messages[0]?.content}`

const groqOf = ({ url }: TestMock) => new Groq({ baseURL: url, apiKey: 'k', fetch, maxRetries: 0 })
const openaiOf = ({ url }: TestMock) => new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'k', fetch, maxRetries: 0 })

const text = { template: 'You asked {{model}}: {{says}}' }
const rules = [{ complete: { text, reasoning: { template: 'Try {{attempt}} in {{session}}.' } } }]

t.test('groq-sdk reads texts that are made from its request, whole and streamed', async t => {
  const groq = groqOf(await startMock(t, { rules }))
  const { choices } = await groq.chat.completions.create({ model, messages })
  t.match(choices[0]?.message, { content: said, reasoning: 'Try 1 in default.' })
  let streamed = ''
  for await (const event of await groq.chat.completions.create({ model, messages, stream: true }))
    streamed += event.choices[0]?.delta.content ?? ''
  t.equal(streamed, said)
})

t.test('so does the Responses API of openai, whole and streamed', async t => {
  const openai = openaiOf(await startMock(t, { rules }))
  const input = messages[0]?.content ?? ''
  t.equal((await openai.responses.create({ model, input })).output_text, said)
  t.equal((await openai.responses.stream({ model, input }).finalResponse()).output_text, said)
})

t.test('a transcript says what form it was asked with', async t => {
  const template = '{{model}} heard {{body $.language}}'
  const groq = groqOf(await startMock(t, { rules: [{ complete: { text: { template } } }] }))
  const file = await toFile(recording('tone.wav'), 'tone.wav')
  const { text: heard } = await groq.audio.transcriptions.create({ model: 'whisper-large-v3', file, language: 'no' })
  t.equal(heard, 'whisper-large-v3 heard no')
})

t.test('an error says which request it refuses, and its attempt', async t => {
  const message = { template: 'Try {{attempt}}: no "{{model}}" for {{says}}' }
  const mock = await startMock(t, { rules: [{ error: { status: 503, message } }] })
  const groq = new Groq({ baseURL: mock.url, apiKey: 'k', fetch, maxRetries: 1 })
  const refused = await groq.chat.completions.create({ model, messages }).catch((error: unknown) => error)
  t.ok(refused instanceof APIError)
  t.match(refused, { status: 503, error: { error: { message: `Try 2: no "${model}" for ${messages[0]?.content}` } } })
})

for (const name of ['constructor', 'toString', 'model', 'nothing'])
  t.test(`the marks that errors are filled by are only letters in a message: ${name}`, async t => {
    const rules = [{ error: { status: 400, message: { template: 'No {{says}}' } } }]
    const mock = await startMock(t, { rules })
    const content = `<\ue000${name}\ue001>`
    const answer = await mock.chat({ body: { model, messages: [{ role: 'user', content }] } })
    t.equal(answer.status, 400)
    const { error } = (await answer.json()) as { error: { message: string } }
    t.equal(error.message, `No <${name}\ue001>`)
  })

t.test('a literal answer is made from the request', async t => {
  const headers = { 'content-type': 'application/json' }
  const template = '{"object":"mine","asked":"{{says}}","by":"{{body $.messages[0].role}}"}'
  const mock = await startMock(t, { rules: [{ reply: { headers, template } }] })
  t.match(await groqOf(mock).chat.completions.create({ model, messages }), {
    object: 'mine',
    asked: messages[0]?.content,
    by: 'user',
  })
})

t.test('each line of a batch gets its own text', async t => {
  const mock = await startMock(t, { rules: [{ match: { endpoint: 'chat.*' }, complete: { text } }] })
  const openai = openaiOf(mock)
  const lines = ['one', 'two'].map(content => ({
    custom_id: content,
    method: 'POST',
    url: '/v1/chat/completions',
    body: { model, messages: [{ role: 'user', content }] },
  }))
  const file = await toFile(Buffer.from(lines.map(line => `${JSON.stringify(line)}\n`).join('')), 'lines.jsonl')
  const { id: input_file_id } = await openai.files.create({ file, purpose: 'batch' })
  const { id } = await openai.batches.create({
    input_file_id,
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
  })
  const batch = await until(
    async () => openai.batches.retrieve(id),
    ({ status }) => status === 'completed',
  )
  const results = await (await openai.files.content(batch.output_file_id ?? '')).text()
  t.strictSame(
    results
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).response.body.choices[0].message.content),
    ['one', 'two'].map(content => `You asked ${model}: ${content}`),
  )
})

t.test('because says what the request does not say, and never what it says', async t => {
  const mock = await startMock(t, { rules: [{ complete: { text: { template: '{{says}} {{body $.user}}' } } }] })
  await groqOf(mock).chat.completions.create({ model, messages })
  const [entry] = await mock.entries(1)
  t.match(
    entry?.because,
    /success with the given text; \{\{body \$\.user\}\} is not in the request: null stands for it$/,
  )
  t.notMatch(entry?.because, 'cold')
})
