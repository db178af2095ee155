// Wrong until fb99fd5 (2026-11-26): an injected 429 showed limits of its own (14400 and 6000) between answers that showed others, and at long waits asked for more than its limit; a 413 asked for 14368 tokens whatever the prompt.
import t from 'tap'
import { dimensionNames, dimensions } from '#src/groq/limits'
import { chatBody, startMock, type TestMock } from '../helpers/mock.ts'

const limitsIn = ({ headers }: Response): readonly (string | null)[] =>
  ['requests', 'tokens'].map(what => headers.get(`x-ratelimit-limit-${what}`))

const numbersIn = (message: string) => {
  const [, limit, used, requested, wait = ''] =
    /Limit (\d+), Used (\d+), Requested ~?(\d+)\. Please try again in ([\dhms.µ]+)\./.exec(message) ?? []
  const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, µs: 0.001 }
  const parts = [...wait.replace(/\.$/, '').matchAll(/([\d.]+)(h|ms|µs|m|s)/g)]
  const waitMs = parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (unitMs[unit] ?? Number.NaN), 0)
  return { limit: Number(limit), used: Number(used), requested: Number(requested), waitMs }
}

const injected = async (mock: TestMock, variant: string, retryAfter: string) => {
  const answer = await mock.chat({
    headers: { 'x-mock-status': '429', 'x-mock-variant': variant, 'x-mock-retry-after': retryAfter },
  })
  const { error } = (await answer.json()) as { error: { message: string } }
  return { answer, ...numbersIn(error.message) }
}

const accounts = {
  'no limits': {},
  'a plan': { plan: 'free' },
  limits: { limits: [{ rpd: 86_400, tpm: 9000, rpm: 60 }] },
}

for (const [name, api] of Object.entries(accounts)) {
  t.test(`one account before, in and after an injected 429: ${name}`, async t => {
    const mock = await startMock(t, { api: { models: 'any', ...api } })
    const before = limitsIn(await mock.chat())
    for (const dimension of dimensionNames) {
      const { answer, limit } = await injected(mock, dimensions[dimension].exhausted, '2')
      t.same(limitsIn(answer), before, dimension)
      if (dimension === 'RPD') t.equal(String(limit), before[0])
      if (dimension === 'TPM') t.equal(String(limit), before[1])
    }
    t.same(limitsIn(await mock.chat()), before)
  })
}

t.test('in every dimension and for every wait the numbers are possible, and give the wait that is told', async t => {
  const mock = await startMock(t)
  for (const dimension of dimensionNames)
    for (const seconds of ['0.25', '1', '2.05', '7', '90', '7200', '100000']) {
      const { answer, limit, used, requested, waitMs } = await injected(mock, dimensions[dimension].exhausted, seconds)
      const what = `${dimension} ${seconds} s`
      t.ok(requested >= 1 && requested <= limit, `${what}: ${requested} of ${limit}`)
      if (dimensions[dimension].counts === 'requests') t.equal(requested, 1)
      const ms = ((used + requested - limit) / limit) * dimensions[dimension].windowMs
      t.ok(Math.abs(ms - waitMs) <= 0.1, `${what}: ${ms} and ${waitMs}`)
      t.equal(answer.headers.get('retry-after'), String(Math.ceil(waitMs / 1000 - 1e-6)), what)
      t.equal(answer.headers.get('retry-after'), String(Math.ceil(Number(seconds))), what)
    }
})

t.test('what is requested are the tokens of this prompt, in 429 and 413', async t => {
  const mock = await startMock(t)
  const body = chatBody({ messages: [{ role: 'user', content: 'x'.repeat(4 * 996) }] })
  for (const headers of [
    { 'x-mock-status': '429' },
    { 'x-mock-status': '413', 'x-mock-variant': 'tokens-per-minute' },
    { 'x-mock-status': '413', 'x-mock-variant': 'tokens-per-day' },
    { 'x-mock-status': '413', 'x-mock-variant': 'tokens-per-minute-2024' },
  ]) {
    const { error } = (await (await mock.chat({ body, headers })).json()) as { error: { message: string } }
    const [, limit, requested] = /Limit (\d+), (?:Used \d+, )?Requested ~?(\d+)/.exec(error.message) ?? []
    t.equal(requested, '1000')
    if (headers['x-mock-status'] === '413') t.ok(Number(limit) < 1000, `${limit}`)
  }
})
