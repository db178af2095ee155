import { jest } from '@jest/globals'
import { groqMock } from 'groq-mock/jest'
import { ask } from './ask.mjs'

describe('where the rate is limited', () => {
  const groq = groqMock({ scenario: 'rate-limited', pass: true })

  test('it waits as long as it is told', async () => {
    const { session } = groq
    expect(await ask(session.url, 'Hello')).toMatch(/./)
    await session.verify({
      sequence: [{ status: 429 }, { status: 429 }, { status: 200, waited: '>=1s' }],
      within: '5s',
    })
  })
})

describe('where its key is refused', () => {
  const groq = groqMock({ scenario: 'expired-key', pass: true })

  test('it asks once', async () => {
    const { session } = groq
    await expect(ask(session.url, 'Hello')).rejects.toMatchObject({ status: 401 })
    await session.verify({ match: { status: 401 }, count: 1, within: '5s' })
  })
})

describe('where all is well', () => {
  const groq = groqMock({ scenario: { about: 'Late.', rules: [{ delay: '50ms', complete: { text: 'Forty-two.' } }] } })

  afterEach(() => {
    jest.useRealTimers()
  })

  test('it is answered as the scenario says, while timers and the date are fakes', async () => {
    const { session } = groq
    // no HTTP gets on without these
    jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'queueMicrotask'] })
    expect(await ask(session.url, 'What is it?')).toBe('Forty-two.')
    expect(Date.now()).toBe(0)
  })
})
