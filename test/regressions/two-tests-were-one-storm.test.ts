// Wrong until e1f0756 (2026-11-27): two tests of a suite that asked the same in an outage were taken for one call that was tried six times.
import t from 'tap'
import { call, idsOf, judged } from '../verdict/journals.ts'

const tries = (...counts: readonly number[]) =>
  call(
    'a',
    counts.map((count, i) => ({
      status: 503,
      count,
      wait: 400 + 37 * i,
      certainty: count > 0 ? 'certain' : 'inferred',
    })),
  )
const expect = { 'attempts.max': 5 } as const

t.test('where counts start over once, nobody knows whether it is one call', async t => {
  const { findings, expectations } = judged(tries(0, 1, 2, 0, 1, 2), { expect })
  t.same(findings, [])
  t.match(expectations, [{ met: true, sentence: 'No call had more than 3 attempts.' }])
})

t.test('one that counts on, or that starts over and over, was tried that often', async t => {
  for (const counts of [
    [0, 1, 2, 3, 4, 5],
    [0, 0, 0, 0, 0, 0],
    [0, 1, 2, 0, 1, 2, 0, 1, 2],
    [0, 1, 2, 3, 4, 5, 0],
  ])
    t.ok(idsOf(judged(tries(...counts), { expect })).includes('retry-storm'), counts.join(' '))
})
