// Wrong until "Take no dots alone for a name" (2026-11-27): a session named "." or ".." was made, but clients take such segments out of a URL, so nobody could delete or reset it, and what it remembered stayed.
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

t.test('dots alone name no session, no scenario and no call, wherever they stand', async t => {
  const mock = await startMock(t, 'steady-state')
  for (const name of ['.', '..']) {
    for (const header of ['x-mock-session', 'x-mock-scenario', 'x-mock-call']) {
      const answer = await mock.chat({ headers: { [header]: name } })
      t.equal(answer.status, 400, `${header}: ${name}`)
      t.match(await answer.json(), { error: { message: /is not valid: .* and no dots alone/ } })
    }
    const made = await fetch(`${mock.url}/__mock/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: name }),
    })
    t.equal(made.status, 400)
    t.match(await made.json(), { error: { message: /no dots alone/ } })
  }
  t.same(
    mock.sessions.all().map(({ id }) => id),
    ['default'],
  )
  t.equal((await mock.chat({ headers: { 'x-mock-session': '...' } })).status, 200, 'three are a name like any other')
})
