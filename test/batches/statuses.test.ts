import fc from 'fast-check'
import t from 'tap'
import { batchLine, batchLines, begun, worldOf } from './running.ts'

const DAY_MS = 86_400_000

t.test('a hundred lines go through all statuses and are complete within two seconds', async t => {
  const world = begun(worldOf())
  const batch = world.create(batchLines(100))
  const seen: [string, number][] = [[batch.status, 0]]
  for (let ms = 0; ms < 2000; ms += 50) {
    await world.pass(50)
    const { status, request_counts: counts } = world.see(batch)
    if (seen.at(-1)?.[0] !== status) seen.push([status, counts.total])
  }
  t.same(seen, [
    ['validating', 0],
    ['in_progress', 100],
    ['finalizing', 100],
    ['completed', 100],
  ])
  t.match(world.see(batch).request_counts, { total: 100, completed: 100, failed: 0 })
  t.notOk(world.runner.isBusy, 'nobody ticks any more')
})

t.test('counts grow while it is in progress', async t => {
  const world = begun(worldOf())
  const batch = world.create(batchLines(100))
  await world.pass(700)
  const { completed } = world.see(batch).request_counts
  t.ok(completed > 30 && completed < 70, `${completed} of 100 after half of the time`)
})

t.test('ten times the lines take less than ten times as long', async t => {
  const world = begun(worldOf())
  const batch = world.create(batchLines(1000))
  await world.pass(2000)
  t.equal(world.see(batch).status, 'in_progress')
  await world.pass(2500)
  t.equal(world.see(batch).status, 'completed')
})

t.test('every line is in one of the two files, and the batch tells which', async t => {
  const world = begun(worldOf({ rules: [{ match: { body: { '$.user': 'bad' } }, error: 429 }] }))
  const lines = [batchLine('a'), batchLine('b', {}, { user: 'bad' }), batchLine('c')]
  const batch = world.create(lines)
  await world.pass(2000)
  const done = world.see(batch)
  t.match(done, { status: 'completed', request_counts: { total: 3, completed: 2, failed: 1 }, errors: null })
  const output = world.linesOf(done.output_file_id)
  t.same(
    output.map(({ custom_id }) => custom_id),
    ['a', 'c'],
  )
  t.match(output[0], {
    id: /^batch_req_[0-9a-z]{26}$/,
    response: { status_code: 200, request_id: /^req_/, body: { object: 'chat.completion' } },
    error: null,
  })
  t.match(world.linesOf(done.error_file_id), [
    { custom_id: 'b', response: { status_code: 429, body: { error: { code: 'rate_limit_exceeded' } } }, error: null },
  ])
})

t.test('a batch without a failure has no error file, and one without a success no output file', async t => {
  const well = begun(worldOf())
  const good = well.create([batchLine('a')])
  await well.pass(2000)
  t.match(well.see(good), { status: 'completed', output_file_id: /^file_/, error_file_id: null })

  const down = begun(worldOf({ rules: [{ error: 503 }] }))
  const bad = down.create([batchLine('a')])
  await down.pass(2000)
  t.match(down.see(bad), { status: 'completed', output_file_id: null, error_file_id: /^file_/ })
})

t.test('an input that is wrong fails the batch with the number of each wrong line, and nothing runs', async t => {
  const world = begun(worldOf())
  const batch = world.create([batchLine('a'), '{', batchLine('b', { method: 'GET' }), batchLine('a')])
  await world.pass(2000)
  const failed = world.see(batch)
  t.match(failed, { status: 'failed', failed_at: Number, in_progress_at: null, output_file_id: null })
  t.same(failed.errors, {
    object: 'list',
    data: [
      {
        code: 'invalid_json_line',
        message: 'The line is not a JSON object, or has more than 250000 names and values.',
        param: null,
        line: 2,
      },
      {
        code: 'invalid_method',
        message: "Invalid value: 'GET'. Supported values are: 'POST'",
        param: 'method',
        line: 3,
      },
      {
        code: 'duplicate_custom_id',
        message: "The custom_id 'a' is that of line 1 already; it must be unique.",
        param: 'custom_id',
        line: 4,
      },
    ],
  })
  t.same(world.entries(), [])
})

