import { groqMock } from 'groq-mock/vitest'
import { afterEach, expect, test, vi } from 'vitest'
import { ask } from './ask.mjs'

afterEach(() => {
  vi.useRealTimers()
})

test('waits out a rate limit', async context => {
  const session = await groqMock(context, { scenario: 'rate-limited', pass: true })
  expect(await ask(session.url, 'Hello')).toMatch(/./)
  await session.verify({ sequence: [{ status: 429 }, { status: 429 }, { status: 200, waited: '>=1s' }], within: '5s' })
})

test('asks once where its key is refused', async context => {
  const session = await groqMock(context, { scenario: 'expired-key', pass: true })
  await expect(ask(session.url, 'Hello')).rejects.toMatchObject({ status: 401 })
  await session.verify({ match: { status: 401 }, count: 1, within: '5s' })
})

test('is answered as a scenario of its own says', async context => {
  const scenario = { about: 'One answer.', rules: [{ complete: { text: 'Forty-two.' } }] }
  const session = await groqMock(context, { scenario })
  expect(await ask(session.url, 'What is it?')).toBe('Forty-two.')
})

test('is answered while timers and the date are fakes', async context => {
  const session = await groqMock(context, { scenario: { about: 'Late.', rules: [{ delay: '50ms' }] } })
  vi.useFakeTimers({ now: 0 })
  expect(await ask(session.url, 'Hello')).toMatch(/./)
  expect(Date.now()).toBe(0)
})
