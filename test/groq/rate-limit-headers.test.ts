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

const requestSamples = [
  [1, 20_000, '4.32s'],
  [9, 20_000, '38.879s'],
  [12, 20_000, '51.84s'],
  [2, 500_000, '345ms'],
  [9, 500_000, '1.555s'],
  [1, 14_400, '6s'],
  [1, 1_000, '1m26.4s'],
  [2, 1_000, '2m52.8s'],
] as const

const tokenSamples = [
  [37, 200_000, '11ms'],
  [3634, 250_000, '872ms'],
  [13, 30_000, '26ms'],
] as const

t.test('the reset of the requests reads as in the recordings', async t => {
  for (const [usedRequests, limitRequests, reset] of requestSamples) {
    const headers = rateLimitHeaders({ limitRequests, usedRequests, limitTokens: 6000, usedTokens: 0 })
    t.equal(headers['x-ratelimit-reset-requests'], reset, `${usedRequests} of ${limitRequests}`)
  }
})

t.test('the reset of the tokens reads as in the recordings', async t => {
  for (const [usedTokens, limitTokens, reset] of tokenSamples) {
    const headers = rateLimitHeaders({ limitRequests: 1000, usedRequests: 1, limitTokens, usedTokens })
    t.equal(headers['x-ratelimit-reset-tokens'], reset, `${usedTokens} of ${limitTokens}`)
  }
})

t.test('the six headers come in their order, limits and whole remainders as numbers', async t => {
  const headers = rateLimitHeaders({ limitRequests: 14_400, usedRequests: 29.5, limitTokens: 18_000, usedTokens: 3 })
  t.strictSame(Object.entries(headers), [
    ['x-ratelimit-limit-requests', '14400'],
    ['x-ratelimit-limit-tokens', '18000'],
    ['x-ratelimit-remaining-requests', '14370'],
    ['x-ratelimit-remaining-tokens', '17997'],
    ['x-ratelimit-reset-requests', '2m57s'],
    ['x-ratelimit-reset-tokens', '10ms'],
  ])
})

t.test('an overdrawn bucket has nothing left and takes longer than its window', async t => {
  const headers = rateLimitHeaders({ limitRequests: 10, usedRequests: 11, limitTokens: 6000, usedTokens: 6600 })
  t.match(headers, {
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-remaining-tokens': '0',
    'x-ratelimit-reset-requests': '26h24m0s',
    'x-ratelimit-reset-tokens': '1m6s',
  })
})

t.test('a full bucket and a limit of nothing reset at once', async t => {
  const headers = rateLimitHeaders({ limitRequests: 0, usedRequests: 0, limitTokens: 6000, usedTokens: 0 })
  t.match(headers, { 'x-ratelimit-reset-requests': '0s', 'x-ratelimit-reset-tokens': '0s' })
})
