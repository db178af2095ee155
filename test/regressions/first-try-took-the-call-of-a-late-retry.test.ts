// Wrong until ec305c1 (2026-11-26): what came between the failure of an SDK's call and its own retry, a little late, was taken for that retry.
import t from 'tap'
import { startFrozen } from '../helpers/frozen.ts'

t.test('an SDK that is late finds its call again, whoever asked the same meanwhile', async t => {
  const mock = await startFrozen(t, { rules: [{ match: { attempt: 1 }, error: { status: 429, retryAfter: '1s' } }] })
  let sent = 0
  const ask = async (retryCount: number | null): Promise<readonly unknown[]> => {
    await mock.chat({}, retryCount === null ? {} : { 'x-stainless-retry-count': String(retryCount) })
    sent += 1
    const { call, attempt, status } = (await mock.entries(sent)).at(-1) ?? {}
    return [call, attempt, status]
  }
  t.same(await ask(0), ['call-1', 1, 429])
  await mock.clock.advance(1010)
  t.same(await ask(1), ['call-1', 2, 200], 'this SDK retries')

  t.same(await ask(0), ['call-2', 1, 429])
  await mock.clock.advance(1010)
  t.same(await ask(0), ['call-3', 1, 429], 'a first try of another')
  t.same(await ask(1), ['call-2', 2, 200])
  await mock.clock.advance(1010)
  t.same(await ask(1), ['call-3', 2, 200])

  t.same(await ask(0), ['call-4', 1, 429])
  t.same(await ask(null), ['call-5', 1, 429], 'a client that does not count')
  t.same(await ask(1), ['call-4', 2, 200])
  t.same(await ask(null), ['call-5', 2, 200])
})
