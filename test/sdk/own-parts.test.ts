import Groq from 'groq-sdk'
import OpenAI from 'openai'
import t from 'tap'
import { startMock, type TestMock } from '../helpers/mock.ts'

const model = 'openai/gpt-oss-20b'
const messages = [{ role: 'user' as const, content: 'Hi' }]

const groqOf = ({ url }: TestMock) => new Groq({ baseURL: url, apiKey: 'k', fetch, maxRetries: 0 })
const openaiOf = ({ url }: TestMock) => new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'k', fetch, maxRetries: 0 })

const complete = {
  chunks: ['Hel', 'lo'],
  reasoning: '',
  model: 'openai/gpt-oss-120b',
  id: 'chatcmpl-1',
  logprobs: [
    { token: 'Hel', logprob: -0.5 },
    { token: 'lo', logprob: -0.25, top_logprobs: [{ token: 'la', logprob: -3 }] },
  ],
}

t.test('groq-sdk reads the model, id, logprobs and joined chunks of a rule', async t => {
  const groq = groqOf(await startMock(t, { rules: [{ complete }] }))
  const { id, model: named, choices } = await groq.chat.completions.create({ model, messages })
  t.match({ id, model: named }, { id: 'chatcmpl-1', model: 'openai/gpt-oss-120b' })
  t.equal(choices[0]?.message.content, 'Hello')
  t.match(choices[0]?.logprobs?.content, [
    { token: 'Hel', logprob: -0.5, bytes: [72, 101, 108], top_logprobs: [] },
    { token: 'lo', logprob: -0.25, bytes: [108, 111], top_logprobs: [{ token: 'la', logprob: -3, bytes: [108, 97] }] },
  ])
})

t.test('both SDKs get each chunk as an event of its own, with its logprobs', async t => {
  const mock = await startMock(t, { rules: [{ complete }] })
  // the same words in both
  for (const client of [groqOf(mock) as unknown as OpenAI, openaiOf(mock)]) {
    const events = []
    for await (const event of await client.chat.completions.create({ model, messages, stream: true }))
      events.push(event)
    for (const event of events) t.match(event, { id: 'chatcmpl-1', model: 'openai/gpt-oss-120b' })
    const said = events.flatMap(({ choices: [choice] }) => (choice?.delta.content ? [choice] : []))
    t.strictSame(
      said.map(({ delta, logprobs }) => [delta.content, logprobs?.content?.map(({ token }) => token)]),
      [
        ['Hel', ['Hel']],
        ['lo', ['lo']],
      ],
    )
  }
})

t.test('a request that asks for logprobs gets them where bodies are not validated', async t => {
  const openai = openaiOf(await startMock(t, { api: { validation: 'off' }, rules: [{ complete }] }))
  const { choices } = await openai.chat.completions.create({ model, messages, logprobs: true, top_logprobs: 2 })
  t.equal(choices[0]?.logprobs?.content?.length, 2)
})

t.test('the Responses API of openai streams the chunks and names the id', async t => {
  const openai = openaiOf(await startMock(t, { rules: [{ complete: { ...complete, id: 'resp_1' } }] }))
  const deltas: string[] = []
  const stream = openai.responses.stream({ model, input: 'Hi' }).on('response.output_text.delta', ({ delta }) => {
    deltas.push(delta)
  })
  t.match(await stream.finalResponse(), { id: 'resp_1', model: 'openai/gpt-oss-120b', output_text: 'Hello' })
  t.strictSame(deltas, ['Hel', 'lo'])
})

t.test('both SDKs read given vectors, packed or not', async t => {
  const embedding = [
    [0.5, -1],
    [0.25, 2],
  ]
  const mock = await startMock(t, { rules: [{ complete: { embedding, model: 'mine' } }] })
  const asked = { model: 'nomic-embed-text-v1_5', input: ['a', 'b', 'c'] }
  for (const client of [groqOf(mock), openaiOf(mock)]) {
    const { data, model: named } = await client.embeddings.create(asked)
    t.strictSame(
      data.map(one => Array.from(one.embedding as number[])),
      [...embedding, [0.25, 2]],
    )
    t.equal(named, 'mine')
  }
})

t.test('because says what was given', async t => {
  const mock = await startMock(t, { rules: [{ complete }] })
  await groqOf(mock).chat.completions.create({ model, messages })
  const [entry] = await mock.entries(1)
  t.match(
    entry?.because,
    /success with the given text, as model openai\/gpt-oss-120b, with id chatcmpl-1, with logprobs/,
  )
})
