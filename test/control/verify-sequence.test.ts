import t, { type Test } from 'tap'
import { type FrozenMock, startFrozen } from '../helpers/frozen.ts'
import { inTime, until } from '../helpers/until.ts'

const verify = (mock: FrozenMock, order: object) => mock.control('POST', '/sessions/default/verify', order)

/** Asked at 0 s, 0.2 s and 1.2 s; the first two get 429. The call of the last is b. */
const asked = async (t: Test): Promise<FrozenMock> => {
  const mock = await startFrozen(t, { rules: [{ name: 'first two', times: 2, error: 429 }] })
  for (const [i, waitMs] of [0, 200, 1000].entries()) {
    await mock.clock.advance(waitMs)
    await mock.chat({}, { 'x-mock-call': i === 2 ? 'b' : 'a' })
    await mock.entries(i + 1)
  }
  return mock
}

t.test('entries hold in the order in which they were asked, one right after the other, and so do waits', async t => {
  const mock = await asked(t)
  const rows: readonly (readonly [sequence: readonly object[], holds: boolean])[] = [
    [[{ status: 429 }, { status: 200 }], true],
    [[{ status: 429 }, { status: 429 }, { status: 200 }], true],
    [[{ status: 200 }, { status: 429 }], false],
    [[{ status: 429 }, { status: 429 }, { status: 429 }], false],
    [[{ status: 200 }], true],
    [[{}, {}, {}], true],
    [[{}, {}, {}, {}], false],
    [[{ status: 429 }, { status: 200, waited: '>=1s' }], true],
    [[{ status: 429 }, { status: 200, waited: '>= 1.1s' }], true],
    [[{ status: 429 }, { status: 200, waited: '>=1.2s' }], false],
    [[{ status: 429 }, { status: 200, waited: '<1s' }], false],
    [[{ status: 429 }, { status: 200, waited: '<=1s' }], true],
    [[{ status: 429 }, { waited: '<500ms' }, { waited: '500ms..2s' }], true],
    [[{ status: 429 }, { waited: '500ms..2s' }, { waited: '<500ms' }], false],
    [
      [
        { call: 'a', attempt: 2 },
        { rule: null, model: 'openai/*' },
      ],
      true,
    ],
  ]
  for (const [sequence, holds] of rows) {
    const { status, body } = await verify(mock, { sequence })
    t.equal(status, holds ? 200 : 409, `${JSON.stringify(sequence)}: ${body.message ?? body.error?.message ?? 'ok'}`)
    t.equal(body.ok, holds)
    if (holds) t.equal(body.entries.length, sequence.length)
  }
  const ofA = { match: { call: 'a' }, sequence: [{ status: 429 }, { status: 200 }] }
  t.equal((await verify(mock, ofA)).status, 409, 'only what matches is looked at')
})

t.test('steps that are written alike but for their types are not the same', async t => {
  const mock = await startFrozen(t, { rules: [{ name: 'null', times: 1, error: 429 }] })
  for (const i of [1, 2]) {
    await mock.chat()
    await mock.entries(i)
  }
  t.equal((await verify(mock, { sequence: [{ rule: 'null' }, { rule: null }] })).status, 200)
  t.equal((await verify(mock, { sequence: [{ rule: 'null' }, { rule: 'null' }] })).status, 409)
})

t.test('what does not hold says how far it came, what was expected and what was there', async t => {
  const mock = await asked(t)
  const sequence = [{ status: 429 }, { status: 200, waited: '>=2s' }]
  const { body } = await verify(mock, { sequence })
  t.match(body, { ok: false, count: 1, expected: ['status: 429', 'status: 200, waited: >=2s'], evicted: 0 })
  t.match(
    body.message,
    /^1 of 2 steps hold in a row: step 2 expects status: 200, waited: >=2s; of req_\w+ this does not hold: waited: >=2s \(it came after 1000 ms\)\.$/,
  )
  t.equal(body.seen.length, 3)
  t.notMatch(body.seen[0], 'waited')
  t.match(body.seen[1], /^req_\w+: POST .* → 429 .*; waited 200 ms$/)
  t.match(
    (await verify(mock, { sequence: [{ status: 503 }] })).body.message,
    /step 1 expects status: 503, and no entry is so\.$/,
  )
  t.match(
    (await verify(mock, { sequence: [{ status: 200 }, {}] })).body.message,
    /^1 of 2 steps hold in a row: step 2 expects any entry, and nothing came after req_\w+\.$/,
  )
})

t.test('an answer that takes its time stands where its request came, and nobody waited behind it', async t => {
  const mock = await startFrozen(t, { rules: [{ name: 'slow', times: 1, delay: '1s', error: 503 }] })
  const slow = mock.chat()
  await mock.waiting(1)
  await mock.clock.advance(400)
  await mock.chat()
  await mock.clock.advance(600)
  await slow
  await mock.entries(2)
  t.equal((await verify(mock, { sequence: [{ status: 503 }, { status: 200, waited: '<=0s' }] })).status, 200)
  t.equal((await verify(mock, { sequence: [{ status: 200 }, { status: 503 }] })).status, 409)
})

t.test('within waits until the last entry of a sequence has come', async t => {
  const mock = await startFrozen(t, {})
  const waiting = verify(mock, { sequence: [{ status: 503 }, { status: 200, waited: '>=1s' }], within: '10s' })
  await until(() => mock.journal.listeners === 1)
  await mock.chat({}, { 'x-mock-status': '503' })
  await mock.clock.advance(1000)
  t.equal(mock.journal.listeners, 1, 'it waits still')
  await mock.chat()
  t.match(await inTime(waiting), { status: 200, body: { ok: true, count: 2 } })
})

t.test('what is wrong with a sequence is named with its place', async t => {
  const mock = await startFrozen(t, {})
  const rows: readonly (readonly [order: object, ...says: string[]])[] = [
    [{ sequence: [] }, 'sequence'],
    [{ sequence: { status: 429 } }, 'a list of what each entry should be'],
    [{ sequence: [{ stauts: 429 }] }, '"stauts"', 'Did you mean "status"?'],
    [{ sequence: [{ status: 429 }, { endpoint: 'modles' }] }, 'sequence[1].endpoint: ', 'Did you mean "models"?'],
    [{ sequence: [{ waited: '>=1s' }] }, 'sequence[0].waited: The first entry of a sequence follows on none.'],
    [{ sequence: [{}, { waited: 'long' }] }, 'sequence[1].waited is "long"; expected a wait such as ">=1s"'],
    [{ sequence: [{}, { waited: '>=' }] }, 'sequence[1].waited is ">="'],
    [{ sequence: [{}], count: 1 }, 'take count out, or sequence'],
  ]
  for (const [order, ...says] of rows) {
    const { status, body } = await verify(mock, order)
    t.equal(status, 400, JSON.stringify(order))
    for (const part of says) t.match(body.error.message, part)
  }
})
