import t from 'tap'
import { take, usedAt } from '#src/limits/bucket'
import { RateLimiter } from '#src/limits/rate-limiter'
import type { LimitSettings } from '#src/scenario/scenario'
import { scenarioOf } from '../helpers/deciding.ts'

const settingsOf = (...limits: object[]): LimitSettings => scenarioOf({ api: { limits } }).api.limits

const minute = settingsOf({ rpm: 60 })

const use = (limiter: RateLimiter, organization: string, model: string, settings = minute, nowMs = 0): void => {
  for (const bucket of limiter.account(organization, model, settings, nowMs)?.buckets ?? []) take(bucket, 1, nowMs)
}

const used = (limiter: RateLimiter, organization: string, model: string, settings = minute, nowMs = 0) =>
  limiter.account(organization, model, settings, nowMs)?.buckets.map(bucket => usedAt(bucket, nowMs))

t.test('each organization and each model counts by itself', async t => {
  const limiter = new RateLimiter()
  use(limiter, 'a', 'm')
  t.same(used(limiter, 'a', 'm'), [1])
  t.same(used(limiter, 'b', 'm'), [0])
  t.same(used(limiter, 'a', 'n'), [0])
})

t.test('the first row that names a model is in force, and one that none names has no account', async t => {
  const settings = settingsOf({ model: 'openai/*', rpm: 5 }, { model: 'openai/gpt-oss-20b', rpm: 9, tpm: '8K' })
  const limits = new RateLimiter()
    .account('a', 'openai/gpt-oss-20b', settings, 0)
    ?.buckets.map(({ dimension, limit }) => [dimension, limit])
  t.same(limits, [['RPM', 5]])
  t.equal(new RateLimiter().account('a', 'allam-2-7b', settings, 0), null)
})

t.test('other limits keep what is used, of the dimensions that they still have', async t => {
  const limiter = new RateLimiter()
  use(limiter, 'a', 'm', settingsOf({ rpm: 60, rpd: 100 }))
  const later = settingsOf({ rpm: 30, tpm: 100 })
  t.same(used(limiter, 'a', 'm', later), [1, 0])
  t.equal(limiter.accounts(settingsOf({ model: 'other', rpm: 1 }), 0).length, 0, 'no limit, no account')
})

t.test('what is held when limits change still goes back to the bucket in force', async t => {
  const limiter = new RateLimiter()
  const held = limiter.account('a', 'm', settingsOf({ tpm: 1000 }), 0)?.buckets[0]
  const after = limiter.account('a', 'm', settingsOf({ tpm: 2000 }), 0)?.buckets[0]
  t.equal(held, after)
})

t.test('full buckets are forgotten where there are too many, then those that were not used for longest', async t => {
  const limiter = new RateLimiter(8)
  for (let i = 0; i < 8; i += 1) use(limiter, 'idle', `m${i}`, minute, 0)
  for (let i = 0; i < 4; i += 1) use(limiter, 'busy', `m${i}`, minute, 60_000)
  t.same(
    limiter.accounts(minute, 60_000).map(({ organization }) => organization),
    ['busy', 'busy', 'busy', 'busy'],
  )
  for (let i = 0; i < 100; i += 1) use(limiter, 'many', `m${i}`, minute, 60_000)
  const left = limiter.accounts(minute, 60_000)
  t.ok(left.length <= 8 && left.length >= 6, String(left.length))
  t.equal(left.at(-1)?.model, 'm99')
})

t.test('a long name of a model is not kept whole, and still its own', async t => {
  const limiter = new RateLimiter()
  const long = 'x'.repeat(1_000_000)
  use(limiter, 'a', `${long}1`)
  t.same(used(limiter, 'a', `${long}1`), [1])
  t.same(used(limiter, 'a', `${long}2`), [0])
  t.equal(limiter.accounts(minute, 0).length, 2)
  t.ok(limiter.accounts(minute, 0).every(({ model }) => model.length <= 200))
})
