import t from 'tap'
import type { Spine } from '#src/incoming'
import { batchLine, batchLines, type Shown, type World, worldOf } from './running.ts'

/** What became of a batch of these lines. */
const ran = async (world: World, lines: readonly string[]): Promise<Shown> => {
  world.session.attemptOf(first, { startedMs: world.clock.monotonic(), openedMs: null })
  const batch = world.create(lines)
  await world.pass(2000)
  return world.see(batch)
}

const first = {
  fingerprint: 'first',
  key: null,
  retryCount: null,
  headers: {},
  selection: { scenario: null, session: null, call: null, inject: null, wrong: null },
} as never

t.test('each line is an entry of its own, marked with its batch and without a connection', async t => {
  const world = worldOf()
  const batch = await ran(world, batchLines(3))
  t.match(
    world.entries(),
    [1, 2, 3].map(number => ({
      batch: batch.id,
      connection: 0,
      requestOnConnection: number,
      httpVersion: null,
      method: 'POST',
      path: '/v1/chat/completions',
      endpoint: 'chat.completions',
      model: 'openai/gpt-oss-20b',
      attempt: 1,
      ordinal: 1,
      status: 200,
      endedBy: 'server',
    })),
  )
  const [line] = world.linesOf(batch.output_file_id)
  t.equal(line?.response?.request_id, world.entries()[0]?.id)
})

t.test('equal lines are calls of their own, each its first attempt, also after one failed', async t => {
  const world = worldOf({ rules: [{ times: 2, error: 503 }] })
  const same = ['a', 'b', 'c'].map(id =>
    batchLine(id, { body: { model: 'm', messages: [{ role: 'user', content: 'x' }] } }),
  )
  await ran(world, same)
  t.same(
    world.entries().map(({ ordinal, attempt, status }) => [ordinal, attempt, status]),
    [
      [1, 1, 503],
      [2, 1, 503],
      [3, 1, 200],
    ],
  )
  t.equal(new Set(world.entries().map(({ call }) => call)).size, 3)
})

t.test('rules are asked for each line as for any request', async t => {
  const world = worldOf({
    api: { keys: ['gsk_x'] },
    rules: [{ match: { endpoint: 'chat.completions', key: 'gsk_*' }, every: 2, error: { status: 498 } }],
  })
  const batch = await ran(world, batchLines(4))
  t.match(batch.request_counts, { total: 4, completed: 2, failed: 2 })
  t.same(
    world.linesOf(batch.error_file_id).map(({ custom_id, response }) => [custom_id, response?.status_code]),
    [
      ['r1', 498],
      ['r3', 498],
    ],
  )
})

t.test('what the API refuses by itself is the answer of the line', async t => {
  const world = worldOf({ api: { keys: ['gsk_other'], bodyLimit: '1KiB' } })
  const batch = await ran(world, [batchLine('a'), batchLine('b', {}, { user: 'x'.repeat(2000) })])
  t.match(
    world.linesOf(batch.error_file_id).map(({ response }) => response),
    [
      { status_code: 401, body: { error: { code: 'invalid_api_key' } } },
      { status_code: 413, body: { error: { code: 'request_too_large' } } },
    ],
  )
})

t.test('delays take no time', async t => {
  const batch = await ran(worldOf({ api: { delay: '10m' } }), batchLines(10))
  t.match(batch, { status: 'completed', request_counts: { completed: 10 } })
})

/** What a line asked for that no output file can hold, and the code of its error. */
const odd: readonly (readonly [what: string, rule: object, body: object, code: string, message: RegExp])[] = [
  ['a stream', {}, { stream: true }, 'stream_not_supported', /leave out `stream`/],
  ['a page of the edge', { error: { status: 502, variant: 'edge-html' } }, {}, 'invalid_response', /status 502/],
  ['a text', { reply: { body: 'hello' } }, {}, 'invalid_response', /status 200/],
  ['a part of an answer', { reply: { status: 206 } }, {}, 'invalid_response', /status 206/],
]

for (const [what, rule, body, code, message] of odd) {
  t.test(`a line that gets ${what} is an error in the error file`, async t => {
    const world = worldOf({ rules: [{ ...rule, headers: { 'x-a': 'b' } }] })
    const batch = await ran(world, [batchLine('a', {}, body)])
    t.match(world.linesOf(batch.error_file_id), [{ custom_id: 'a', response: null, error: { code, message } }])
    t.match(batch.request_counts, { completed: 0, failed: 1 })
  })
}

t.test('JSON on several lines stays one line of the file', async t => {
  const world = worldOf({ rules: [{ reply: { body: '{\n  "a": 1\n}\n' } }] })
  const batch = await ran(world, [batchLine('a')])
  t.match(world.linesOf(batch.output_file_id), [{ response: { status_code: 200, body: { a: 1 } } }])
})

t.test('a line that nobody answers is an error, and the ones behind it run', async t => {
  let asked = 0
  const hangsFirst = (spine: Spine): Spine => {
    return together => {
      asked += 1
      if (asked === 1) for (const { incoming, done } of together) incoming.wire.whenOver(() => done(null))
      else spine(together)
    }
  }
  const world = worldOf({}, { spineOf: hangsFirst })
  const batch = await ran(world, batchLines(3))
  t.match(batch, { status: 'completed', request_counts: { completed: 2, failed: 1 } })
  t.match(world.linesOf(batch.error_file_id), [{ custom_id: 'r0', error: { code: 'connection_error' } }])
})

t.test('a bug beside the lines fails the batch and hurts no other', async t => {
  const world = worldOf()
  world.session.attemptOf(first, { startedMs: world.clock.monotonic(), openedMs: null })
  const [one, two] = [world.create(batchLines(2)), world.create(batchLines(2))]
  const { resources } = world.session
  resources.takeRoom = () => {
    Reflect.deleteProperty(resources, 'takeRoom')
    throw new Error('a bug')
  }
  await world.pass(2000)
  t.match(world.see(one), { status: 'failed', errors: { data: [{ code: 'internal_error' }] } })
  t.match(world.see(two), { status: 'completed', request_counts: { completed: 2 } })
})

t.test('a line reaches nothing that files and batches are made of', async t => {
  const world = worldOf({ api: { validation: 'off' } })
  const own = ['/v1/batches', '/v1/files', '/openai/v1/batches?x=1', '/v1/fine_tunings', '/v1/models', '']
  const batch = await ran(
    world,
    own.map(url => batchLine(url, { url })),
  )
  t.same(
    world.linesOf(batch.error_file_id).map(({ response }) => response?.status_code),
    own.map(() => 404),
  )
  t.equal(world.session.resources.batches.all().length, 1)
})

t.test('the journal has no key of the creator', async t => {
  const world = worldOf()
  await ran(world, batchLines(1))
  t.notMatch(JSON.stringify(world.entries()), /gsk_x/)
})
