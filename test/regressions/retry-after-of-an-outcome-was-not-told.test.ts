// Wrong until 4042e7a (2026-11-23): a `retry-after` that stood in the headers of an error or a reply was sent, but the journal did not say so.
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

t.test('the journal tells the retry-after that was sent, whoever wrote it', async t => {
  const sent = { status: 429, headers: { 'Retry-After': '7' } }
  for (const rule of [{ error: sent }, { reply: { ...sent, body: 'Later.' } }]) {
    const mock = await startMock(t, { rules: [rule] })
    const answer = await mock.chat()
    t.equal(answer.headers.get('retry-after'), '7')
    t.same((await mock.lastEntry()).told?.retryAfter, { is: 'seconds', text: '7', ms: 7000 })
  }
})
