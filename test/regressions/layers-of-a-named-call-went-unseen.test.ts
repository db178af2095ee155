// Wrong until 7c052b1 (2026-11-27): two layers that retried went unseen in a call with a name, whose attempts belong together for certain, unless there were three rounds.
import t from 'tap'
import { call, judged } from '../verdict/journals.ts'

const tried = (certainty: 'certain' | 'inferred') =>
  judged(
    call(
      'a',
      [0, 1, 2, 0, 1, 2].map((count, i) => ({
        status: 503,
        count,
        wait: 400 + 37 * i,
        certainty: count > 0 ? 'certain' : certainty,
      })),
    ),
  ).findings.filter(({ id }) => id === 'retry-amplification')

t.test('two rounds of one call are two layers where its name makes it certain', async t => {
  t.match(tried('certain'), [{ severity: 'WARN', certainty: 'certain', sentence: /2 × 3, in all 6 attempts/ }])
})

t.test('where nobody knows whether it is one call, nothing is said', async t => {
  t.same(tried('inferred'), [])
})
