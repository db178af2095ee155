import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groqMock } from 'groq-mock/node-test'
import { ask } from './ask.mjs'

test('waits out a rate limit', async t => {
  const session = await groqMock(t, { scenario: 'rate-limited', pass: true })
  assert.match(await ask(session.url, 'Hello'), /./)
  await session.verify({ sequence: [{ status: 429 }, { status: 429 }, { status: 200, waited: '>=1s' }], within: '5s' })
})

test('asks once where its key is refused', async t => {
  const session = await groqMock(t, { scenario: 'expired-key', pass: true })
  await assert.rejects(ask(session.url, 'Hello'), { status: 401 })
  await session.verify({ match: { status: 401 }, count: 1, within: '5s' })
})

test('is answered as a scenario of its own says', async t => {
  const scenario = { about: 'One answer.', rules: [{ complete: { text: 'Forty-two.' } }] }
  const session = await groqMock(t, { scenario })
  assert.equal(await ask(session.url, 'What is it?'), 'Forty-two.')
})

test('is answered while the date is a fake', async t => {
  const session = await groqMock(t)
  t.mock.timers.enable({ apis: ['Date', 'setTimeout', 'setInterval'], now: 0 })
  assert.match(await ask(session.url, 'Hello'), /./)
  assert.equal(Date.now(), 0)
})
