// Wrong until 85862de (2026-11-24): a batch whose window ended before it began expired without an error for each of its lines.
import t from 'tap'
import { batchLines, type World, worldOf } from '../batches/running.ts'

const DAY_MS = 86_400_000

/** A session's time begins with its first request; here it begins at once. */
const begun = (world: World): World => {
  world.session.attemptOf(
    {
      fingerprint: 'first',
      key: null,
      retryCount: null,
      selection: { scenario: null, session: null, call: null, inject: null, wrong: null },
    } as never,
    world.clock.monotonic(),
  )
  return world
}

t.test('a batch that had no time to begin expires with an error for every line', async t => {
  const world = begun(worldOf())
  const batch = world.create(batchLines(5))
  world.session.advance(DAY_MS)
  await world.pass(100)
  const expired = world.see(batch)
  t.match(expired, { status: 'expired', request_counts: { total: 5, completed: 0, failed: 5 }, output_file_id: null })
  t.same(
    world.linesOf(expired.error_file_id).map(({ custom_id }) => custom_id),
    ['r0', 'r1', 'r2', 'r3', 'r4'],
  )
})
