import t from 'tap'
import { rateLimitList } from '#src/groq/rate-limit-headers'

interface Used {
  readonly limitRequests: number
  readonly usedRequests: number
  readonly limitTokens: number
  readonly usedTokens: number
}

const rateLimitHeaders = (state: Used, speed = 1): Record<string, string> => {
  const { limitRequests, usedRequests, limitTokens, usedTokens } = state
  const requests = { limit: limitRequests, used: usedRequests }
  const list = rateLimitList(requests, { limit: limitTokens, used: usedTokens }, speed)
  return Object.fromEntries(list.flatMap((name, i) => (i % 2 === 0 ? [[name, list[i + 1] ?? '']] : [])))
}

t.test('the six headers come in their order, limits and whole remainders as numbers, resets from these', async t => {
  const headers = rateLimitHeaders({ limitRequests: 14_400, usedRequests: 29.5, limitTokens: 18_000, usedTokens: 3 })
  t.strictSame(Object.entries(headers), [
    ['x-ratelimit-limit-requests', '14400'],
    ['x-ratelimit-limit-tokens', '18000'],
    ['x-ratelimit-remaining-requests', '14370'],
    ['x-ratelimit-remaining-tokens', '17997'],
    ['x-ratelimit-reset-requests', '3m0s'],
    ['x-ratelimit-reset-tokens', '10ms'],
  ])
})

t.test('an overdrawn bucket has nothing left, and what can be read of it is back in its window', async t => {
  const headers = rateLimitHeaders({ limitRequests: 10, usedRequests: 11, limitTokens: 6000, usedTokens: 6600 })
  t.match(headers, {
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-remaining-tokens': '0',
    'x-ratelimit-reset-requests': '24h0m0s',
    'x-ratelimit-reset-tokens': '1m0s',
  })
})

t.test('a full bucket and a limit of nothing reset at once', async t => {
  const headers = rateLimitHeaders({ limitRequests: 0, usedRequests: 0, limitTokens: 6000, usedTokens: 0 })
  t.match(headers, { 'x-ratelimit-reset-requests': '0s', 'x-ratelimit-reset-tokens': '0s' })
})

t.test('a bucket that holds less than its limit shows what is left, and the time to the limit', async t => {
  const list = rateLimitList({ limit: 1000, used: 1 }, { limit: 6000, used: 500, capacity: 600 })
  t.strictSame(list.slice(6, 8), ['x-ratelimit-remaining-tokens', '100'])
  t.strictSame(list.slice(10), ['x-ratelimit-reset-tokens', '59s'])
})
