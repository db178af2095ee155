import t from 'tap'
import { type TemporaryRule, temporaryRuleOf } from '#src/scenario/temporary-rule'
import { Injections } from '#src/session/injections'
import { Tally } from '#src/tally'
import { askAt, freshState, scenarioOf, short } from '../helpers/deciding.ts'

const ruleOf = (raw: object): TemporaryRule => {
  const made = temporaryRuleOf(raw, 1)
  if (typeof made === 'string') throw new Error(made)
  return made
}

t.test(
  'a temporary rule decides before the scenario, whatever is wrong with the request, and leaves its counters alone',
  async t => {
    const injections = new Injections()
    const state = freshState(scenarioOf({ rules: [{ error: 500, times: 1 }] }), 1, injections)
    injections.add(ruleOf({ status: 503, times: 2 }))
    const statuses = [{}, { call: { problem: { name: 'invalid-json' as const } } }, {}, {}].map(moment =>
      short(askAt(state, moment)),
    )
    t.strictSame(statuses, [503, 503, 500, 'complete'])
    t.strictSame([state.counters.matched, state.counters.spoken], [[2], [1]])
  },
)

t.test('an injected success passes over a request that the API refuses, and goes on to wait for one', async t => {
  const injections = new Injections()
  const state = freshState(scenarioOf({ rules: [{ error: 500 }] }), 1, injections)
  injections.add(ruleOf({ status: 200 }))
  t.equal(short(askAt(state, { call: { problem: { name: 'invalid-json' } } })), 500)
  t.strictSame([short(askAt(state)), short(askAt(state))], ['complete', 500])
})

t.test('a preflight takes nothing of a temporary rule', async t => {
  const injections = new Injections()
  injections.add(ruleOf({ status: 503 }))
  const state = freshState(scenarioOf({}), 1, injections)
  const inquiry = { kind: 'preflight', answer: {}, endpoint: 'chat.completions' } as const
  t.equal(short(askAt(state, { call: { method: 'OPTIONS', inquiry } })), 'reply')
  t.equal(injections.all()[0]?.spoken, 0)
})

t.test('what temporary rules take in memory is given back', async t => {
  const tally = new Tally()
  const injections = new Injections(tally)
  const [made] = [ruleOf({ status: 503 }), ruleOf({ fault: 'hang' })].map(rule => injections.add(rule))
  const { bytes } = tally
  t.ok(bytes > 0)
  injections.delete(made?.id ?? '')
  t.equal(tally.bytes, bytes / 2)
  injections.clear()
  t.equal(tally.bytes, 0)
})
