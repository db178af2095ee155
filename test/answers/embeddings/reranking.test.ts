import fc from 'fast-check'
import t from 'tap'
import { answer } from '#src/answers/index'
import { asking, bodyOf, fresh, wholeOf } from '../asking.ts'

const reranking = (body: unknown, changes = {}) =>
  asking({}, { operation: 'createReranking', model: 'qwen3-reranker-4b', body, ...changes })

const docs = ['The weather is nice today', 'Sea levels rise as the climate changes', 'The climate of Norway']

const ranked = (body: object): { doc: string; score: number }[] => wholeOf(reranking(body)).results

t.test('documents come by score, the highest first, and none is lost', async t => {
  const results = ranked({ query: 'climate change', docs })
  t.strictSame(Object.keys(results[0] ?? {}), ['doc', 'score'])
  t.strictSame(results.map(({ doc }) => doc).sort(), [...docs].sort())
  t.equal(results.at(-1)?.doc, docs[0])
  for (const [i, { score }] of results.entries()) t.ok(score <= (results[i - 1]?.score ?? 1) && score >= 0)
})

t.test('a document that is the query scores 1, one that shares nothing next to nothing', async t => {
  const results = ranked({ query: docs[0], docs: ['xyz', docs[0]] })
  t.match(results[0], { doc: docs[0], score: 1 })
  t.ok((results[1]?.score ?? 1) < 0.2)
})

t.test('of documents that score the same the first stays first', async t => {
  const many = Array.from({ length: 100 }, (_, i) => `${i}: rain`)
  const results = ranked({ query: 'climate', docs: many })
  const ties = results.slice(1).filter(({ score }, i) => score === results[i]?.score)
  t.ok(ties.length > 10)
  for (const [i, { doc, score }] of results.entries()) {
    const before = results[i - 1]
    if (before?.score === score) t.ok(many.indexOf(before.doc) < many.indexOf(doc))
  }
})

t.test('an instruction moves the scores', async t => {
  const query = 'climate'
  t.notSame(ranked({ query, docs, instruction: 'Find texts about Norway' }), ranked({ query, docs }))
  t.strictSame(ranked({ query, docs, instruction: null }), ranked({ query, docs }))
})

t.test('scores repeat, whatever the seed is', async t => {
  const body = { query: 'climate', docs }
  t.equal(
    bodyOf(answer(reranking(body, { seed: 2, fingerprint: 'b' }), {}, fresh)),
    bodyOf(answer(reranking(body), {}, fresh)),
  )
})

t.test('no more documents than documented are looked at', async t => {
  t.equal(ranked({ query: 'a', docs: Array(200).fill('a') }).length, 100)
})

t.test('any JSON as body gives results', async t => {
  const body = fc.oneof(fc.jsonValue(), fc.record({ query: fc.jsonValue(), docs: fc.array(fc.jsonValue()) }))
  fc.assert(
    fc.property(body, given => {
      const { results } = wholeOf(reranking(given))
      return results.every(({ score }: { score: number }) => score >= 0 && score <= 1)
    }),
    { numRuns: 50 },
  )
  t.pass('no body breaks it')
})
