// Wrong until 222218f (2026-11-27): a second request beside each try, sent while the answer to the first was on its way, made a client with four tries one with eight.
import t from 'tap'
import { call, judged } from '../verdict/journals.ts'

const expect = { 'attempts.max': 5 } as const
/** Tries that fail; beside each, a moment after its failure, another on this connection. */
const tried = (tries: number, connection: number) =>
  call(
    'a',
    Array.from({ length: tries }, (_, i) => [
      { status: 503, wait: 400 + 90 * i, connection: 1, certainty: 'inferred' as const },
      { status: 503, wait: 2, connection, onConnection: 3, certainty: 'inferred' as const },
    ]).flat(),
  )

t.test('a hedge is no try', async t => {
  const { expectations, findings } = judged(tried(4, 2), { expect })
  t.match(expectations, [{ met: true, sentence: 'No call had more than 4 attempts.' }])
  t.notOk(findings.some(({ id }) => id === 'retry-storm'))
})

t.test('what came over the same connection was sent in the knowledge of the failure', async t => {
  t.match(judged(tried(4, 1), { expect }).expectations, [{ met: false }])
})

t.test('many tries are many, with hedges or without', async t => {
  t.match(judged(tried(6, 2), { expect }).expectations, [{ met: false }])
})
