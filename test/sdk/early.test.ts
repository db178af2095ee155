import Groq from 'groq-sdk'
import OpenAI from 'openai'
import t from 'tap'
import { startMock, type TestMock } from '../helpers/mock.ts'

const asked = { model: 'openai/gpt-oss-20b', messages: [{ role: 'user' as const, content: 'Hello' }] }

const sdks: Readonly<Record<string, (mock: Pick<TestMock, 'url'>) => Promise<unknown>>> = {
  'groq-sdk': ({ url }) => new Groq({ baseURL: url, apiKey: 'gsk_test', fetch }).chat.completions.create(asked),
  openai: ({ url }) =>
    new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'gsk_test', fetch }).chat.completions.create(asked),
}

const rulesFor = (retryAfter: string | object): object => ({
  rules: [
    { name: 'first', match: { attempt: 1 }, error: { status: 429, retryAfter } },
    { name: 'early', match: { early: true }, error: { status: 429, retryAfter: '5s' } },
  ],
})

for (const [name, ask] of Object.entries(sdks))
  t.test(`${name} waits for as long as it is told, and is never early`, async t => {
    const seen = async (scenario: string | object) => {
      const mock = await startMock(t, scenario)
      await ask(mock)
      return (await mock.entries(2)).map(({ status }) => status)
    }
    const scenarios = ['early-retries-punished', rulesFor('1s'), rulesFor({ date: '1s' }), rulesFor({ ms: 300 })]
    for (const statuses of await Promise.all(scenarios.map(seen))) t.same(statuses, [429, 200])
  })
