import { groqMock } from 'groq-mock/tap'
import t from 'tap'
import { ask } from './ask.mjs'

t.test('waits out a rate limit', async t => {
  const session = await groqMock(t, { scenario: 'rate-limited', pass: true })
  t.match(await ask(session.url, 'Hello'), /./)
  await session.verify({ sequence: [{ status: 429 }, { status: 429 }, { status: 200, waited: '>=1s' }], within: '5s' })
})

t.test('asks once where its key is refused', async t => {
  const session = await groqMock(t, { scenario: 'expired-key', pass: true })
  await t.rejects(ask(session.url, 'Hello'), { status: 401 })
  await session.verify({ match: { status: 401 }, count: 1, within: '5s' })
})

t.test('is answered as a scenario of its own says', async t => {
  const scenario = { about: 'One answer.', rules: [{ complete: { text: 'Forty-two.' } }] }
  const session = await groqMock(t, { scenario })
  t.equal(await ask(session.url, 'What is it?'), 'Forty-two.')
})
