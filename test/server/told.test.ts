import t from 'tap'
import { startFrozen } from '../helpers/frozen.ts'

const seconds = (ms: number) => ({ is: 'seconds', text: String(ms / 1000), ms })

t.test('the journal tells what the client read, whoever wrote it, and because agrees', async t => {
  const tpm = 'rule r: 429 Too Many Requests (tokens-per-minute)'
  const limit = (more: object) => ({ name: 'r', error: { status: 429, variant: 'tokens-per-minute', ...more } })
  const rows: readonly (readonly [object, object, string])[] = [
    [limit({}), { retryAfter: seconds(1000), retryAfterMs: null, tryAgainInMs: 1000 }, `${tpm}, retry after 1s`],
    [
      limit({ retryAfter: { ms: 250 } }),
      { retryAfter: null, retryAfterMs: { is: 'milliseconds', text: '250', ms: 250 }, tryAgainInMs: 250 },
      `${tpm}, retry after 250ms (retry-after-ms)`,
    ],
    [
      { ...limit({ retryAfter: '2s' }), headers: { 'retry-after': null } },
      { retryAfter: { is: 'removed', text: null, ms: null }, tryAgainInMs: 2000 },
      `${tpm}, without retry-after`,
    ],
    [
      { ...limit({}), headers: { 'retry-after': '-1' } },
      { retryAfter: { is: 'malformed', text: '-1', ms: null } },
      `${tpm}, retry-after "-1", which is malformed`,
    ],
    [
      { name: 'r', reply: { status: 503, headers: { 'Retry-After': '7' }, body: 'Later.' } },
      { retryAfter: seconds(7000), tryAgainInMs: null },
      'rule r: the literal answer 503 Service Unavailable, retry after 7s',
    ],
    [
      { name: 'r', error: 503, headers: { 'x-should-retry': 'false' } },
      { retryAfter: null, shouldRetry: { is: 'false', text: 'false' } },
      'rule r: 503 Service Unavailable (unavailable), x-should-retry: false',
    ],
  ]
  for (const [rule, told, because] of rows) {
    const mock = await startFrozen(t, { rules: [rule] })
    await mock.chat()
    const entry = await mock.lastEntry()
    t.match(entry.told, told, because)
    t.equal(entry.because, because)
  }
})

t.test('a date is so far ahead as it is written, in whole seconds and never too early', async t => {
  const mock = await startFrozen(t, {
    rules: [{ name: 'r', delay: '300ms', error: { status: 503, retryAfter: { date: '5s' } } }],
  })
  const asked = mock.chat()
  await mock.waiting(1)
  await mock.clock.advance(300)
  const { headers } = await asked
  const aheadMs = Date.parse(headers.get('retry-after') ?? '') - mock.clock.now()
  t.ok(aheadMs >= 5000 && aheadMs < 6000, `${aheadMs} ms`)
  const { told, because } = await mock.lastEntry()
  t.same(told?.retryAfter, { is: 'date', text: headers.get('retry-after'), ms: aheadMs })
  t.equal(because, `rule r: 503 Service Unavailable (unavailable), retry after ${headers.get('retry-after')}`)
})

t.test('a limit tells the moment at which it has room, and one that a rule silences tells it all the same', async t => {
  const limits = { api: { limits: [{ rpm: 30, burst: { rpm: 1 } }] } }
  const silent = { ...limits, rules: [{ name: 'r', headers: { 'retry-after': null } }] }
  for (const [scenario, retryAfter] of [
    [limits, seconds(2000)],
    [silent, { is: 'removed', text: null, ms: null }],
  ] as const) {
    const mock = await startFrozen(t, scenario)
    await mock.chat()
    await mock.chat()
    const { told } = await mock.lastEntry()
    t.match(told, { retryAfter, tryAgainInMs: 2000, roomAtMs: 2000 })
  }
})

t.test('the error within a stream is read too, and a success that speaks of waiting tells nothing', async t => {
  const rows: readonly (readonly [object, number | null])[] = [
    [{ stream: { error: { after: '1 chunk', status: 429, variant: 'tokens-per-minute' } } }, 1000],
    [{ complete: { text: 'event: error, try again in 9s' } }, null],
  ]
  for (const [rule, ms] of rows) {
    const mock = await startFrozen(t, { rules: [rule] })
    await mock.chat({ stream: true })
    t.equal((await mock.lastEntry()).told?.tryAgainInMs ?? null, ms)
  }
})

t.test('what an error says of waiting is told where it came compressed, too', async t => {
  for (const coding of ['br', 'gzip', 'deflate']) {
    const mock = await startFrozen(t, {
      api: { compression: true },
      rules: [{ error: { status: 429, retryAfter: '3s' } }],
    })
    const { headers } = await mock.chat({}, { 'accept-encoding': coding })
    t.equal(headers.get('content-encoding'), coding)
    t.match(await mock.lastEntry(), { told: { tryAgainInMs: 3000 } })
  }
})
