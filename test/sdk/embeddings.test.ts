import Groq from 'groq-sdk'
import OpenAI from 'openai'
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

const model = 'nomic-embed-text-v1_5'
const input = ['Hello there', 'Hello, over there']

t.test('OpenAI’s SDK, which asks for base64, and one that asks for floats read the same vectors', async t => {
  const mock = await startMock(t)
  const openai = new OpenAI({ baseURL: `${mock.url}/openai/v1`, apiKey: 'k', fetch })
  const packed = await openai.embeddings.create({ model, input })
  const floats = await openai.embeddings.create({ model, input, encoding_format: 'float' })
  t.match(await mock.entries(2), [{ bytes: Number }, { bytes: Number }])
  t.strictSame(
    packed.data.map(one => Array.from(one.embedding)),
    floats.data.map(one => one.embedding.map(Math.fround)),
  )
  t.match(packed, { object: 'list', model, usage: { prompt_tokens: 8, total_tokens: 8 } })
  t.strictSame(
    packed.data.map(one => one.embedding.length),
    [768, 768],
  )
})

t.test('Groq’s SDK gets the vectors that OpenAI’s gets, whose dimensions are lenient validation’s', async t => {
  const mock = await startMock(t, { api: { validation: 'lenient' } })
  const openai = new OpenAI({ baseURL: `${mock.url}/openai/v1`, apiKey: 'k', fetch })
  const groq = new Groq({ baseURL: mock.url, apiKey: 'k', fetch })
  const theirs = await openai.embeddings.create({ model, input, encoding_format: 'float', dimensions: 64 })
  const own = await groq.embeddings.create({ model, input })
  t.equal(own.data.length, 2)
  const [vector = []] = own.data.map(one => one.embedding as number[])
  const start = vector.slice(0, 64)
  const length = Math.hypot(...start)
  for (const [i, value] of (theirs.data[0]?.embedding ?? []).entries()) {
    t.ok(Math.abs(value - (start[i] ?? 0) / length) < 1e-6)
  }
})

t.test('vectors are the same from server to server', async t => {
  const [one, other] = await Promise.all(
    [startMock(t), startMock(t)].map(async starting => {
      const openai = new OpenAI({ baseURL: `${(await starting).url}/openai/v1`, apiKey: 'k', fetch })
      return (await openai.embeddings.create({ model, input: 'Hello' })).data[0]?.embedding
    }),
  )
  t.ok(one && one.length === 768)
  t.strictSame(one, other)
})
