import Groq from 'groq-sdk'
import OpenAI from 'openai'
import t from 'tap'
import { startFrozen } from '../helpers/frozen.ts'
import { startMock, type TestMock } from '../helpers/mock.ts'

const asked = { model: 'openai/gpt-oss-20b', messages: [{ role: 'user' as const, content: 'Hello' }] }

/** Asks by an SDK as its users set it up, with all the retries of its own. */
const sdks: Readonly<Record<string, (mock: Pick<TestMock, 'url'>) => () => Promise<unknown>>> = {
  'groq-sdk': ({ url }) => {
    const client = new Groq({ baseURL: url, apiKey: 'gsk_test', fetch })
    return () => client.chat.completions.create(asked)
  },
  openai: ({ url }) => {
    const client = new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'gsk_test', fetch })
    return () => client.chat.completions.create(asked)
  },
}

// so that a test need not wait for long
const SPEED = 15

for (const [name, sdkOf] of Object.entries(sdks)) {
  t.test(`${name} recovers from tpm-squeeze by itself: it waits as long as it is told, once`, async t => {
    const mock = await startFrozen(t, 'tpm-squeeze', SPEED)
    const ask = sdkOf(mock)
    await ask()
    await mock.entries(1)
    const begun = performance.now()
    const recovers = ask()
    const [, refused] = await mock.entries(2)
    await mock.clock.advance(refused?.told?.retryAfter?.ms ?? 0)
    await recovers
    const waitedMs = performance.now() - begun
    const entries = await mock.entries(3)
    t.same(
      entries.map(({ status, call, attempt }) => [status, call, attempt]),
      [
        [200, 'call-1', 1],
        [429, 'call-2', 1],
        [200, 'call-2', 2],
      ],
    )
    const toldMs = entries[1]?.told?.retryAfter?.ms ?? 0
    t.ok(toldMs >= 1000 && toldMs <= 4000, `it was told ${toldMs} ms`)
    t.ok(waitedMs >= toldMs - 20, `it waited ${Math.round(waitedMs)} ms of ${toldMs}`)
  })

  t.test(`${name} shows its users a 413 by tokens at once`, async t => {
    const mock = await startMock(t, { api: { limits: [{ tpm: 5 }] } })
    await t.rejects(sdkOf(mock)(), { status: 413, message: /Request too large for model/ })
    t.equal((await mock.entries(1)).length, 1)
  })
}
