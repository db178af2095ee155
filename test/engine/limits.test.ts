import t from 'tap'
import type { Decision } from '#src/engine/decide'
import type { SessionState } from '#src/engine/question'
import { RateLimiter } from '#src/limits/rate-limiter'
import { organizationOf } from '#src/organization'
import { askAt, freshState, type Moment, scenarioOf, short } from '../helpers/deciding.ts'

const stateOf = (api: object, more: object = {}): SessionState =>
  freshState(scenarioOf({ api: { keys: 'any', ...api }, ...more }))

/** A prompt of so many tokens: four for the message, the rest for its text. */
const prompt = (tokens: number, more: object = {}) => ({
  body: { messages: [{ role: 'user', content: 'x'.repeat(4 * (tokens - 4)) }], ...more },
})

const asking = (tokens: number, ms = 0, more: object = {}): Moment => ({ ms, call: { ...prompt(tokens), ...more } })

const settle = (
  { hold, standing }: Decision,
  ms: number,
  completion: number,
  promptTokens: number,
  cached = 0,
): void => {
  standing.meter?.answered({ prompt: promptTokens, completion, cached }, null)
  hold?.settle(ms, true)
}

const tpmUsed = (state: SessionState, ms = 0) => askAt(state, asking(5000, ms)).standing.refusal?.used

t.test('with no plan and no limits nothing is counted and nothing held', async t => {
  const state = stateOf({})
  for (let i = 0; i < 1000; i += 1) {
    const { standing, hold, trace } = askAt(state, asking(100_000))
    if (standing.limits !== null || hold !== null || trace !== null) t.fail('something is counted')
  }
  t.equal(state.limiter.accounts(state.scenario.api.limits, 0).length, 0)
})

t.test(
  'the prompt counts up front, the completion when the answer is over, and what was cached not at all',
  async t => {
    const state = stateOf({ limits: [{ tpm: 5000 }] })
    const first = askAt(state, asking(1000))
    t.match(first.standing.limits?.amount, { limit: 5000, used: 1000 })
    t.equal(tpmUsed(state), 1000)
    settle(first, 0, 300, 1000)
    t.equal(tpmUsed(state), 1300)
    settle(askAt(state, asking(1000)), 0, 100, 1000, 800)
    t.equal(tpmUsed(state), 1600)
  },
)

t.test('what max_completion_tokens allows counts up front where the scenario says so, and goes back', async t => {
  const state = stateOf({ reserveMaxTokens: true, limits: [{ tpm: 5000 }] })
  const ask = (more: object) => askAt(state, { call: prompt(1000, more) })
  const first = ask({ max_completion_tokens: 3000 })
  t.equal(first.standing.limits?.amount?.used, 4000)
  t.match(ask({ max_tokens: 3500 }), { standing: { refusal: { used: 4000, requested: 4500 } } })
  settle(first, 0, 200, 1000)
  t.equal(tpmUsed(state), 1200)
  for (const odd of [-5, 1.5, '900', null, Number.MAX_VALUE, {}])
    t.equal(ask({ max_completion_tokens: odd }).standing.refusal?.requested ?? 1000, 1000, `${odd} reserves nothing`)
})

t.test(
  'an answer of which nothing left counts its prompt only, and one that never was gives the reserve back',
  async t => {
    const state = stateOf({ reserveMaxTokens: true, limits: [{ tpm: 5000 }] })
    const left = askAt(state, { call: prompt(1000, { max_tokens: 2000 }) })
    left.standing.meter?.answered({ prompt: 1000, completion: 500 }, null)
    left.hold?.settle(0, false)
    t.equal(tpmUsed(state), 1000)
    askAt(state, { call: prompt(1000, { max_tokens: 2000 }) }).hold?.settle(0, false)
    t.equal(tpmUsed(state), 2000)
  },
)

t.test('a hold is given back once', async t => {
  const state = stateOf({ limits: [{ tpm: 5000 }], capacity: { concurrent: 1 } })
  const { hold } = askAt(state, asking(1000))
  hold?.settle(0, true)
  hold?.settle(0, true)
  t.equal(state.slots.all, 0)
})

t.test('an organization shares its limits, and a key that is not named is one of its own', async t => {
  const state = stateOf({ organizations: { acme: ['gsk_a', 'gsk_b'] }, limits: [{ rpm: 1 }] })
  const by = (key: string) => askAt(state, asking(10, 0, { key }))
  t.same([by('gsk_a'), by('gsk_b'), by('gsk_c'), by('acme')].map(short), ['complete', 429, 'complete', 'complete'])
  t.equal(by('gsk_a').standing.account, by('gsk_b').standing.account)
  t.not(organizationOf(by('gsk_a').standing.account), organizationOf('acme'), 'a key of the same name is another')
})

