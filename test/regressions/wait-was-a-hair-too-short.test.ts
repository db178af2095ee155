// Wrong until d8e02df (2026-11-24): at a higher speed a wait was told so that the bucket had not quite refilled when it was over.
import t from 'tap'
import { askAt, freshState, scenarioOf, short } from '../helpers/deciding.ts'

t.test(
  'who waits for as long as it is told succeeds, also where the wait is a hair above a tenth of a millisecond',
  async t => {
    const speed = 60
    const state = { ...freshState(scenarioOf({ api: { limits: [{ rpm: 30 }] } })), speed }
    for (let n = 0; n < 30; n += 1) t.equal(short(askAt(state)), 'complete')
    // a request of thirty has refilled at 2000 ms of session time, which is 10.0005 ms of real time away
    const ms = 1399.97
    const refused = askAt(state, { ms })
    t.equal(short(refused), 429)
    const { waitMs = 0 } = refused.standing.refusal ?? {}
    t.equal(short(askAt(state, { ms: ms + waitMs * speed })), 'complete')
  },
)
