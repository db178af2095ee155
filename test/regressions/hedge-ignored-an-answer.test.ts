// Wrong until 992af5d (2026-11-27): a hedge that a busy client sent before it had read the answer was accused of sending again what had been refused, or too early.
import t from 'tap'
import { call, judged } from '../verdict/journals.ts'

const crossing = { wait: 29, connection: 2, onConnection: 1 }

t.test('who can not have read the answer ignored nothing in it', async t => {
  const refused = call('a', [{ status: 400 }, { ...crossing, status: 400 }])
  t.same(judged(refused, { expect: { neverRetry: [400] } }).findings, [])
  const limited = call('a', [{ status: 429, retryAfter: 1 }, crossing])
  t.same(judged(limited, { expect: { honoursRetryAfter: true } }).findings, [])
})

t.test('who had the time to read it, or read it on the same connection, did', async t => {
  for (const again of [{ ...crossing, wait: 150 }, { wait: 29 }])
    t.match(judged(call('a', [{ status: 400 }, again]), { expect: { neverRetry: [400] } }).findings, [
      { id: 'retried-non-retryable' },
    ])
})
