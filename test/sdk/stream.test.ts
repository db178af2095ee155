import Groq from 'groq-sdk'
import OpenAI from 'openai'
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

const messages = [{ role: 'user' as const, content: 'Tell me something.' }]

interface Chunk {
  readonly choices: readonly {
    readonly delta: { readonly content?: string | null }
    readonly finish_reason: string | null
  }[]
}

const collected = async (stream: AsyncIterable<Chunk>) => {
  let text = ''
  let finish: string | null = null
  for await (const { choices } of stream) {
    text += choices[0]?.delta.content ?? ''
    finish = choices[0]?.finish_reason ?? finish
  }
  return { text, finish }
}

for (const model of ['openai/gpt-oss-20b', 'allam-2-7b']) {
  t.test(`both SDKs read a stream of ${model} to its end, and it says what the whole answer says`, async t => {
    const mock = await startMock(t)
    const groq = new Groq({ baseURL: mock.url, apiKey: 'k', fetch })
    const openai = new OpenAI({ baseURL: `${mock.url}/openai/v1`, apiKey: 'k', fetch })
    for (const stream of [
      await groq.chat.completions.create({ model, messages, stream: true }),
      await openai.chat.completions.create({ model, messages, stream: true }),
    ]) {
      const { text, finish } = await collected(stream as AsyncIterable<Chunk>)
      t.ok(text.length > 10)
      t.equal(finish, 'stop')
    }
    t.match(await mock.entries(2), [
      { status: 200, stream: true },
      { status: 200, stream: true },
    ])
    t.ok((await mock.lastEntry()).chunks > 5)
  })
}

t.test('an error is plain JSON with its status, also where a stream was asked for', async t => {
  const mock = await startMock(t, { rules: [{ match: { stream: true }, error: 503 }] })
  const openai = new OpenAI({ baseURL: `${mock.url}/openai/v1`, apiKey: 'k', fetch, maxRetries: 0 })
  const failed = await openai.chat.completions
    .create({ model: 'm', messages, stream: true })
    .catch((error: { status: number }) => error.status)
  t.equal(failed, 503)
})

t.test('an OpenAI SDK whose base URL lacks /openai is served too', async t => {
  const mock = await startMock(t)
  const openai = new OpenAI({ baseURL: `${mock.url}/v1`, apiKey: 'k', fetch })
  t.ok((await openai.chat.completions.create({ model: 'm', messages })).choices[0]?.message.content)
  t.ok((await openai.models.list()).data.length > 5)
  t.equal((await openai.models.retrieve('openai/gpt-oss-20b')).id, 'openai/gpt-oss-20b')
})

t.test('groq-sdk lists and retrieves models, ids with a slash too', async t => {
  const mock = await startMock(t)
  const groq = new Groq({ baseURL: mock.url, apiKey: 'k', fetch })
  t.ok((await groq.models.list()).data.some(({ id }) => id === 'openai/gpt-oss-20b'))
  t.equal((await groq.models.retrieve('openai/gpt-oss-20b')).owned_by, 'OpenAI')
})

t.test('both SDKs wait what rate-limited tells them and succeed', async t => {
  const mock = await startMock(t)
  const groq = new Groq({ baseURL: `${mock.url}/scenario/rate-limited/session/g`, apiKey: 'k', fetch })
  const openai = new OpenAI({ baseURL: `${mock.url}/scenario/rate-limited/session/o/openai/v1`, apiKey: 'k', fetch })
  const asked = { model: 'openai/gpt-oss-20b', messages }
  await Promise.all([groq.chat.completions.create(asked), openai.chat.completions.create(asked)])
  for (const session of ['g', 'o']) {
    const entries = await mock.entries(3, session)
    t.same(
      entries.map(({ status, attempt, retryCount, call }) => [status, attempt, retryCount, call]),
      [
        [429, 1, 0, 'call-1'],
        [429, 2, 1, 'call-1'],
        [200, 3, 2, 'call-1'],
      ],
    )
    const waits = entries.slice(1).map(({ offsetMs }, i) => offsetMs - (entries[i]?.offsetMs ?? 0))
    t.ok(
      waits.every(wait => wait >= 995),
      `waits ${waits}`,
    )
  }
})
