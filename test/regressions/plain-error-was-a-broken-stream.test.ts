// Wrong until 6ee780c (2026-11-27): the body of a plain error was taken for the beginning of the stream that had been asked for.
import t from 'tap'
import { call, idsOf, judged } from '../verdict/journals.ts'

const refused = { stream: true, status: 503, chunks: 1 }

t.test('a stream that was refused before it began can be asked for again', async t => {
  const { findings, costs } = judged(call('a', [refused, { wait: 500, stream: true, chunks: 9 }]))
  t.same(findings, [])
  t.equal(costs.tokensWasted, 0)
})

t.test('an error whose body broke off is no stream that a client took for whole', async t => {
  const broken = call('a', [{ ...refused, flaws: ['short'], endedBy: 'fault' }])
  t.notOk(idsOf(judged(broken, { declared: [{ ok: true }] })).includes('truncated-stream-accepted'))
})

t.test('one that began, or that its client left, is asked for anew', async t => {
  for (const began of [
    { stream: true, chunks: 5, flaws: ['cut'], endedBy: 'fault' } as const,
    { stream: true, chunks: 5, status: 499, endedBy: 'client' } as const,
  ]) {
    const { findings, costs } = judged(call('a', [began, { wait: 500, stream: true, chunks: 9 }]))
    t.match(findings, [{ id: 'restarted-stream' }])
    t.equal(costs.tokensWasted, 5)
  }
})
