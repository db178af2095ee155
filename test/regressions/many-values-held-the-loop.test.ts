// Wrong until 72382e9 (2026-11-26): a body within bodyLimit could hold as many values as it had room for, and to read twelve
// million of them held every other request up for a second.
import t from 'tap'
import { chatBody, startMock } from '../helpers/mock.ts'

const CHAT = '/openai/v1/chat/completions'
const many = (count: number): string => `[${'1,'.repeat(count - 1)}1]`

const bodyOf = (more: string): string => `${JSON.stringify(chatBody()).slice(0, -1)},"user":${more}}`

t.test('a body with too many values is answered with 413 that says how many are read', async t => {
  const mock = await startMock(t, { api: { validation: 'off' } })
  const ask = (body: string) =>
    fetch(mock.url + CHAT, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const refused = await ask(bodyOf(many(4_000_000)))
  t.equal(refused.status, 413)
  t.match(await refused.json(), { error: { message: /more than 250000 names and values/ } })
  t.match(await mock.lastEntry(), { status: 413, because: /names and values/ })
  t.equal((await ask(bodyOf(many(200_000)))).status, 200, 'fewer are read')
  t.equal((await ask(bodyOf(`"${'1,'.repeat(4_000_000)}"`))).status, 200, 'what stands in a text is no value')
})

t.test('equal long bodies are equal calls, however they come', async t => {
  const mock = await startMock(t, { rules: [{ error: 503 }] })
  const body = JSON.stringify(chatBody({ messages: [{ role: 'user', content: 'long '.repeat(200_000) }] }))
  const stream = () =>
    new ReadableStream({
      start: source => {
        for (let i = 0; i < body.length; i += 10_007) source.enqueue(Buffer.from(body.slice(i, i + 10_007)))
        source.close()
      },
    })
  for (const sent of [body, stream(), body]) {
    const answer = await fetch(mock.url + CHAT, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: sent,
      duplex: 'half',
    } as RequestInit)
    t.equal(answer.status, 503)
    await answer.text()
  }
  const entries = await mock.entries(3)
  t.same(
    entries.map(({ attempt }) => attempt),
    [1, 2, 3],
  )
})
