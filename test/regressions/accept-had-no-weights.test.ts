// Wrong until "Go by the weights of Accept" (2026-11-27): the first type that there was won, also with `q=0`, and `text/*` was nothing.
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

t.test('the journal and the verdict are given as the weights of Accept say', async t => {
  const mock = await startMock(t, {})
  await (await mock.chat()).text()
  await mock.entries(1)
  const typeOf = async (path: string, accept: string) => {
    const answer = await fetch(`${mock.url}/__mock/sessions/default/${path}`, { headers: { accept } })
    await answer.text()
    return answer.headers.get('content-type')
  }
  t.match(await typeOf('verdict', 'text/html;q=0.2, text/plain;q=0.7'), /^text\/plain/)
  t.match(await typeOf('verdict', 'text/plain;q=0, text/*'), /^text\/markdown/)
  t.match(await typeOf('journal', 'application/json;q=0.5, application/x-ndjson'), /^application\/x-ndjson/)
  t.match(await typeOf('journal', 'text/event-stream;q=0, application/json;q=0.1'), /^application\/json/)
})
