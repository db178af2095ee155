import t from 'tap'
import { organizationOf } from '#src/organization'
import type { Answered } from '../helpers/ask.ts'
import { bounded } from '../helpers/bounded.ts'
import { type FrozenMock, startFrozen } from '../helpers/frozen.ts'
import { until } from '../helpers/until.ts'

/** A rule that uses as many tokens as the header says, whatever the limits: the way to a bucket of any level. */
const use = { name: 'use', match: { header: { 'x-use': 'yes' } }, complete: { usage: {} } }
const using = (prompt: number, completion = 0) => ({
  ...use,
  complete: { usage: { prompt_tokens: prompt, completion_tokens: completion } },
})

/** The messages of a prompt with so many tokens. */
const prompt = (tokens: number) => ({ messages: [{ role: 'user', content: 'x'.repeat(4 * (tokens - 4)) }] })

const limitHeadersOf = ({ headers }: Answered) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-ratelimit-')))

// what was asked before has been settled when this is: its answer has left
const left = ({ sessions }: FrozenMock) => until(() => (sessions.get('default')?.slots.all ?? 0) === 0)

const filled = async (mock: FrozenMock): Promise<void> => {
  await mock.chat({}, { 'x-use': 'yes' })
  await left(mock)
}

t.test('the recorded 429, letter for letter, with the headers of the same bucket', async t => {
  const mock = await startFrozen(t, { api: { limits: [{ rpd: 1000, tpm: '8K' }] }, rules: [using(6670)] })
  await filled(mock)
  const refused = await mock.chat(prompt(5883))
  t.equal(refused.status, 429)
  t.strictSame(refused.body, {
    error: {
      message:
        `Rate limit reached for model \`openai/gpt-oss-20b\` in organization \`${organizationOf('gsk_a')}\` service tier ` +
        '`on_demand` on tokens per minute (TPM): Limit 8000, Used 6670, Requested 5883. Please try again in 34.1475s. ' +
        'Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing',
      type: 'tokens',
      code: 'rate_limit_exceeded',
    },
  })
  t.equal(refused.headers.get('retry-after'), '35')
  t.strictSame(limitHeadersOf(refused), {
    'x-ratelimit-limit-requests': '1000',
    'x-ratelimit-limit-tokens': '8000',
    'x-ratelimit-remaining-requests': '999',
    'x-ratelimit-remaining-tokens': '1330',
    'x-ratelimit-reset-requests': '1m26.4s',
    'x-ratelimit-reset-tokens': '50.025s',
  })
  await mock.clock.advance(34_147)
  t.equal((await mock.chat(prompt(5883))).status, 429, 'half a millisecond before')
  await mock.clock.advance(1)
  t.equal((await mock.chat(prompt(5883))).status, 200)
})

const dimensions = [
  ['rpm', 30, 'requests', 'requests per minute (RPM): Limit 30, Used 30, Requested 1. Please try again in 2s.', '2'],
  [
    'rpd',
    200,
    'requests',
    'requests per day (RPD): Limit 200, Used 200, Requested 1. Please try again in 7m12s.',
    '432',
  ],
] as const

for (const [key, limit, type, says, retryAfter] of dimensions)
  t.test(`${key} that is used up says so, and who waits as long as told is served`, async t => {
    const mock = await startFrozen(t, { api: { limits: [{ [key]: limit }] }, rules: [using(1)] })
    for (let i = 0; i < limit; i += 1) await mock.chat({}, { 'x-use': 'yes' })
    const { status, headers, body } = await mock.chat()
    t.same([status, body.error.type, headers.get('retry-after')], [429, type, retryAfter])
    t.match(body.error.message, says)
    await mock.clock.advance(Number(retryAfter) * 1000)
    t.equal((await mock.chat()).status, 200)
    t.match(await mock.chat(), key === 'rpm' ? { status: 429 } : {}, 'and only once')
  })

t.test('tokens per day, overdrawn by an answer', async t => {
  const mock = await startFrozen(t, { api: { limits: [{ tpd: '100K' }] }, rules: [using(90_000, 10_659)] })
  await filled(mock)
  const { body, headers } = await mock.chat(prompt(10))
  t.match(
    body.error.message,
    'tokens per day (TPD): Limit 100000, Used 100659, Requested 10. Please try again in 9m38.016s.',
  )
  t.match(
    limitHeadersOf({ status: 0, headers, body }),
    { 'x-ratelimit-limit-tokens': '150000' },
    'no header shows the day',
  )
})

t.test('the wording ends without the advice where the scenario says so, injected errors too', async t => {
  const mock = await startFrozen(t, { api: { billingHint: false, limits: [{ tpm: 100 }] } })
  await mock.chat(prompt(90))
  for (const answer of [
    await mock.chat(prompt(90)),
    await mock.chat(prompt(200)),
    await mock.chat({}, { 'x-mock-status': '429' }),
    await mock.chat({}, { 'x-mock-status': '413', 'x-mock-variant': 'tokens-per-minute' }),
  ])
    t.match(answer.body.error.message, /(?:Please try again in [\d.ms]+|reduce your message size and try again)\.$/)
})

