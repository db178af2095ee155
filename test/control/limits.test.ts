import t from 'tap'
import { organizationOf } from '#src/organization'
import { startFrozen } from '../helpers/frozen.ts'
import { until } from '../helpers/until.ts'

const content = (tokens: number) => [{ role: 'user', content: 'x'.repeat(4 * (tokens - 4)) }]

t.test('the limits of a session are its buckets, and no key is among them', async t => {
  const mock = await startFrozen(t, {
    api: { limits: [{ rpm: 30, tpm: '8K', burst: { tpm: '2K' } }], flexCapacity: '70%', capacity: { concurrent: 9 } },
    rules: [
      { match: { header: { 'x-use': 'yes' } }, complete: { usage: { prompt_tokens: 100, completion_tokens: 900 } } },
    ],
  })
  const limits = async () => (await mock.control('GET', '/sessions/default/limits')).body
  const idle = { plan: 'none', limits: [], flex: { room: '70%', served: 0 }, capacity: { room: 9, served: 0 } }
  t.strictSame(await limits(), idle)
  await mock.chat({ messages: content(100) }, { 'x-use': 'yes', authorization: 'Bearer gsk_secret' })
  await until(async () => (await limits()).capacity.served === 0)
  const account = (requests: number, tokens: number, resets: readonly [string, string]) => ({
    ...idle,
    limits: [
      {
        organization: organizationOf('gsk_secret'),
        model: 'openai/gpt-oss-20b',
        buckets: [
          { dimension: 'RPM', limit: 30, burst: null, used: requests, remaining: 30 - requests, reset: resets[0] },
          { dimension: 'TPM', limit: 8000, burst: 2000, used: tokens, remaining: 2000 - tokens, reset: resets[1] },
        ],
      },
    ],
  })
  t.strictSame(await limits(), account(1, 1000, ['2s', '7.5s']))
  await mock.clock.advance(1500)
  t.strictSame(await limits(), account(1, 800, ['2s', '6s']))
  await mock.control('POST', '/sessions/default/clock', { advance: '1m' })
  t.strictSame(await limits(), account(0, 0, ['0s', '0s']))
  await mock.control('POST', '/sessions/default/reset')
  t.strictSame(await limits(), idle)
})

t.test('a session that there is not has no limits', async t => {
  const mock = await startFrozen(t, {})
  t.match(await mock.control('GET', '/sessions/nobody/limits'), { status: 404, body: { error: { message: /nobody/ } } })
})

t.test('the explanation of an entry shows how the request found its limits', async t => {
  const mock = await startFrozen(t, { api: { limits: [{ rpm: 1, tpm: 1000 }] } })
  await mock.chat({ messages: content(100) })
  const refused = await mock.chat({ messages: content(100) })
  const id = refused.headers.get('x-mock-entry')
  const path = `/journal/${id}/explain`
  await mock.entries(2)
  const { because, limiter, entry } = (await mock.control('GET', path)).body
  t.equal(because, 'the requests per minute are used up: 429 Too Many Requests (requests-per-minute), retry after 1m')
  t.equal(entry.told.retryAfter.ms, 60_000)
  t.match(limiter, [
    { dimension: 'RPM', holds: 1, used: 1, requested: 1, hasRoom: false },
    { dimension: 'TPM', holds: 1000, requested: 100, hasRoom: true },
  ])
})

t.test('session time runs at another speed from now on, without a jump, until a reset', async t => {
  const mock = await startFrozen(t, { api: { limits: [{ rpm: 30 }] } })
  await mock.chat()
  await mock.clock.advance(1000)
  const clock = async (order: object) => (await mock.control('POST', '/sessions/default/clock', order)).body.clock
  const now = async () => (await mock.control('GET', '/sessions/default')).body.clock
  const { sessionMs } = await now()
  t.strictSame(await clock({ speed: 60 }), { sessionMs, speed: 60 })
  await mock.clock.advance(1000)
  t.strictSame(await now(), { sessionMs: sessionMs + 60_000, speed: 60 })
  t.strictSame(await clock({ speed: 0.5, advance: '10s' }), { sessionMs: sessionMs + 70_000, speed: 0.5 })
  await mock.clock.advance(1000)
  t.strictSame(await now(), { sessionMs: sessionMs + 70_500, speed: 0.5 })
  for (const [order, message] of [
    [{}, /empty/],
    [{ speed: 0 }, /above 0/],
    [{ speed: 1e9 }, /speed/],
  ] as const)
    t.match(await mock.control('POST', '/sessions/default/clock', order), { status: 400, body: { error: { message } } })
  await mock.control('POST', '/sessions/default/reset')
  t.strictSame(await now(), { sessionMs: 0, speed: 1 })
})
