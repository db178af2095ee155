import t from 'tap'
import type { Complete } from '#src/answers/answer'
import { batchLine, batchLines, begun, worldOf } from './running.ts'

const DAY_MS = 86_400_000

const ended = async (complete: Complete, lines: readonly string[] = batchLines(10), ms = 3000) => {
  const world = begun(worldOf())
  const batch = world.create(lines, {}, complete)
  t.equal(batch.status, 'validating', 'what is created is always being validated first')
  await world.pass(ms)
  return { world, batch, seen: world.see(batch) }
}

t.test('a batch that is to fail fails with the errors of the scenario, and nothing runs', async t => {
  const errors = [{ line: 4, code: 'invalid_method', message: 'Use POST.', param: 'method' }]
  const { world, seen } = await ended({ status: 'failed', errors })
  t.match(seen, { status: 'failed', failed_at: Number, output_file_id: null, error_file_id: null })
  t.same(seen.errors, {
    object: 'list',
    data: [{ code: 'invalid_method', message: 'Use POST.', param: 'method', line: 4 }],
  })
  t.same(world.entries(), [])
})

t.test('without errors of the scenario it fails with those that its input has, else with one of its own', async t => {
  const wrong = await ended({ status: 'failed' }, [batchLine('a'), '{'])
  t.match(wrong.seen.errors, { data: [{ code: 'invalid_json_line', line: 2 }] })
  const right = await ended({ status: 'failed' })
  t.same(right.seen.errors?.data, [
    { code: 'validation_failed', message: 'The input of the batch failed validation.', param: null, line: null },
  ])
})

t.test('a batch that is to expire does so within seconds, with an error for each line that did not run', async t => {
  const { world, seen } = await ended({ status: 'expired' })
  t.match(seen, { status: 'expired', request_counts: { total: 10, completed: 5, failed: 5 }, completed_at: null })
  t.ok(Number(seen.expired_at) >= Number(seen.expires_at), 'its window is over by then')
  t.equal(world.linesOf(seen.output_file_id).length, 5)
  t.match(world.linesOf(seen.error_file_id)[0], { response: null, error: { code: 'batch_expired' } })
  t.notOk(world.runner.isBusy)
})

t.test('a batch that is to be cancelled is so halfway, and one that is to be cancelling stays so', async t => {
  const { seen } = await ended({ status: 'cancelled' })
  t.match(seen, {
    status: 'cancelled',
    cancelling_at: Number,
    cancelled_at: Number,
    request_counts: { total: 10, completed: 5 },
  })
  const held = await ended({ status: 'cancelling' })
  t.match(held.seen, { status: 'cancelling', cancelling_at: Number, cancelled_at: null })
  held.world.session.advance(DAY_MS)
  await held.world.pass(300)
  t.equal(held.world.see(held.batch).status, 'cancelled', 'until its window is over')
})

t.test('a batch is held in a status until its window is over', async t => {
  for (const [status, then] of [
    ['validating', 'expired'],
    ['in_progress', 'expired'],
    ['finalizing', 'completed'],
  ] as const) {
    const { world, batch, seen } = await ended({ status })
    t.equal(seen.status, status)
    world.session.advance(DAY_MS)
    await world.pass(500)
    t.equal(world.see(batch).status, then, status)
    t.notOk(world.runner.isBusy, status)
  }
})

t.test('a batch that is held can still be cancelled', async t => {
  for (const status of ['validating', 'in_progress', 'finalizing'] as const) {
    const { world, batch } = await ended({ status })
    t.match(world.cancel(batch), { status: 'cancelling' })
    await world.pass(500)
    t.equal(world.see(batch).status, 'cancelled', status)
  }
})

t.test('an end of a response means nothing to a batch', async t => {
  t.equal((await ended({ status: 'incomplete', reason: 'content_filter' })).seen.status, 'completed')
})
