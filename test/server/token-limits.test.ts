import t from 'tap'
import { organizationOf } from '#src/organization'
import type { Answered } from '../helpers/ask.ts'
import { type FrozenMock, startFrozen } from '../helpers/frozen.ts'
import { until } from '../helpers/until.ts'

const MODEL = 'qwen/qwen3.8-27b'

/** A request with a prompt of so many tokens. */
const prompt = (tokens: number, more: object = {}) => ({
  model: MODEL,
  messages: [{ role: 'user', content: 'x'.repeat(4 * (tokens - 4)) }],
  ...more,
})

const using = (prompt_tokens: number, completion_tokens: number) => ({
  name: 'use',
  match: { header: { 'x-use': 'yes' } },
  complete: { usage: { prompt_tokens, completion_tokens } },
})

const filled = async (mock: FrozenMock): Promise<void> => {
  await mock.chat({ model: MODEL }, { 'x-use': 'yes' })
  await until(() => (mock.sessions.get('default')?.slots.all ?? 0) === 0)
}

const advice = ' Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing'
const about = `\`${MODEL}\` in organization \`${organizationOf('gsk_a')}\` service tier \`on_demand\``

const errorOf = ({ status, headers, body }: Answered) => [status, headers.get('retry-after'), body.error]

t.test('the recorded 429 of input tokens, letter for letter; who waits as long as told is served', async t => {
  const mock = await startFrozen(t, { api: { plan: 'free' }, rules: [using(3858, 20)] })
  await filled(mock)
  t.strictSame(errorOf(await mock.chat(prompt(4223))), [
    429,
    '10',
    {
      message: `Rate limit reached for model ${about} on input tokens per minute (ITPM): Limit 7000, Used 3858, Requested 4223. Please try again in 9.265714285s.${advice}`,
      type: 'tokens',
      code: 'rate_limit_exceeded',
    },
  ])
  await mock.clock.advance(9_266)
  t.equal((await mock.chat(prompt(4223))).status, 200)
})

t.test('the recorded 429 of output tokens, letter for letter', async t => {
  const mock = await startFrozen(t, { api: { plan: 'free' }, rules: [using(10, 485)] })
  await filled(mock)
  t.strictSame(errorOf(await mock.chat(prompt(10, { max_tokens: 800 }))), [
    429,
    '18',
    {
      message: `Rate limit reached for model ${about} on output tokens per minute (OTPM): Limit 1000, Used 485, Requested 800. Please try again in 17.099999999s.${advice}`,
      type: 'tokens',
      code: 'rate_limit_exceeded',
    },
  ])
  await mock.clock.advance(17_100)
  t.equal((await mock.chat(prompt(10, { max_tokens: 800 }))).status, 200)
})

t.test('the recorded 413 of input tokens, letter for letter', async t => {
  const mock = await startFrozen(t, { api: { plan: 'free' } })
  t.strictSame(errorOf(await mock.chat(prompt(8657))), [
    413,
    '15',
    {
      message: `Request too large for model ${about} on input tokens per minute (ITPM): Limit 7000, Requested 8657, please reduce your message size and try again.${advice}`,
      type: 'tokens',
      code: 'rate_limit_exceeded',
    },
  ])
})

const outputMessage = (requested: number) =>
  `Request too large for model ${about} on output tokens per minute (OTPM): Limit 1000, Requested ${requested}. The request's expected output tokens exceed the enforced limit; reduce max_tokens (or the request's expected output) and try again.`

t.test('max_completion_tokens above the output of a minute is the 429 that most reports have', async t => {
  const mock = await startFrozen(t, { api: { plan: 'free' } })
  const refused = await mock.chat(prompt(10, { max_completion_tokens: 1453 }))
  const error = { message: outputMessage(1453), type: 'tokens', code: 'rate_limit_exceeded' }
  t.strictSame(errorOf(refused), [429, '28', error])
  t.equal((await mock.chat(prompt(10, { max_completion_tokens: 1453, stream: true }))).status, 429, 'streams too')
  const { because } = (await mock.entries(1))[0] ?? {}
  t.match(because, /^one request asks for more output tokens per minute than there are: 429/)
})

t.test('with outputTooLarge: 400 it is the 400 that one report has', async t => {
  const mock = await startFrozen(t, { api: { plan: 'free', outputTooLarge: 400 } })
  const refused = await mock.chat(prompt(10, { max_tokens: 1024 }))
  t.strictSame(errorOf(refused), [400, null, { message: outputMessage(1024), type: 'invalid_request_error' }])
  t.equal(refused.headers.get('x-ratelimit-limit-tokens'), null)
})

t.test('headers go on to show all tokens, and the control API shows both buckets', async t => {
  const mock = await startFrozen(t, { api: { plan: 'free' }, rules: [using(300, 200)] })
  await filled(mock)
  const answer = await mock.chat(prompt(100, { max_tokens: 10 }), {
    'x-mock-status': '400',
    'x-mock-variant': 'tool-use-failed',
  })
  t.equal(answer.headers.get('x-ratelimit-limit-tokens'), '8000')
  t.equal(answer.headers.get('x-ratelimit-remaining-tokens'), '7500')
  const { body } = await mock.control('GET', '/sessions/default/limits')
  t.match(body.limits[0].buckets, [
    { dimension: 'RPM' },
    { dimension: 'RPD' },
    { dimension: 'ITPM', limit: 7000, burst: null, used: 300, remaining: 6700, reset: '2.571s' },
    { dimension: 'OTPM', limit: 1000, burst: null, used: 200, remaining: 800, reset: '12s' },
    { dimension: 'TPM', limit: 8000, burst: null, used: 500, remaining: 7500, reset: '3.75s' },
    { dimension: 'TPD' },
  ])
})

t.test('each of the four can be injected, with numbers that fit each other', async t => {
  const mock = await startFrozen(t, {})
  const inject = (status: number, variant: string) =>
    mock.chat({ model: MODEL }, { 'x-mock-status': String(status), 'x-mock-variant': variant })
  for (const variant of ['input-tokens-per-minute', 'output-tokens-per-minute']) {
    const { body, headers } = await inject(429, variant)
    const [, limit, used, requested, seconds] =
      /Limit (\d+), Used (\d+), Requested (\d+)\. Please try again in ([\d.]+)s/
        .exec(body.error.message)
        ?.map(Number) ?? []
    t.equal(((used ?? 0) + (requested ?? 0) - (limit ?? 0)) * 60, (seconds ?? -1) * (limit ?? 0), variant)
    t.equal(headers.get('retry-after'), '1')
  }
  const { message } = (await inject(413, 'input-tokens-per-minute')).body.error
  const [, limit, requested] = /\(ITPM\): Limit (\d+), Requested (\d+),/.exec(message)?.map(Number) ?? []
  t.ok((limit ?? 0) < (requested ?? 0), message)
  for (const status of [400, 429]) {
    const large = await inject(status, 'output-tokens-too-large')
    t.match([large.status, large.body.error.message], [status, /\(OTPM\): Limit 1000, Requested 1\d\d\d\. The request/])
  }
})