t.test('413 for one request that is more than there is, with retry-after and the six headers', async t => {
  const mock = await startFrozen(t, { api: { limits: [{ rpd: 1000, tpm: 6000 }] }, rules: [using(600)] })
  await filled(mock)
  const refused = await mock.chat(prompt(14_368))
  t.equal(refused.status, 413)
  t.match(refused.body.error, {
    message:
      /^Request too large for model .* on tokens per minute \(TPM\): Limit 6000, Requested 14368, please reduce your/,
    type: 'tokens',
    code: 'rate_limit_exceeded',
  })
  t.equal(refused.headers.get('retry-after'), '90', '(600 + 14368 − 6000) / 6000 of a minute')
  t.strictSame(limitHeadersOf(refused), {
    'x-ratelimit-limit-requests': '1000',
    'x-ratelimit-limit-tokens': '6000',
    'x-ratelimit-remaining-requests': '999',
    'x-ratelimit-remaining-tokens': '5400',
    'x-ratelimit-reset-requests': '1m26.4s',
    'x-ratelimit-reset-tokens': '6s',
  })
})

t.test('a 200 shows what is left after it, and refusals that come before any generation show nothing', async t => {
  const mock = await startFrozen(t, {
    api: { keys: ['gsk_a'], models: 'known', limits: [{ rpd: 14_400, tpm: 6000 }] },
  })
  t.match(limitHeadersOf(await mock.chat(prompt(100))), {
    'x-ratelimit-remaining-requests': '14399',
    'x-ratelimit-remaining-tokens': '5900',
    'x-ratelimit-reset-requests': '6s',
    'x-ratelimit-reset-tokens': '1s',
  })
  for (const [body, headers] of [
    [{}, { authorization: 'Bearer gsk_b' }],
    [{ model: 'nobody' }, {}],
    [{ temperature: 9 }, {}],
  ] as const) {
    const refused = await mock.chat(body, headers)
    t.ok(refused.status >= 400)
    t.strictSame(limitHeadersOf(refused), {}, String(refused.status))
  }
  const models = await fetch(`${mock.url}/openai/v1/models`, { headers: { authorization: 'Bearer gsk_a' } })
  t.equal(models.headers.get('x-ratelimit-limit-requests'), null)
})

t.test('a stream shows the same headers, and its tokens count when it is over', async t => {
  const mock = await startFrozen(t, { api: { limits: [{ tpm: 6000 }] } })
  const streamed = await mock.chat({ ...prompt(100), stream: true })
  t.equal(limitHeadersOf(streamed)['x-ratelimit-remaining-tokens'], '5900')
  await left(mock)
  const later = limitHeadersOf(await mock.chat(prompt(100)))['x-ratelimit-remaining-tokens']
  t.ok(Number(later) < 5800, `${later} are left`)
})

t.test('400 after a generation and an injected 429 show the limits in force', async t => {
  const mock = await startFrozen(t, { api: { limits: [{ rpd: 7, tpm: 777 }] } })
  const failed = await mock.chat({}, { 'x-mock-status': '400', 'x-mock-variant': 'tool-use-failed' })
  t.match(limitHeadersOf(failed), { 'x-ratelimit-limit-tokens': '777', 'x-ratelimit-remaining-requests': '7' })
  const injected = await mock.chat(prompt(100), { 'x-mock-status': '429' })
  t.match(limitHeadersOf(injected), {
    'x-ratelimit-limit-requests': '7',
    'x-ratelimit-remaining-requests': '7',
    'x-ratelimit-limit-tokens': '777',
    'x-ratelimit-remaining-tokens': '88',
  })
  t.match(injected.body.error.message, /Limit 777, Used 689, Requested 100\. Please try again in 926\.6/)
  t.equal(injected.headers.get('retry-after'), '1')
})

t.test('at a higher speed all that is told is real time', async t => {
  const mock = await startFrozen(t, { api: { limits: [{ rpd: 10, tpm: 6000 }] }, rules: [using(6000)] }, 60)
  await filled(mock)
  const refused = await mock.chat(prompt(3000))
  t.match(refused.body.error.message, 'Limit 6000, Used 6000, Requested 3000. Please try again in 500ms.')
  t.equal(refused.headers.get('retry-after'), '1')
  t.match(limitHeadersOf(refused), { 'x-ratelimit-reset-tokens': '1s', 'x-ratelimit-reset-requests': '2m24s' })
  await mock.clock.advance(500)
  t.equal((await mock.chat(prompt(3000))).status, 200)
})