t.test('an empty input fails the batch, and more than 50 000 lines do', async t => {
  const world = begun(worldOf())
  const empty = world.create([''])
  const long = world.create(batchLines(50_001))
  await world.pass(60_000)
  t.match(world.see(empty), { status: 'failed', errors: { data: [{ code: 'empty_file' }] } })
  t.match(world.see(long), { status: 'failed', errors: { data: [{ code: 'too_many_lines', line: 50_001 }] } })
})

t.test('where nothing is checked, any bytes are a batch that completes', async t => {
  const world = begun(worldOf({ api: { validation: 'off' } }))
  const lines = [
    '{',
    '[]',
    '{"custom_id":7}',
    '{"url":"/v1/nothing","body":{}}',
    batchLine('ok'),
    `{"custom_id":"deep","body":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    '{"custom_id":"own","__proto__":{"url":"/v1/chat/completions"}}',
  ]
  const batch = world.create(Buffer.concat([Buffer.from(`${lines.join('\n')}\n`), Buffer.from([0xff, 0x00, 0x0a])]))
  const none = world.create(new Uint8Array())
  await world.pass(2000)
  const done = world.see(batch)
  t.match(done, { status: 'completed', request_counts: { total: 8, completed: 1, failed: 7 } })
  t.same(
    world.linesOf(done.error_file_id).map(({ response, error }) => response?.status_code ?? error?.code),
    ['invalid_json_line', 'invalid_json_line', 404, 404, 'invalid_json_line', 404, 'invalid_json_line'],
  )
  t.match(world.see(none), { status: 'completed', request_counts: { total: 0 }, output_file_id: null })
})

t.test('where nothing is checked, random bytes are a batch that completes, with a result for each line', async t => {
  const piece = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom('\n', '\r\n', '{"body":', '\u0000', '{"url":"/v1/models"}'),
  )
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(piece, { maxLength: 12 }).map(pieces => Buffer.from(pieces.join(''))),
  )
  const check = fc.asyncProperty(content, async bytes => {
    const world = begun(worldOf({ api: { validation: 'off' } }))
    const batch = world.create(bytes)
    await world.pass(2000)
    const { status, request_counts: counts, output_file_id: output, error_file_id: errors } = world.see(batch)
    const results = world.linesOf(output).length + world.linesOf(errors).length
    return status === 'completed' && counts.completed + counts.failed === counts.total && results === counts.total
  })
  await t.resolves(fc.assert(check, { numRuns: 40 }))
})

t.test('session time decides: speed, and a jump forward', async t => {
  const fast = begun(worldOf({}, { speed: 100 }))
  const quick = fast.create(batchLines(100))
  await fast.pass(150)
  t.equal(fast.see(quick).status, 'completed')

  const world = begun(worldOf())
  const batch = world.create(batchLines(100))
  world.session.advance(2000)
  await world.pass(50)
  t.equal(world.see(batch).status, 'completed')
})

t.test('times follow session time from the moment of creation', async t => {
  const world = begun(worldOf())
  await world.pass(1000)
  const batch = world.create(batchLines(10))
  world.session.advance(3_600_000)
  await world.pass(200)
  const done = world.see(batch)
  const created = Number(batch.created_at)
  t.match(done, { status: 'completed', created_at: created, expires_at: created + 86_400 })
  t.ok(Number(done.completed_at) >= created + 3600)
  for (const status of ['failed_at', 'expired_at', 'cancelling_at', 'cancelled_at']) t.equal(done[status], null)
})

t.test('a jump beyond the completion window expires what has not run, line by line', async t => {
  const world = begun(worldOf())
  const batch = world.create(batchLines(100))
  await world.pass(600)
  const { completed } = world.see(batch).request_counts
  world.session.advance(DAY_MS)
  await world.pass(300)
  const expired = world.see(batch)
  t.match(expired, { status: 'expired', request_counts: { total: 100, completed, failed: 100 - completed } })
  t.equal(world.linesOf(expired.output_file_id).length, completed)
  t.match(world.linesOf(expired.error_file_id)[0], { response: null, error: { code: 'batch_expired' } })
  t.ok(Number(expired.expired_at) >= Number(expired.expires_at))
})

t.test('what batches gave before makes room for new results', async t => {
  const world = begun(worldOf())
  const old = world.create(batchLines(20))
  await world.pass(2000)
  const { room } = world.session.resources
  t.ok(room.take(256 * 1024 ** 2 - room.takenBytes - 3000))
  const batch = world.create(batchLines(1))
  await world.pass(2000)
  t.equal(world.see(batch).status, 'completed')
  const next = world.create(batchLines(5))
  await world.pass(2000)
  t.equal(world.see(next).status, 'completed')
  t.equal(world.session.resources.files.get(String(world.see(old).output_file_id)), undefined)
})

t.test('a window of seven days outlasts a jump of one', async t => {
  const world = begun(worldOf())
  const batch = world.create(batchLines(3), { completion_window: '7d' })
  world.session.advance(DAY_MS)
  await world.pass(200)
  t.equal(world.see(batch).status, 'completed')
})

t.test('cancelling takes a moment, keeps what was done, and may be asked for again and again', async t => {
  const world = begun(worldOf())
  const batch = world.create(batchLines(100))
  await world.pass(600)
  t.match(world.cancel(batch), { status: 'cancelling', cancelling_at: Number, cancelled_at: null })
  t.match(world.cancel(batch), { status: 'cancelling' })
  await world.pass(400)
  const cancelled = world.see(batch)
  t.match(cancelled, { status: 'cancelled', cancelled_at: Number, completed_at: null })
  const { completed } = cancelled.request_counts
  t.ok(completed > 0 && completed < 100)
  t.equal(world.linesOf(cancelled.output_file_id).length, completed)
  t.same(world.cancel(batch), cancelled)
  await world.pass(2000)
  t.same(world.see(batch), cancelled)
})

t.test('a batch that is over stays what it is when it is cancelled', async t => {
  const world = begun(worldOf())
  const batch = world.create(batchLines(3))
  await world.pass(2000)
  t.same(world.cancel(batch), world.see(batch))
  t.equal(world.see(batch).status, 'completed')
})

t.test('an input that is deleted on the way fails the batch', async t => {
  const world = begun(worldOf())
  const batch = world.create(batchLines(100))
  await world.pass(600)
  world.session.resources.files.delete(String(batch.input_file_id))
  await world.pass(100)
  t.match(world.see(batch), { status: 'failed', errors: { data: [{ code: 'input_file_deleted' }] } })
})

t.test('a batch over an input that nobody uploaded runs one plausible request', async t => {
  const world = begun(worldOf({ api: { resources: 'any' } }))
  const batch = world.create([], { input_file_id: 'file:any/thing' })
  await world.pass(2000)
  const done = world.see(batch)
  t.match(done, { status: 'completed', input_file_id: 'file:any/thing', request_counts: { total: 1, completed: 1 } })
  t.match(world.linesOf(done.output_file_id), [{ custom_id: 'request-1', response: { status_code: 200 } }])
})

t.test('with the session its batches end, and with the server all of them do', async t => {
  const world = begun(worldOf())
  world.create(batchLines(100))
  await world.pass(600)
  const ran = world.entries().length
  world.session.reset()
  await world.pass(1000)
  t.equal(world.entries().length, ran)
  t.notOk(world.runner.isBusy)
  t.equal(world.session.resources.room.takenBytes, 0)

  const other = begun(worldOf())
  const batch = other.create(batchLines(100))
  await other.pass(600)
  const before = other.see(batch)
  other.stopping.abort()
  await other.pass(2000)
  t.same(other.see(batch), before)
})

t.test('two batches run beside each other, and a new one after all are over', async t => {
  const world = begun(worldOf())
  const [one, two] = [world.create(batchLines(100)), world.create(batchLines(100))]
  await world.pass(2000)
  t.match([world.see(one), world.see(two)], [{ status: 'completed' }, { status: 'completed' }])
  const three = world.create(batchLines(1))
  await world.pass(2000)
  t.equal(world.see(three).status, 'completed')
})

t.test('results that find no room fail the batch and take none', async t => {
  const world = begun(worldOf())
  const batch = world.create(batchLines(20))
  const { room } = world.session.resources
  const free = 256 * 1024 ** 2 - room.takenBytes
  t.ok(room.take(free - 1000))
  await world.pass(2000)
  t.match(world.see(batch), { status: 'failed', errors: { data: [{ code: 'no_room' }] } })
  t.equal(256 * 1024 ** 2 - room.takenBytes, 1000)
})

t.test('nothing of the creator is remembered once a batch is over', async t => {
  const world = begun(worldOf())
  const batch = world.create(batchLines(1))
  t.match(world.session.resources.batches.get(batch.id)?.creator, { authorization: 'Bearer gsk_x' })
  await world.pass(2000)
  t.same(world.session.resources.batches.get(batch.id)?.creator, {})
})