t.test('each model counts by itself', async t => {
  const state = stateOf({ limits: [{ rpm: 1 }] })
  const of = (model: string) => short(askAt(state, asking(10, 0, { model })))
  t.same([of('a'), of('a'), of('b'), of('b')], ['complete', 429, 'complete', 429])
})

t.test('of several limits that are used up, the one that keeps longest answers', async t => {
  const state = stateOf({ limits: [{ rpm: 1, rpd: 1, tpm: 1000, tpd: 1000 }] })
  askAt(state, asking(900))
  const refused = askAt(state, asking(900))
  t.equal(refused.reason, 'the requests per day are used up')
  t.match(refused, { headers: { 'retry-after': '86400' }, standing: { refusal: { waitMs: 86_400_000 } } })
})

t.test('one request that is more than a full bucket gets 413 at once, whatever is left', async t => {
  const state = stateOf({ limits: [{ rpm: 1, tpm: 6000, tpd: 7000 }] })
  const large = askAt(state, asking(14_368))
  t.match(large.outcome, { error: { status: 413, variant: 'tokens-per-minute' } })
  t.match(large.standing.refusal, { limit: 6000, requested: 14_368 })
  t.equal(large.headers?.['retry-after'], '84', '(14368 − 6000) / 6000 of a minute')
  askAt(state, asking(10))
  t.match(askAt(state, asking(6001)).outcome, { error: { status: 413 } })
  t.match(askAt(stateOf({ limits: [{ tpd: 100 }] }), asking(101)).outcome, { error: { variant: 'tokens-per-day' } })
})

t.test('a burst is how much at once, and the numbers of a refusal fit the formula all the same', async t => {
  const state = stateOf({ limits: [{ tpm: 6000, burst: { tpm: 600 } }] })
  askAt(state, asking(500))
  const { standing } = askAt(state, asking(300))
  t.match(standing.refusal, { limit: 6000, used: 5900, requested: 300, waitMs: 2000 })
  t.match(standing.limits?.amount, { limit: 6000, used: 500, capacity: 600 })
  t.equal(short(askAt(state, asking(300, 2000))), 'complete')
  t.match(askAt(state, asking(601)), { outcome: { error: { status: 413 } }, standing: { refusal: { limit: 600 } } })
})

t.test('what is told is real time: at sixty times the speed a minute is a second', async t => {
  const state = { ...stateOf({ limits: [{ rpm: 1 }] }), speed: 60 }
  askAt(state, asking(10))
  const refused = askAt(state, asking(10))
  t.match(refused, { headers: { 'retry-after': '1' }, standing: { refusal: { waitMs: 1000 }, limits: { speed: 60 } } })
  t.equal(short(askAt(state, asking(10, 60_000))), 'complete')
})

t.test('a wait is that of the printed numbers, to the nanosecond, and long enough', async t => {
  const state = stateOf({ limits: [{ tpm: 7000 }] })
  askAt(state, asking(7000))
  const { standing, headers } = askAt(state, asking(10, 3))
  t.match(standing.refusal, { used: 7000, requested: 10, waitMs: 85.714285 })
  t.equal(headers?.['retry-after'], '1')
  // 0.35 tokens have refilled by then, and the next 9.65 take 82.7 ms
  t.equal(short(askAt(state, asking(10, 3 + 82))), 429)
  t.equal(short(askAt(state, asking(10, 3 + 85.714285))), 'complete')
})

t.test('a wait of centuries is still a number', async t => {
  const state = stateOf({ limits: [{ tpd: 10 }] })
  const first = askAt(state, asking(10))
  settle(first, 0, Number.MAX_SAFE_INTEGER, 10)
  const { standing, headers } = askAt(state, asking(10))
  t.match(headers?.['retry-after'], /^\d+$/)
  t.ok(Number.isSafeInteger(standing.refusal?.used))
})

