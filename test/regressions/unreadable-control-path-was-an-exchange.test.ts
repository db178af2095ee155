// Wrong until 8bf40c1 (2026-11-23): a path below /__mock that is badly encoded or too long was answered and journaled as a call of the API.
import t from 'tap'
import { startMock, type TestMock } from '../helpers/mock.ts'

const control = async ({ url }: TestMock, method: string, path: string, init: RequestInit = {}) => {
  const answer = await fetch(`${url}/__mock${path}`, { ...init, method })
  const text = await answer.text()
  return { status: answer.status, body: text ? JSON.parse(text) : null }
}

t.test('what stands encoded or is too long below /__mock is the control API, not an exchange', async t => {
  const mock = await startMock(t, { rules: [{ name: 'any', match: { method: ['GET', 'POST'] }, error: 503 }] })
  for (const path of ['/%zz', '/sessions/%zz', '/sessions/%', `/sessions/${'x'.repeat(1025)}`, '/scenarios/%c3%28']) {
    const { status, body } = await control(mock, 'GET', path)
    t.ok(status === 400 || status === 404, `${status} for ${path.slice(0, 30)}`)
    t.match(body.error, { type: 'control_error' }, path.slice(0, 30))
  }
  t.equal(mock.journal.count('default'), 0, 'nothing is journaled')
  t.same((await control(mock, 'GET', '/sessions/default')).body.rules[0].matched, 0, 'and no counter moves')
  t.equal((await control(mock, 'GET', '/sessions/d%65fault')).status, 200, 'an encoded letter is that letter')
})
