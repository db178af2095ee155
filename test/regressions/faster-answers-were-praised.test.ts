// Wrong until 7c052b1 (2026-11-27): a client that kept its pace was praised for fewer requests at once, where refusals only came faster than answers.
import t from 'tap'
import { call, idsOf, judged } from '../verdict/journals.ts'

/** A request each 50 ms: eight are open at once while answers take 400 ms, one where refusals take 10 ms. */
const paced = (more: number, apartMs: number) => [
  ...Array.from({ length: 20 }, (_, i) => call(`early-${i}`, [{ takes: 400 }], { at: i * 50 })).flat(),
  ...Array.from({ length: more }, (_, i) =>
    call(`late-${i}`, [{ status: 429, takes: 10 }], { at: 1400 + i * apartMs }),
  ).flat(),
]

t.test('who goes on at the same pace has not adapted, however fast it is refused', async t => {
  t.notOk(idsOf(judged(paced(100, 50))).includes('adapted'))
})

t.test('who sends so seldom that old answers would not meet either has', async t => {
  t.ok(idsOf(judged(paced(30, 500))).includes('adapted'))
})