t.test('complete of a rule counts beyond any limit; errors, literal answers and refusals take nothing', async t => {
  const rules = [
    { match: { header: { x: 'complete' } }, complete: {} },
    { match: { header: { x: 'part' } }, reply: { status: 206 } },
    { match: { header: { x: 'error' } }, error: { status: 400, variant: 'tool-use-failed' } },
    { match: { header: { x: 'literal' } }, reply: { body: 'x' } },
  ]
  const state = stateOf({ models: ['known'], limits: [{ rpm: 3 }] }, { rules })
  const of = (x: string, more: object = {}) => askAt(state, { call: { model: 'known', headers: { x }, ...more } })
  for (const x of ['error', 'literal', 'error']) t.equal(of(x).hold, null)
  of('plain', { model: 'unknown' })
  of('plain', { problem: { name: 'invalid-json' } })
  const statuses = [of('complete'), of('part'), of('plain'), of('plain'), of('complete'), of('complete')].map(short)
  t.same(statuses, ['complete', 'reply', 'complete', 429, 'complete', 'complete'])
  t.equal(of('plain').standing.refusal?.used, 5)
})

t.test('x-mock-status: 200 counts as success does', async t => {
  const state = stateOf({ limits: [{ rpm: 1 }] })
  const inject = { status: 200, variant: null, retryAfterMs: null }
  const selection = { scenario: null, session: null, call: null, inject, wrong: null }
  for (let i = 0; i < 2; i += 1) t.equal(short(askAt(state, { call: { selection } })), 'complete')
  t.equal(askAt(state).standing.refusal?.used, 2)
})

t.test('a rule that passes may change what the limiter says', async t => {
  const state = stateOf({ limits: [{ rpm: 1 }] }, { rules: [{ headers: { 'retry-after': null } }] })
  askAt(state)
  t.match(askAt(state), { outcome: { error: { status: 429 } }, headers: { 'retry-after': null } })
})

t.test('operations without limits are never kept', async t => {
  const state = stateOf({ limits: [{ rpm: 1 }], capacity: { concurrent: 1 }, tiers: ['flex'] })
  const call = { method: 'GET', operation: 'listModels', endpoint: 'models', model: null } as const
  for (let i = 0; i < 3; i += 1) t.equal(short(askAt(state, { call })), 'complete')
})

t.test('audio counts its seconds, ten at least, and no tokens', async t => {
  const state = stateOf({ limits: [{ tpm: 1, ash: 60, asd: 1000 }] })
  const audio = (seconds: number | null) =>
    askAt(state, {
      call: {
        operation: 'createTranscription',
        endpoint: 'audio.transcriptions',
        body: {},
        file: { filename: 'a.mp3', contentType: 'audio/mpeg', bytes: 1, hash: 'h', seconds, content: null },
      },
    })
  t.equal(audio(0.5).standing.limits?.amount?.used, 10)
  t.equal(audio(null).standing.limits?.amount?.used, 20)
  t.equal(audio(12.3).standing.limits?.amount?.used, 33)
  t.match(audio(28), {
    reason: 'the seconds of audio per hour are used up',
    standing: { refusal: { limit: 60, used: 33, requested: 28, waitMs: 60_000 } },
  })
  t.match(audio(61).outcome, { error: { status: 413, variant: 'audio-seconds-per-hour' } })
  const { standing, hold } = audio(10)
  standing.meter?.answered(null, 22)
  hold?.settle(0, true)
  t.equal(audio(28).standing.refusal?.used, 55)
})

t.test('what a request asks of other endpoints is estimated from its input', async t => {
  const state = stateOf({ limits: [{ tpm: 1000 }] })
  const asked = (body: object) => {
    const call = { operation: 'createResponse', endpoint: 'responses', body } as const
    return askAt({ ...state, limiter: new RateLimiter() }, { call }).standing.limits?.amount?.used
  }
  t.equal(asked({ input: 'x'.repeat(40), instructions: 'y'.repeat(8) }), 12)
  t.equal(asked({ input: ['x'.repeat(40), 'y'.repeat(40)] }), 20)
  t.equal(asked({ input: [{ role: 'user', content: 'x'.repeat(40) }] }), 14)
  for (const input of [null, 7, { a: 1 }, [null, 7, [[]]]]) t.ok((asked({ input }) ?? 99) <= 12, JSON.stringify(input))
})

