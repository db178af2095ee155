import { hash } from 'node:crypto'
import Groq from 'groq-sdk'
import OpenAI from 'openai'
import t from 'tap'
import { batchLine } from '../batches/running.ts'
import { startMock, type Teardown, type TestMock } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

const clientsOf = (mock: TestMock) => ({
  groq: new Groq({ baseURL: mock.url, apiKey: 'gsk_test', fetch, maxRetries: 0 }),
  openai: new OpenAI({ baseURL: `${mock.url}/openai/v1`, apiKey: 'gsk_test', fetch, maxRetries: 0 }),
})

/** A mock whose session keeps the files `file_0`, `file_1`, …: each one request for a batch, as an upload would leave it. */
const withFiles = async (t: Teardown, many: number, scenario: object = {}) => {
  const mock = await startMock(t, scenario)
  for (let i = 0; i < many; i += 1) {
    const content = Buffer.from(`${batchLine(`request-${i}`)}\n`)
    const file = { id: `file_${i}`, filename: 'b.jsonl', purpose: 'batch', createdAtMs: 1e12, content } as const
    mock.sessions.get('default')?.resources.addFile({ ...file, hash: hash('sha1', content, 'base64url') })
  }
  return { mock, ...clientsOf(mock) }
}

interface Page {
  readonly data: readonly { readonly id: string }[]
  readonly paging: { readonly next_cursor: string | null }
}

const order = (input_file_id: string) =>
  ({ input_file_id, endpoint: '/v1/chat/completions', completion_window: '24h' }) as const

const statusOf = (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 200,
    (error: { readonly status?: unknown }) => error.status,
  )

const becomes = <Value extends { readonly status: string }>(
  status: string,
  ask: () => PromiseLike<Value>,
): Promise<Value> =>
  until(
    async () => ask(),
    value => value.status === status,
  )

t.test('groq-sdk lists, shows, reads and deletes files', async t => {
  const { groq } = await withFiles(t, 2)
  const { data } = await groq.files.list()
  t.same(
    data.map(({ id }) => id),
    ['file_1', 'file_0'],
  )
  t.match(await groq.files.info('file_0'), { id: 'file_0', object: 'file', purpose: 'batch', created_at: 1e9 })
  const content = await groq.files.content('file_0')
  t.match(JSON.parse(await content.text()), { custom_id: 'request-0', method: 'POST' })
  t.same(await groq.files.delete('file_0'), { id: 'file_0', object: 'file', deleted: true })
  t.equal(await statusOf(groq.files.info('file_0')), 404)
})

t.test('openai’s SDK lists, shows, reads and deletes files', async t => {
  const { openai } = await withFiles(t, 2)
  const ids: string[] = []
  for await (const { id } of openai.files.list()) ids.push(id)
  t.same(ids, ['file_1', 'file_0'])
  t.match(await openai.files.retrieve('file_0'), { id: 'file_0', bytes: Number })
  const part = await openai.files.content('file_0', { headers: { range: 'bytes=0-0' } })
  t.same([part.status, await part.text()], [206, '{'])
  t.match(await openai.files.delete('file_0'), { deleted: true })
})

t.test('groq-sdk makes a batch, waits for it and reads its results', async t => {
  const { groq } = await withFiles(t, 1)
  const batch = await groq.batches.create({ ...order('file_0'), metadata: { team: 'red' } })
  t.match(batch, { status: 'validating', metadata: { team: 'red' } })
  const done = await becomes('completed', () => groq.batches.retrieve(batch.id))
  t.same(done.request_counts, { total: 1, completed: 1, failed: 0 })
  const results = await (await groq.files.content(done.output_file_id ?? '')).text()
  t.match(JSON.parse(results), { custom_id: 'request-0', response: { status_code: 200 } })
  t.match(await groq.batches.list(), { object: 'list', data: [{ id: batch.id, status: 'completed' }] })
})

t.test('groq-sdk cancels a batch, twice', async t => {
  // it can't be completed before it is cancelled
  const held = { rules: [{ match: { endpoint: 'batches' }, complete: { status: 'in_progress' } }] }
  const { groq } = await withFiles(t, 1, held)
  const { id } = await groq.batches.create(order('file_0'))
  t.match(await groq.batches.cancel(id), { status: 'cancelling' })
  const cancelled = await becomes('cancelled', () => groq.batches.retrieve(id))
  t.same(await groq.batches.cancel(id), cancelled)
})

t.test('groq-sdk pages through batches with the documented cursor, each once', async t => {
  const { groq } = await withFiles(t, 1)
  const made: string[] = []
  for (let i = 0; i < 21; i += 1) made.unshift((await groq.batches.create(order('file_0'))).id)
  const page = (query: object) => groq.get<Page>('/openai/v1/batches', { query: { ...query } })
  const one = await page({})
  const two = await page({ cursor: one.paging.next_cursor })
  t.same(
    [...one.data, ...two.data].map(({ id }) => id),
    made,
  )
  t.equal(two.paging.next_cursor, null)
})

t.test('openai’s SDK makes batches, lists them and cancels one', async t => {
  const { openai } = await withFiles(t, 3)
  const made: string[] = []
  for (let i = 0; i < 3; i += 1) made.unshift((await openai.batches.create(order(`file_${i}`))).id)
  const seen: string[] = []
  for await (const { id } of openai.batches.list()) seen.push(id)
  t.same(seen, made)
  const [last = ''] = made
  t.match(await becomes('completed', () => openai.batches.retrieve(last)), { request_counts: { completed: 1 } })
  t.match(await openai.batches.cancel(last), { status: 'completed' })
})

t.test('an input that is wrong is told to the SDKs with the line', async t => {
  const { mock, groq } = await withFiles(t, 0)
  const content = Buffer.from(`${batchLine('a')}\n${batchLine('b', { method: 'GET' })}\n`)
  const file = { id: 'wrong', filename: 'b.jsonl', purpose: 'batch', createdAtMs: 0, content, hash: 'x' } as const
  mock.sessions.get('default')?.resources.addFile(file)
  const { id } = await groq.batches.create(order('wrong'))
  const { errors } = await becomes('failed', () => groq.batches.retrieve(id))
  t.match(errors, { object: 'list', data: [{ code: 'invalid_method', line: 2 }] })
})

t.test('with `resources: any` the SDKs find whatever they name', async t => {
  const { groq, openai } = await withFiles(t, 0, { api: { resources: 'any' } })
  t.match(await groq.files.info('file_id'), { id: 'file_id', object: 'file' })
  t.match(await openai.files.retrieve('a/b:c'), { id: 'a/b:c' })
  t.match(await groq.batches.retrieve('batch_id'), { id: 'batch_id', status: 'completed' })
  t.match(await openai.batches.cancel('batch_id'), { id: 'batch_id' })
  t.match(await groq.files.delete('file_id'), { deleted: true })
  const { id } = await groq.batches.create(order('input_file_id'))
  t.match(await becomes('completed', () => groq.batches.retrieve(id)), { request_counts: { total: 1, completed: 1 } })
})

t.test('unknown ids are a 404 to the SDKs', async t => {
  const { groq, openai } = await withFiles(t, 0)
  t.equal(await statusOf(groq.files.content('none')), 404)
  t.equal(await statusOf(groq.batches.cancel('none')), 404)
  t.equal(await statusOf(openai.batches.create(order('none'))), 404)
})
