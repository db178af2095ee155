import Groq from 'groq-sdk'
import OpenAI from 'openai'
import t from 'tap'
import { type FrozenMock, startFrozen } from '../helpers/frozen.ts'

const asked = { model: 'qwen/qwen3.8-27b', messages: [{ role: 'user' as const, content: 'Hello' }] }

/** Asks for so much output by an SDK as its users set it up. */
const sdks: Readonly<Record<string, (mock: FrozenMock, max: number) => Promise<unknown>>> = {
  'groq-sdk': ({ url }, max_completion_tokens) =>
    new Groq({ baseURL: url, apiKey: 'gsk_test', fetch }).chat.completions.create({ ...asked, max_completion_tokens }),
  openai: ({ url }, max_tokens) =>
    new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'gsk_test', fetch }).chat.completions.create({
      ...asked,
      max_tokens,
    }),
}

// so that retry-after is a second
const SPEED = 60

for (const [name, ask] of Object.entries(sdks)) {
  t.test(`${name} tries too much output three times in vain, as its 429 makes it`, async t => {
    const mock = await startFrozen(t, { api: { plan: 'free' } }, SPEED)
    await t.rejects(ask(mock, 2048), {
      status: 429,
      message: /\(OTPM\): Limit 1000, Requested 2048\..*reduce max_tokens/,
    })
    const entries = await mock.entries(3)
    t.same(
      entries.map(({ status, call, attempt }) => [status, call, attempt]),
      [1, 2, 3].map(attempt => [429, 'call-1', attempt]),
    )
  })

  t.test(`${name} tells its users at once where it is a 400`, async t => {
    const mock = await startFrozen(t, { api: { plan: 'free', outputTooLarge: 400 } }, SPEED)
    await t.rejects(ask(mock, 2048), { status: 400, message: /\(OTPM\): Limit 1000, Requested 2048\./ })
    t.equal((await mock.entries(1)).length, 1)
  })

  t.test(`${name} gets its answer with as much output as there is`, async t => {
    const mock = await startFrozen(t, { api: { plan: 'free' } }, SPEED)
    t.ok(await ask(mock, 1000))
  })
}
