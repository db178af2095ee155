// Wrong until 4efe4fc (2026-11-26): resets and waits were made from the fraction that a bucket held, not from the printed numbers.
import t from 'tap'
import { limitList } from '#src/outcomes/limit-list'
import { askAt, freshState, scenarioOf, short } from '../helpers/deciding.ts'

const stateOf = (limit: object) => freshState(scenarioOf({ api: { limits: [limit] } }))

t.test('the second request of 1000 a day shows 998 left and 2m52.8s, also five seconds after the first', async t => {
  const state = stateOf({ rpd: 1000 })
  askAt(state)
  const { standing } = askAt(state, { ms: 5000 })
  const list = limitList('tokens', standing.limits, 0, 0)
  t.equal(list[list.indexOf('x-ratelimit-remaining-requests') + 1], '998')
  t.equal(list[list.indexOf('x-ratelimit-reset-requests') + 1], '2m52.8s')
})

t.test('the wait of a 429 is that of the numbers next to it, also where a part of a request has refilled', async t => {
  const state = stateOf({ rpm: 30 })
  for (let n = 0; n < 30; n += 1) t.equal(short(askAt(state)), 'complete')
  const { refusal } = askAt(state, { ms: 1335 }).standing
  t.match(refusal, { limit: 30, used: 30, requested: 1, waitMs: 2000 })
})

t.test('a wait keeps its nanoseconds', async t => {
  const state = stateOf({ tpm: 7000 })
  const tokens = (many: number) => ({ body: { messages: [{ role: 'user', content: 'x'.repeat(4 * (many - 4)) }] } })
  askAt(state, { call: tokens(6635) })
  t.equal(askAt(state, { call: tokens(538) }).standing.refusal?.waitMs, 1482.857142)
})
