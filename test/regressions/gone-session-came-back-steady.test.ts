// Wrong until "Answer for a session that is gone, and never make it anew" (2026-11-26): under the base URL of a session that was gone, a steady one of its name answered 200.
import t from 'tap'
import { chatBody, startMock } from '../helpers/mock.ts'

t.test('the base URL of a session that was made by API and is gone never answers as another session', async t => {
  const mock = await startMock(t)
  const headers = { 'content-type': 'application/json' }
  const made = await fetch(`${mock.url}/__mock/sessions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ scenario: 'outage' }),
  })
  const { id, openaiBaseUrl } = (await made.json()) as { readonly id: string; readonly openaiBaseUrl: string }
  const ask = async () =>
    (await fetch(`${openaiBaseUrl}/chat/completions`, { method: 'POST', headers, body: JSON.stringify(chatBody()) }))
      .status
  t.equal(await ask(), 503)
  await fetch(`${mock.url}/__mock/sessions/${id}`, { method: 'DELETE' })
  t.equal(await ask(), 410)
  t.equal(mock.sessions.get(id), undefined)
})