t.test('tiers that the organization does not have get 400; auto wants one that is better than on_demand', async t => {
  const of = (api: object, tier: string) => {
    const { outcome } = askAt(stateOf(api), { call: { tier } })
    return outcome.kind === 'error' ? outcome.error.variant : 'served'
  }
  const refused = 'tier-not-available'
  for (const [tiers, tier, expected] of [
    [['on_demand'], 'on_demand', 'served'],
    [['on_demand'], 'default', 'served'],
    [['on_demand'], 'flex', refused],
    [['on_demand'], 'auto', refused],
    [['on_demand'], 'gold', refused],
    [['on_demand', 'flex'], 'auto', 'served'],
    [['performance'], 'on_demand', refused],
    [['performance'], 'performance', 'served'],
  ] as const)
    t.equal(of({ tiers }, tier), expected, `${tier} of ${tiers}`)
  t.equal(of({ plan: 'free' }, 'flex'), refused)
  t.equal(of({ plan: 'free', tiers: ['on_demand', 'flex'] }, 'flex'), 'served')
  t.equal(of({}, 'gold'), 'served')
})

t.test('flex has room for so many at once; auto falls back, and the others are served', async t => {
  const state = stateOf({ flexCapacity: 2 })
  const of = (tier: string) => askAt(state, { call: { tier } })
  const first = of('flex')
  t.equal(of('auto').standing.tier, 'flex')
  t.match(of('flex'), { outcome: { error: { status: 498 } }, headers: null, reason: 'the flex tier has no room' })
  t.match(of('auto'), { outcome: { kind: 'complete' }, standing: { tier: 'on_demand' } })
  t.equal(short(of('on_demand')), 'complete')
  first.hold?.settle(0, false)
  t.equal(of('flex').standing.tier, 'flex')
  t.equal(short(of('flex')), 498)
})

t.test('flex may find room by share, by seeded luck that the explanation shows', async t => {
  const state = stateOf({ flexCapacity: '70%' })
  const seen = Array.from({ length: 1000 }, (_, i) => askAt(state, { call: { tier: 'flex', fingerprint: `f${i}` } }))
  const refused = seen.filter(decision => short(decision) === 498).length
  t.ok(refused > 240 && refused < 360, String(refused))
  t.match(seen[0]?.trace?.draws, [{ rule: null, what: 'flex', against: 0.7 }])
  t.equal(
    short(askAt(state, { call: { tier: 'flex', fingerprint: 'f0' } })),
    short(seen[0] as Decision),
    'again the same',
  )
})

t.test('more at once than there is room for get 503, until one is over', async t => {
  const state = stateOf({ capacity: { concurrent: 2 } })
  const [first] = [askAt(state), askAt(state)]
  t.match(askAt(state), { outcome: { error: { status: 503, variant: 'over-capacity' } }, hold: null })
  first?.hold?.settle(0, true)
  t.equal(short(askAt(state)), 'complete')
})

t.test('what the tier or the capacity refuses has taken nothing from the limits', async t => {
  const state = stateOf({ limits: [{ rpm: 2 }], tiers: ['on_demand'], capacity: { concurrent: 1 } })
  askAt(state, { call: { tier: 'flex' } })
  const first = askAt(state)
  t.equal(short(askAt(state)), 503)
  first.hold?.settle(0, true)
  t.equal(short(askAt(state)), 'complete')
})

t.test('limits answer before tiers, and tiers before capacity', async t => {
  const state = stateOf({ limits: [{ rpm: 1 }], tiers: ['on_demand'], capacity: { concurrent: 1 } })
  askAt(state)
  t.equal(short(askAt(state, { call: { tier: 'flex' } })), 429)
  t.equal(short(askAt(state, { call: { tier: 'flex', model: 'other' } })), 400)
  t.equal(short(askAt(state, { call: { model: 'other' } })), 503)
})

t.test('a thousand at once on a limit of a hundred give exactly a hundred successes', async t => {
  const state = stateOf({ limits: [{ rpm: 100 }] })
  const seen = Array.from({ length: 1000 }, () => short(askAt(state)))
  t.equal(seen.filter(one => one === 'complete').length, 100)
  t.equal(seen.filter(one => one === 429).length, 900)
})

t.test('the free plan limits models as the documentation says, and a model of nobody’s not at all', async t => {
  const state = stateOf({ plan: 'free' })
  const of = (model: string) => askAt(state, { call: { model } }).standing.limits
  t.match(of('openai/gpt-oss-120b'), { requests: { limit: 1000 }, amount: { limit: 8000 } })
  t.match(of('allam-2-7b'), { requests: { limit: 7000 }, amount: { limit: 6000 } })
  t.match(of('groq/compound-mini'), { requests: { limit: 250 }, amount: { limit: 70_000 } })
  t.equal(of('my-own'), null)
})
