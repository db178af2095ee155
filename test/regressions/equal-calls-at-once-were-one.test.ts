// Wrong until 22a5418 (2026-11-26): a first try that came after an equal one had failed was taken for its next attempt, though SDKs say of each try which it is.
import Groq from 'groq-sdk'
import OpenAI from 'openai'
import t from 'tap'
import type { Entry } from '#src/journal/entry'
import { startFrozen } from '../helpers/frozen.ts'
import { startMock, type TestMock } from '../helpers/mock.ts'

const MANY = 20
const asked = { model: 'openai/gpt-oss-20b', messages: [{ role: 'user' as const, content: 'Hello' }] }
const soon = { headers: { 'retry-after-ms': '5' } }

const callsOf = (entries: readonly Entry[]): readonly string[] => [
  ...entries
    .reduce((calls, { call, attempt, status }) => {
      const attempts = `${calls.get(call) ?? ''} ${attempt}:${status}`.trim()
      return calls.set(call, attempts)
    }, new Map<string, string>())
    .values(),
]

const atOnce = (ask: () => Promise<unknown>) => Promise.all(Array.from({ length: MANY }, ask))

const openai = ({ url }: Pick<TestMock, 'url'>) =>
  new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'gsk_test', fetch }).chat.completions

t.test('twenty equal calls of an SDK at once are twenty calls of two attempts', async t => {
  const mock = await startFrozen(t, { rules: [{ match: { attempt: 1 }, error: 503, ...soon }] })
  await atOnce(() => openai(mock).create(asked))
  t.same(callsOf(await mock.entries(2 * MANY)), Array(MANY).fill('1:503 2:200'))
})

t.test('twenty equal calls without a retry count, each over its own connection, are twenty calls', async t => {
  const mock = await startMock(t, { rules: [{ match: { attempt: 1 }, error: 503 }] })
  await atOnce(async () => {
    for (let status = 0; status !== 200; ) {
      const answer = await mock.chat()
      status = answer.status
      await answer.text()
    }
  })
  t.same(callsOf(await mock.entries(2 * MANY)), Array(MANY).fill('1:503 2:200'))
})

for (const [scenario, attempts] of [
  ['over-capacity', '1:503 2:503 3:200'],
  ['connection-reset', '1:null 2:200'],
] as const)
  t.test(`${scenario} keeps its word for each of twenty equal calls at once`, async t => {
    // where time stands still, no first try comes late on a busy machine
    const mock = await startFrozen(t, scenario)
    await atOnce(() => openai(mock).create(asked))
    const calls = callsOf(await mock.entries(MANY * attempts.split(' ').length))
    t.same(calls, Array(MANY).fill(attempts))
  })

t.test('three tests that send one prompt and meet 400 are three calls', async t => {
  const mock = await startMock(t, { rules: [{ error: 400 }] })
  const groq = new Groq({ baseURL: mock.url, apiKey: 'gsk_test', fetch })
  for (let n = 0; n < 3; n += 1) t.equal(await groq.chat.completions.create(asked).catch(({ status }) => status), 400)
  t.same(
    (await mock.entries(3)).map(({ call, ordinal, attempt }) => [call, ordinal, attempt]),
    [1, 2, 3].map(n => [`call-${n}`, n, 1]),
  )
})
