import t from 'tap'
import { chatBody, startMock, type TestMock } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

const LARGE = 60_000
const large = chatBody({ messages: [{ role: 'user', content: 'a'.repeat(LARGE) }] })
const room = { bodyBytes: 100_000 }
const hangs = { rules: [{ match: { header: { 'x-then': 'hang' } }, fault: 'hang' }] }

/** A request that is under way until it is left. */
const underWay = async (mock: TestMock) => {
  const leaving = new AbortController()
  mock.chat({ body: large, headers: { 'x-then': 'hang' }, signal: leaving.signal }).catch(() => {})
  await mock.decided()
  return leaving
}

const upload = (
  mock: TestMock,
  path: string,
  field: string,
  file: Uint8Array,
  more: Readonly<Record<string, string>>,
) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(more)) form.append(name, value)
  form.append(field, new Blob([file]), 'file.jsonl')
  return fetch(`${mock.url}/openai/v1/${path}`, { method: 'POST', body: form })
}

const NO_ROOM = /^The mock has no room for this body: .* may take 100000 bytes together \(--body-bytes\)\.$/

t.test('while the bodies of requests under way have no room for another, that is refused and told so', async t => {
  const mock = await startMock(t, hangs, room)
  const leaving = await underWay(mock)
  const refused = await mock.chat({ body: large })
  t.equal(refused.status, 413)
  t.match(await refused.json(), { error: { message: NO_ROOM, code: 'request_too_large' } })
  t.match(await mock.lastEntry(), { status: 413, because: /all bodies are too large together/ })
  t.equal((await mock.chat()).status, 200, 'a small one has room')
  leaving.abort()
  await until(
    async () => (await mock.chat({ body: large })).status,
    status => status === 200,
  )
})

t.test('so is a file that is to be kept; one that only passes by takes no room', async t => {
  const mock = await startMock(t, { ...hangs, api: { validation: 'off' } }, room)
  await underWay(mock)
  const file = Buffer.alloc(LARGE, '{}\n')
  const refused = await upload(mock, 'files', 'file', file, { purpose: 'batch' })
  t.equal(refused.status, 413)
  t.match(await refused.json(), { error: { message: NO_ROOM } })
  const heard = await upload(mock, 'audio/transcriptions', 'file', file, { model: 'whisper-large-v3' })
  t.equal(heard.status, 200)
  const texts = await upload(mock, 'audio/transcriptions', 'file', new Uint8Array(1), { prompt: 'a'.repeat(LARGE) })
  t.equal(texts.status, 413)
})

t.test('however requests end, their room is there again', async t => {
  const mock = await startMock(t, { rules: [{ match: { header: { 'x-then': 'break' } }, fault: 'reset' }] }, room)
  for (let i = 0; i < 20; i += 1) {
    t.equal((await mock.chat({ body: large })).status, 200)
    await t.rejects(mock.chat({ body: large, headers: { 'x-then': 'break' } }))
    t.equal((await mock.chat({ body: `${JSON.stringify(large)}}` })).status, 400)
  }
})
