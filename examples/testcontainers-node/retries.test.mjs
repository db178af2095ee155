import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Groq from 'groq-sdk'
import { startGroqMock } from './groq-mock.mjs'

let mock
before(async () => {
  mock = await startGroqMock()
})
after(() => mock?.stop())

const ask = baseURL =>
  new Groq({ baseURL, apiKey: 'any', maxRetries: 2 }).chat.completions.create({
    model: 'openai/gpt-oss-20b',
    messages: [{ role: 'user', content: 'Hello' }],
  })

test('two refusals are waited for, and the third attempt succeeds', async () => {
  const session = await mock.session('rate-limited')
  const answer = await ask(session.baseUrl)
  assert.equal(answer.choices.length, 1)
  const { entries } = await session.journal()
  assert.deepEqual(
    entries.map(({ status }) => status),
    [429, 429, 200],
  )
  const verdict = await session.verdict()
  assert.equal(verdict.result, 'PASS', JSON.stringify(verdict.findings))
})

test('a scenario as a value, beside the other and untouched by it', async () => {
  const session = await mock.session({ about: 'Down.', rules: [{ error: 503 }] })
  await assert.rejects(ask(session.baseUrl), { status: 503 })
  assert.equal((await session.journal()).entries.length, 3)
})
