// Wrong until 52eba55 (2026-11-26): the preflight of a browser got 404 or a rule's error, counted for that rule, and no page could read any answer.
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

t.test('a page asks whether it may, and then meets the first error of its own request', async t => {
  const mock = await startMock(t, { rules: [{ times: 1, error: 503 }] })
  const origin = 'https://page.example'
  const asked = await fetch(`${mock.url}/openai/v1/chat/completions`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  })
  t.equal(asked.status, 204)
  t.equal(asked.headers.get('access-control-allow-headers'), 'authorization')
  for (const status of [503, 200]) {
    const answer = await mock.chat({ headers: { origin } })
    t.equal(answer.status, status)
    t.equal(answer.headers.get('access-control-allow-origin'), '*')
  }
})
