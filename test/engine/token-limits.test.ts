import t from 'tap'
import type { SessionState } from '#src/engine/question'
import { askAt, freshState, type Moment, scenarioOf, short } from '../helpers/deciding.ts'

const MODEL = 'qwen/qwen3.8-27b'

const stateOf = (api: object): SessionState => freshState(scenarioOf({ api }))

/** A prompt of so many tokens: four for the message, the rest for its text. */
const asking = (tokens: number, more: object = {}, ms = 0): Moment => ({
  ms,
  call: { model: MODEL, body: { messages: [{ role: 'user', content: 'x'.repeat(4 * (tokens - 4)) }], ...more } },
})

/** Asks, and the answer has so many tokens. */
const use = (state: SessionState, prompt: number, completion: number, more: object = {}, cached = 0): void => {
  const { standing, hold } = askAt(state, asking(prompt, more))
  standing.meter?.answered({ prompt, completion, cached }, null)
  hold?.settle(0, true)
}

const bucket = (state: SessionState, dimension: string) =>
  askAt(state, asking(4)).trace?.limits?.find(reading => reading.dimension === dimension)?.used

t.test('input tokens are the prompt alone, whatever completion is allowed or reserved', async t => {
  const state = stateOf({ reserveMaxTokens: true, limits: [{ itpm: 7000 }] })
  use(state, 6635, 500, { max_completion_tokens: 5000 })
  const refused = askAt(state, asking(538))
  t.match(refused.outcome, { error: { status: 429, variant: 'input-tokens-per-minute' } })
  t.equal(refused.reason, 'the input tokens per minute are used up')
  t.match(refused.standing.refusal, { limit: 7000, used: 6635, requested: 538, waitMs: 1482.857142 })
  t.equal(refused.headers?.['retry-after'], '2')
  t.equal(short(askAt(state, asking(538, {}, 1482.857142))), 'complete')
})

t.test('cached input does not count', async t => {
  const state = stateOf({ limits: [{ itpm: 7000 }] })
  use(state, 1000, 10, {}, 800)
  t.equal(bucket(state, 'ITPM'), 200)
})

t.test('a prompt that is more than the input of a minute gets 413', async t => {
  const large = askAt(stateOf({ plan: 'free' }), asking(8657))
  t.match(large.outcome, { error: { status: 413, variant: 'input-tokens-per-minute' } })
  t.match(large.standing.refusal, { limit: 7000, requested: 8657 })
  t.equal(large.headers?.['retry-after'], '15')
})

t.test(
  'output tokens are asked for as the request allows them, by either name, and what is not used goes back',
  async t => {
    for (const name of ['max_completion_tokens', 'max_tokens']) {
      const state = stateOf({ limits: [{ otpm: 1000 }] })
      const first = askAt(state, asking(10, { [name]: 485 }))
      t.equal(short(first), 'complete')
      const refused = askAt(state, asking(10, { [name]: 800 }))
      t.match(refused.outcome, { error: { status: 429, variant: 'output-tokens-per-minute' } })
      t.match(refused.standing.refusal, { limit: 1000, used: 485, requested: 800, waitMs: 17_099.999999 })
      first.standing.meter?.answered({ prompt: 10, completion: 200 }, null)
      first.hold?.settle(0, true)
      t.equal(short(askAt(state, asking(10, { [name]: 800 }))), 'complete')
    }
  },
)

t.test(
  'without a limit of its own an answer counts when it is over, and a bucket without a token left refuses',
  async t => {
    const state = stateOf({ limits: [{ otpm: 1000 }] })
    use(state, 10, 1200)
    t.equal(bucket(state, 'OTPM'), 1200)
    const refused = askAt(state, asking(10))
    t.match(refused.standing.refusal, { limit: 1000, used: 1200, requested: 1, waitMs: 12_060 })
    t.equal(short(askAt(state, asking(10, {}, 12_060))), 'complete')
  },
)

t.test('an answer of which nothing left gives its output back', async t => {
  const state = stateOf({ limits: [{ otpm: 1000 }] })
  const left = askAt(state, asking(10, { max_tokens: 900 }))
  left.standing.meter?.answered({ prompt: 10, completion: 300 }, null)
  left.hold?.settle(0, false)
  t.equal(bucket(state, 'OTPM'), 0)
})

t.test('max_tokens above the output of a minute gets 429 at once, or 400 where the scenario says so', async t => {
  for (const [api, error, retryAfter] of [
    [{}, { status: 429, variant: 'output-tokens-too-large' }, '28'],
    [{ outputTooLarge: 429 }, { status: 429, variant: 'output-tokens-too-large' }, '28'],
    [{ outputTooLarge: 400 }, { status: 400, variant: 'output-tokens-too-large' }, undefined],
  ] as const) {
    const state = stateOf({ ...api, limits: [{ otpm: 1000 }] })
    for (const name of ['max_completion_tokens', 'max_tokens']) {
      const large = askAt(state, asking(10, { [name]: 1453 }))
      t.match(large.outcome, { error })
      t.match(large.standing.refusal, { limit: 1000, requested: 1453 })
      t.equal(large.headers?.['retry-after'], retryAfter)
      t.equal(large.hold, null)
    }
    t.equal(short(askAt(state, asking(10, { max_tokens: 1000 }))), 'complete', 'what fits exactly')
  }
})

t.test('outputTooLarge is about output alone', async t => {
  const state = stateOf({ outputTooLarge: 400, limits: [{ itpm: 100, otpm: 100, tpm: 150 }] })
  t.equal(short(askAt(state, asking(101))), 413)
  askAt(state, asking(10, { max_tokens: 60 }))
  t.equal(short(askAt(state, asking(10, { max_tokens: 60 }))), 429, 'output that is used up')
})

t.test('embeddings ask for no output, and a Responses request for max_output_tokens', async t => {
  const state = stateOf({ limits: [{ otpm: 100 }] })
  use(state, 10, 100)
  const embed = { operation: 'createEmbedding', endpoint: 'embeddings', body: { input: 'Hello' } } as const
  t.equal(short(askAt(state, { call: { model: MODEL, ...embed } })), 'complete')
  const respond = { operation: 'createResponse', endpoint: 'responses' } as const
  const body = { input: 'Hello', max_output_tokens: 101 }
  t.equal(short(askAt(state, { call: { model: 'other', ...respond, body } })), 429)
  t.equal(short(askAt(state, { call: { model: 'other', ...respond, body: { input: 'Hello' } } })), 'complete')
})

t.test('the free plan has both for qwen3.8-27b beside its other limits, and output alone for qwen3.6-27b', async t => {
  const state = stateOf({ plan: 'free' })
  const limitsOf = (model: string) =>
    askAt(state, { call: { model } }).trace?.limits?.map(({ dimension, limit }) => `${dimension} ${limit}`)
  t.same(limitsOf(MODEL), ['RPM 30', 'RPD 1000', 'ITPM 7000', 'OTPM 1000', 'TPM 8000', 'TPD 200000'])
  t.same(limitsOf('qwen/qwen3.6-27b'), ['RPM 30', 'RPD 1000', 'OTPM 1000', 'TPM 8000', 'TPD 200000'])
})