t.test('moving the clock of a session fills its buckets', async t => {
  const mock = await startFrozen(t, { api: { limits: [{ rpd: 1 }] } })
  t.same([(await mock.chat()).status, (await mock.chat()).status], [200, 429])
  await mock.control('POST', '/sessions/default/clock', { advance: '24h' })
  t.equal((await mock.chat()).status, 200)
})

t.test('of ten times as many requests at once as a limit allows, exactly as many as it allows succeed', async t => {
  const rpm = bounded(100)
  const mock = await startFrozen(t, { api: { limits: [{ rpm }] } })
  const seen = await Promise.all(Array.from({ length: 10 * rpm }, async () => (await mock.chat()).status))
  t.equal(seen.filter(status => status === 200).length, rpm)
  t.equal(seen.filter(status => status === 429).length, 9 * rpm)
})

t.test('the first hundreds of calls of a new user never meet a limit, and see an idle account', async t => {
  const mock = await startFrozen(t, {})
  for (let i = 0; i < bounded(30); i += 1) {
    const seen = await Promise.all(Array.from({ length: 100 }, () => mock.chat()))
    const shown = seen.map(({ status, headers }) => [status, headers.get('x-ratelimit-remaining-requests')].join(' '))
    t.same([...new Set(shown)], ['200 499999'])
  }
})

t.test('service_tier of the answer is the tier that served, and the text of a 429 names it', async t => {
  const mock = await startFrozen(t, { api: { flexCapacity: 1, limits: [{ rpm: 2 }] } })
  t.equal((await mock.chat({ service_tier: 'flex' })).body.service_tier, 'flex')
  await left(mock)
  t.equal((await mock.chat({ service_tier: 'auto' })).body.service_tier, 'flex')
  t.match((await mock.chat({ service_tier: 'flex' })).body.error.message, 'service tier `flex` on')
  t.match((await mock.chat({ service_tier: 'auto' })).body.error.message, 'service tier `on_demand` on')
})

t.test('498 and the 400 of a tier come at once, without retry-after and without the six headers', async t => {
  const mock = await startFrozen(t, { api: { flexCapacity: '0%', tiers: ['on_demand', 'flex'], limits: [{ rpm: 9 }] } })
  const full = await mock.chat({ service_tier: 'flex' })
  t.match(full, {
    status: 498,
    body: { error: { code: 'capacity_exceeded', message: /`flex` tier capacity exceeded/ } },
  })
  const missing = await mock.chat({ service_tier: 'performance' })
  t.match(missing, { status: 400, body: { error: { message: /`performance` is not available for this org/ } } })
  for (const answer of [full, missing]) {
    t.equal(answer.headers.get('retry-after'), null)
    t.strictSame(limitHeadersOf(answer), {})
  }
})

t.test('places are held until an answer is over, and given back when the client leaves', async t => {
  const mock = await startFrozen(t, { api: { capacity: { concurrent: 1 }, delay: '1h' } })
  const leave = new AbortController()
  const asked = fetch(`${mock.url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hello' }] }),
    signal: leave.signal,
  }).catch(() => null)
  const served = async (many: number): Promise<void> => {
    t.ok(await until(() => mock.sessions.get('default')?.slots.all === many))
  }
  await served(1)
  const second = mock.chat()
  await mock.waiting(2)
  leave.abort()
  await asked
  await served(0)
  await mock.clock.advance(3_600_000)
  t.match(await second, { status: 503, body: { error: { message: /is currently over capacity/ } } })
})

t.test('a reset empties the buckets, a reload keeps what is used under the new limits', async t => {
  const api = { limits: [{ rpd: 1 }] }
  const mock = await startFrozen(t, { api })
  t.same([(await mock.chat()).status, (await mock.chat()).status], [200, 429])
  mock.library.addInline('inline', { about: 'Again.', api: { limits: [{ rpd: 2 }] } })
  t.same([(await mock.chat()).status, (await mock.chat()).status], [200, 429])
  await mock.control('POST', '/sessions/default/reset')
  t.same([(await mock.chat()).status, (await mock.chat()).status, (await mock.chat()).status], [200, 200, 429])
})

t.test('audio shows seconds in place of tokens', async t => {
  const mock = await startFrozen(t, { api: { validation: 'off', plan: 'free' } })
  const form = new FormData()
  form.set('model', 'whisper-large-v3')
  form.set('file', new Blob([new Uint8Array(100)]), 'a.wav')
  const { headers, status } = await fetch(`${mock.url}/openai/v1/audio/transcriptions`, {
    method: 'POST',
    headers: { authorization: 'Bearer gsk_a' },
    body: form,
  })
  t.equal(status, 200)
  t.match(headers.get('x-ratelimit-limit-audio-seconds'), '7200')
  t.equal(headers.get('x-ratelimit-limit-tokens'), null)
})
