import t from 'tap'
import type { WholeAnswer } from '#src/answers/answer'
import { answer } from '#src/answers/index'
import { problemOf } from '#src/engine/problems'
import { Resources, SESSION_BYTES } from '#src/session/resources'
import { callOf, scenarioOf } from '../../helpers/deciding.ts'
import { asking, bodyOf, fresh, wholeOf } from '../asking.ts'
import { unlike } from './batch-schemas.ts'

const order = { input_file_id: 'file_1', endpoint: '/v1/chat/completions', completion_window: '24h' }

const creating = (resources: Resources, more: object = {}) =>
  asking({ ...order, ...more }, { operation: 'createBatch', resources })

const id = (number: number): string => `req_${String(number).padStart(26, '0')}`

const withBatches = (many: number): Resources => {
  const resources = new Resources()
  for (let i = 0; i < many; i += 1) wholeOf(creating(resources), {}, { requestId: id(i) })
  return resources
}

const listing = (resources: Resources, query = '') =>
  wholeOf(asking({}, { operation: 'listBatches', resources, query }))

t.test('a new batch is shown with the documented keys in their order, nulls and all', async t => {
  const batch = wholeOf(creating(new Resources(), { metadata: { team: 'red' } }))
  t.strictSame(Object.entries(batch), [
    ['id', `batch_${fresh.requestId.slice(4)}`],
    ['object', 'batch'],
    ['endpoint', '/v1/chat/completions'],
    ['errors', null],
    ['input_file_id', 'file_1'],
    ['completion_window', '24h'],
    ['status', 'validating'],
    ['output_file_id', null],
    ['error_file_id', null],
    ['finalizing_at', null],
    ['failed_at', null],
    ['expired_at', null],
    ['cancelled_at', null],
    ['request_counts', { total: 0, completed: 0, failed: 0 }],
    ['metadata', { team: 'red' }],
    ['created_at', 1_765_638_730],
    ['expires_at', 1_765_638_730 + 86_400],
    ['cancelling_at', null],
    ['completed_at', null],
    ['in_progress_at', null],
  ])
  t.equal(unlike('batch', batch), null)
})

t.test('a body that nobody checked makes a batch all the same', async t => {
  for (const body of [null, [], 'x', 7, { input_file_id: {}, endpoint: [], completion_window: 5, metadata: [[]] }]) {
    const asked = asking({}, { operation: 'createBatch', body })
    t.equal(unlike('batch', wholeOf(asked)), null, JSON.stringify(body))
  }
})

t.test('batches come newest first, page by page, each once', async t => {
  const resources = withBatches(45)
  const seen: string[] = []
  let query = ''
  for (let pages = 1; ; pages += 1) {
    const page = listing(resources, query)
    t.equal(unlike('batches', page), null)
    seen.push(...page.data.map((batch: { id: string }) => batch.id))
    if (page.paging.next_cursor === null) {
      t.equal(pages, 3)
      break
    }
    t.match(page.paging.next_cursor, /^cursor_[\w-]+$/)
    query = `?cursor=${page.paging.next_cursor}`
  }
  t.same(
    seen,
    Array.from({ length: 45 }, (_, i) => `batch_${id(44 - i).slice(4)}`),
  )
})

t.test('batches may be asked for by their ids, and an empty list is one', async t => {
  const resources = withBatches(3)
  const [a, b] = [`batch_${id(0).slice(4)}`, `batch_${id(1).slice(4)}`]
  t.same(
    listing(resources, `?id=${b}&id=${a}`).data.map((batch: { id: string }) => batch.id),
    [b, a],
  )
  t.same(listing(new Resources()), { object: 'list', data: [], paging: { next_cursor: null } })
})

t.test('a cursor of no page and more than 200 ids are refused with 400', async t => {
  const resources = withBatches(1)
  const many = `?${Array.from({ length: 201 }, (_, i) => `id=b${i}`).join('&')}`
  for (const query of ['?cursor=x', '?cursor=', '?cursor=cursor_e30', '?cursor=cursor_bnVsbA', many]) {
    const given = answer(asking({}, { operation: 'listBatches', resources, query }), {}, fresh) as WholeAnswer
    t.equal(given.status, 400, query.slice(0, 20))
    t.match(JSON.parse(bodyOf(given)), { error: { type: 'invalid_request_error' } })
  }
})

t.test('an id that nobody made has a steady plausible batch, also when it is cancelled', async t => {
  const of = (operation: 'retrieveBatch' | 'cancelBatch') => asking({}, { operation, resource: 'batch:a/b.c' })
  const batch = wholeOf(of('retrieveBatch'))
  t.match(batch, { id: 'batch:a/b.c', status: 'completed', output_file_id: String })
  t.equal(unlike('batch', batch), null)
  t.same(wholeOf(of('cancelBatch')), batch)
})

t.test('a batch that finds no room is refused with 413', async t => {
  const resources = new Resources()
  resources.room.take(SESSION_BYTES - 10)
  t.match(answer(creating(resources), {}, fresh), { status: 413 })
  t.same(resources.batches.all(), [])
})

/** What a call names, and whether a session that keeps nothing has a problem with it. */
const named: readonly (readonly [what: string, call: object, fill: object | null])[] = [
  ['a file', { operation: 'retrieveFile', endpoint: 'files', resource: 'f' }, { file: 'f' }],
  ['the content of a file', { operation: 'downloadFile', endpoint: 'files.content', resource: 'f' }, { file: 'f' }],
  ['a batch', { operation: 'retrieveBatch', endpoint: 'batches', resource: 'b' }, { batch: 'b' }],
  ['an input', { operation: 'createBatch', endpoint: 'batches', body: order }, { file: 'file_1' }],
  ['batches', { operation: 'listBatches', endpoint: 'batches', query: '?id=b1&id=b2' }, { batch: 'b1' }],
  ['no input', { operation: 'createBatch', endpoint: 'batches', body: {} }, null],
  ['an input that is no text', { operation: 'createBatch', endpoint: 'batches', body: { input_file_id: 7 } }, null],
  ['nothing', { operation: 'listBatches', endpoint: 'batches', query: '?limit=2' }, null],
]

for (const [what, call, fill] of named) {
  t.test(`a request that names ${what} ${fill ? 'has to find it' : 'finds nothing missing'}`, async t => {
    const problem = (resources: 'known' | 'any') =>
      problemOf(callOf({ model: null, ...call }), scenarioOf({ api: { resources } }).api, new Resources())
    t.match(problem('known'), fill && { name: 'unknown-resource', fill })
    t.equal(problem('any'), null)
  })
}
