// Wrong until "Show what nothing was seen for as not judged" (2026-11-27): an idle server kept `attempts.max` and others, with a tick.
import t from 'tap'
import { verdictText } from '#src/verdict/forms/verdict-text'
import { judged } from '../verdict/journals.ts'

t.test('where no call was made, no expectation is kept and none is broken', async t => {
  const idle = judged([], { expect: { 'attempts.max': 3, 'wastedTokens.max': 0, deadline: 1000, finally: 'success' } })
  t.same(
    idle.expectations.map(({ met, seen }) => [met, seen]),
    Array.from({ length: 4 }, () => [null, false]),
  )
  t.equal(idle.result, 'INCONCLUSIVE')
  t.notMatch(verdictText(idle, null), /✓/)
})
