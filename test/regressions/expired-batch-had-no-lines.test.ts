// Wrong until 85862de (2026-11-24): a batch whose window ended before it began expired without an error for each of its lines.
import t from 'tap'
import { batchLines, begun, worldOf } from '../batches/running.ts'

const DAY_MS = 86_400_000

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
