import t from 'tap'
import type { Decision } from '#src/engine/decide'
import type { Entry } from '#src/journal/entry'
import { type Explanation, explanationOf } from '#src/journal/explanation'
import { askAt, callOf, freshState, type Moment, scenarioOf } from '../helpers/deciding.ts'

// written as a literal it would look like a promise
const atEnd = (then: string): object => ({ then })

const told = ({ trace, rule }: Decision): Explanation =>
  explanationOf({ number: 1, entry: { because: 'because', rule } as Entry, trace })

const asked = (scenario: object, moment: Moment = {}): Explanation =>
  told(askAt(freshState(scenarioOf(scenario)), moment))

t.test(
  'each rule that was asked tells whether it spoke and what it missed; those after the decision are not there',
  async t => {
    const { rules, draws, limiter, because } = asked({
      rules: [
        { name: 'stream', match: { model: 'openai/*', stream: true }, error: 503 },
        { name: 'elsewhere', match: { path: '/models' }, error: 503 },
        { name: 'other endpoint', match: { endpoint: 'models' }, error: 503 },
        { name: 'later', after: 5, error: 503 },
        { name: 'early', during: '1m..2m', error: 503 },
        { name: 'third', every: 3, error: 503 },
        { name: 'slow', delay: '1ms' },
        { name: 'decides', error: 429 },
        { name: 'unasked', error: 500 },
      ],
    })
    t.same(rules, [
      { name: 'stream', spoke: null, missed: 'stream: true' },
      { name: 'elsewhere', spoke: null, missed: 'path: /models' },
      { name: 'later', spoke: null, missed: 'after: 5 (this is number 1)' },
      { name: 'early', spoke: null, missed: 'during: 1m..2m (this came at 0ms)' },
      { name: 'third', spoke: null, missed: 'every: 3 (this is number 1)' },
      { name: 'slow', spoke: 'passed', missed: null },
      { name: 'decides', spoke: 'decided', missed: null },
    ])
    t.same(draws, [])
    t.same([limiter, because], [null, 'because'])
  },
)

t.test('a rule that passed last did not decide', async t => {
  t.same(asked({ rules: [{ name: 'slow', delay: '1ms' }] }).rules, [{ name: 'slow', spoke: 'passed', missed: null }])
})

t.test('times that are used up, what shares leave over and an ended sequence are told', async t => {
  const state = freshState(
    scenarioOf({
      rules: [
        { name: 'once', times: 1, error: 503 },
        { name: 'steps', sequence: [{ error: 429 }], ...atEnd('pass') },
        { name: 'rarely', oneOf: [{ share: '0%', error: 500 }] },
      ],
    }),
  )
  askAt(state)
  askAt(state)
  t.same(
    told(askAt(state)).rules.map(({ missed }) => missed),
    ['times: 1', 'sequence: it is at its end and passes', 'oneOf: the draw fell on none of the options'],
  )
})

t.test('a complete that passes over a refused request says why', async t => {
  const { rules } = asked(
    { rules: [{ name: 'well', complete: {} }] },
    { call: callOf({ problem: { name: 'invalid-json' } }) },
  )
  t.match(rules, [{ name: 'well', spoke: null, missed: 'complete: the request is refused (invalid-json)' }])
})

t.test('every draw is told with its number and what it was held against', async t => {
  const { draws, rules } = asked({
    api: { delay: { median: '100ms', p99: '2s' } },
    rules: [
      { name: 'rarely', share: '0.5%', error: 503 },
      {
        name: 'mixed',
        oneOf: [
          { share: '0%', error: 503 },
          { share: '100%', pass: true, delay: '1s..3s' },
        ],
      },
      { name: 'half', oneOf: [{ share: '12.5%', error: 503 }] },
    ],
  })
  t.match(draws, [
    { rule: 'rarely', what: 'share', number: Number, needed: 'below 0.005' },
    { rule: 'mixed', what: 'oneOf', number: Number, needed: 'below 0 option 1, below 1 option 2' },
    { rule: 'half', what: 'oneOf', number: Number, needed: 'below 0.125 option 1, else none' },
    { rule: 'mixed', what: 'delay', number: Number, needed: 'from 1s at 0 to 3s at 1' },
  ])
  for (const { number } of draws) t.ok(number >= 0 && number < 1)
  t.equal(rules[0]?.missed, 'share: 0.5%')
  t.match(asked({ api: { delay: { median: '100ms', p99: '2s' } } }), {
    rules: [],
    draws: [{ rule: null, what: 'delay', needed: '100ms at 0.5, 2s at 0.99' }],
  })
})

t.test('what was drawn is what decided', async t => {
  const scenario = scenarioOf({ rules: [{ name: 'half', share: '50%', error: 503 }] })
  for (let ordinal = 1; ordinal <= 50; ordinal += 1) {
    const decision = askAt(freshState(scenario), { attempt: { ordinal } })
    t.equal((decision.trace?.draws[0]?.number ?? 1) < 0.5, decision.rule === 'half')
  }
})

t.test('where nothing was looked at nothing is held', async t => {
  const inject = { status: 498, variant: null, retryAfterMs: null }
  const state = freshState(scenarioOf({ rules: [{ error: 503 }] }))
  const { selection } = callOf()
  t.equal(askAt(state, { call: { selection: { ...selection, inject } } }).trace, null)
  t.equal(askAt(freshState(scenarioOf({}))).trace, null)
  t.same(told(askAt(freshState(scenarioOf({})))), {
    entry: { because: 'because', rule: null },
    because: 'because',
    rules: [],
    draws: [],
    limiter: null,
  })
})
