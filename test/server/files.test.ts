import { hash } from 'node:crypto'
import t from 'tap'
import type { StoredFile } from '#src/session/stored-file'
import { unlike } from '../answers/files/batch-schemas.ts'
import { batchLine } from '../batches/running.ts'
import { bounded } from '../helpers/bounded.ts'
import { startFrozen } from '../helpers/frozen.ts'
import { collect, openSocket, rawRequest, startMock, type TestMock } from '../helpers/mock.ts'
import { inTime, until } from '../helpers/until.ts'

const key = { authorization: 'Bearer gsk_test_0123456789abcdef' }

type Asked = Pick<TestMock, 'url' | 'sessions'>

/** Puts a file where an upload would. */
const keep = (mock: Asked, content: string, id = 'file_1', session = 'default'): StoredFile => {
  const bytes = Buffer.from(content)
  const sha = hash('sha1', bytes, 'base64url')
  const file = { id, filename: 'b.jsonl', purpose: 'batch', createdAtMs: 0, content: bytes, hash: sha } as const
  mock.sessions.get(session)?.resources.addFile(file)
  return file
}

// biome-ignore lint/suspicious/noExplicitAny: tests look at parsed JSON
const jsonOf = async (response: Promise<Response>): Promise<any> => (await response).json()

const ask = (mock: Asked, path: string, init: RequestInit = {}, base = '') =>
  fetch(`${mock.url}${base}/openai/v1${path}`, { ...init, headers: { ...key, ...init.headers } })

const create = (mock: Asked, body: object = {}, base = '') =>
  ask(
    mock,
    '/batches',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        input_file_id: 'file_1',
        endpoint: '/v1/chat/completions',
        completion_window: '24h',
        ...body,
      }),
    },
    base,
  )

const completed = (mock: Asked, id: string, before = async () => {}) =>
  until(
    async () => {
      await before()
      return jsonOf(ask(mock, `/batches/${id}`))
    },
    ({ status }) => status === 'completed',
  )

/** A jump of session time by an hour. */
const jump = ({ url }: Asked) =>
  fetch(`${url}/__mock/sessions/default/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"advance":"1h"}',
  })

t.test('a download says what it is and how to go on, and HEAD says the same without the bytes', async t => {
  const mock = await startMock(t)
  const { hash: sha } = keep(mock, '0123456789')
  const get = await ask(mock, '/files/file_1/content')
  const head = await ask(mock, '/files/file_1/content', { method: 'HEAD' })
  t.equal(await get.text(), '0123456789')
  t.equal(await head.text(), '')
  for (const { status, headers } of [get, head]) {
    t.equal(status, 200)
    for (const [name, value] of [
      ['content-type', 'application/octet-stream'],
      ['content-length', '10'],
      ['accept-ranges', 'bytes'],
      ['etag', `"${sha}"`],
    ])
      t.equal(headers.get(name ?? ''), value)
  }
})

t.test('parts, several parts, none, and nothing new come as HTTP has it', async t => {
  const mock = await startMock(t)
  const { hash: sha } = keep(mock, '0123456789')
  const get = (headers: Record<string, string>, method = 'GET') =>
    ask(mock, '/files/file_1/content', { headers, method })

  const part = await get({ range: 'bytes=2-4' })
  t.same([part.status, await part.text(), part.headers.get('content-range')], [206, '234', 'bytes 2-4/10'])
  t.equal(part.headers.get('content-length'), '3')

  const several = await get({ range: 'bytes=0-1,-1' })
  t.equal(several.status, 206)
  t.match(several.headers.get('content-type'), `multipart/byteranges; boundary=${sha}`)
  const body = await several.text()
  t.equal(several.headers.get('content-length'), String(body.length))
  t.match(body, /bytes 0-1\/10\r\n\r\n01\r\n[\s\S]*bytes 9-9\/10\r\n\r\n9\r\n/)

  const none = await get({ range: 'bytes=10-' })
  t.same([none.status, none.statusText], [416, 'Range Not Satisfiable'])
  t.equal(none.headers.get('content-range'), 'bytes */10')
  t.match(await none.json(), { error: { message: String, type: 'invalid_request_error' } })

  const known = await get({ 'if-none-match': `"${sha}"` })
  t.same([known.status, await known.text(), known.headers.get('etag')], [304, '', `"${sha}"`])

  const head = await get({ range: 'bytes=2-4' }, 'HEAD')
  t.same([head.status, head.headers.get('content-range'), await head.text()], [206, 'bytes 2-4/10', ''])
  t.equal((await mock.entries(5)).length, 5)
})

t.test('a connection stays in step over 304, HEAD and 416', async t => {
  const mock = await startMock(t)
  const { hash: sha } = keep(mock, '0123456789')
  const socket = await openSocket(t, mock)
  const path = '/openai/v1/files/file_1/content'
  for (const [method, ...headers] of [
    ['GET', `If-None-Match: "${sha}"`],
    ['HEAD'],
    ['GET', 'Range: bytes=99-'],
    ['GET', 'Range: bytes=0-0', 'Connection: close'],
  ])
    socket.write(rawRequest(method ?? '', path, '', headers))
  const { bytes, ended } = await collect(socket)
  t.same(
    [...bytes.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status),
    ['304', '200', '416', '206'],
  )
  t.match(bytes, /\r\n\r\n0$/)
  t.equal(ended, 'FIN')
})

t.test('an injected 206 cuts the file itself, never a part of a part', async t => {
  const mock = await startMock(t)
  keep(mock, '0123456789')
  const inject = { 'x-mock-status': '206' }
  const get = (headers: Record<string, string>) => ask(mock, '/files/file_1/content', { headers })
  const asked = await get({ ...inject, range: 'bytes=2-5' })
  t.same([asked.status, await asked.text(), asked.headers.get('content-range')], [206, '2345', 'bytes 2-5/10'])
  const half = await get(inject)
  t.same([half.status, await half.text(), half.headers.get('content-range')], [206, '01234', 'bytes 0-4/10'])
})

t.test('files of one session are not those of another, and go with it', async t => {
  const mock = await startMock(t)
  await mock.chat({ base: '/session/a' })
  keep(mock, '{}', 'file_1', 'a')
  const list = async (base: string) => jsonOf(ask(mock, '/files', {}, base))
  t.match(await list('/session/a'), { object: 'list', data: [{ id: 'file_1', purpose: 'batch', bytes: 2 }] })
  t.equal(unlike('files', await list('/session/a')), null)
  t.match(await list('/session/b'), { data: [] })
  t.equal((await ask(mock, '/files/file_1', {}, '/session/b')).status, 404)
  await fetch(`${mock.url}/__mock/sessions/a/reset`, { method: 'POST' })
  t.match(await list('/session/a'), { data: [] })
})

/** Ids as they stand in a path, and what they are. */
const ids: readonly (readonly [inPath: string, id: string])[] = [
  ['file_plain', 'file_plain'],
  ['file:with:colons', 'file:with:colons'],
  ['file%2Fwith%2Fslashes', 'file/with/slashes'],
  ['a.b..c', 'a.b..c'],
  ['%E2%82%AC%20x', '€ x'],
  ['content', 'content'],
  ['..etc', '..etc'],
]

t.test(
  'ids of all kinds route: unknown ones are 404, and with `resources: any` they have plausible objects',
  async t => {
    const known = await startMock(t)
    const any = await startMock(t, { api: { resources: 'any' } })
    for (const [inPath, id] of ids) {
      for (const path of [`/files/${inPath}`, `/files/${inPath}/content`, `/batches/${inPath}`]) {
        t.equal((await ask(known, path)).status, 404, path)
        t.equal((await ask(any, path)).status, 200, path)
      }
      t.match(await jsonOf(ask(known, `/files/${inPath}`)), { error: { message: `\`${id}\`` } })
      const file = await jsonOf(ask(any, `/files/${inPath}`))
      t.match(file, { id })
      t.equal(unlike('file', file), null)
      t.match(await jsonOf(ask(any, `/batches/${inPath}`)), { id, object: 'batch' })
      t.match(await jsonOf(ask(any, `/batches/${inPath}/cancel`, { method: 'POST' })), { id })
      t.match(await jsonOf(ask(any, `/files/${inPath}`, { method: 'DELETE' })), { id, deleted: true })
      keep(known, '{}', id)
      t.equal((await ask(known, `/files/${inPath}/content`)).status, 200)
    }
  },
)

t.test('a batch runs over HTTP: its lines are journaled, its results are files', async t => {
  const mock = await startFrozen(t, { rules: [{ match: { body: { '$.user': 'bad' } }, error: 503 }] })
  keep(mock, [batchLine('a'), batchLine('b', {}, { user: 'bad' })].join('\n'))
  const batch = await jsonOf(create(mock, { metadata: { a: 'b' } }))
  t.match(batch, { status: 'validating', metadata: { a: 'b' } })
  const done = await completed(mock, batch.id, () => mock.clock.advance(50))
  t.ok(mock.clock.monotonic() < 2000, `in ${mock.clock.monotonic()} ms`)
  t.equal(unlike('batch', done), null)
  t.match(done.request_counts, { total: 2, completed: 1, failed: 1 })
  const line = JSON.parse(await (await ask(mock, `/files/${done.output_file_id}/content`)).text())
  t.match(line, { custom_id: 'a', response: { status_code: 200, body: { object: 'chat.completion' } }, error: null })
  t.equal(unlike('outputLine', line), null)
  const failed = JSON.parse(await (await ask(mock, `/files/${done.error_file_id}/content`)).text())
  t.match(failed, { custom_id: 'b', response: { status_code: 503 } })
  const entries = (await mock.entries(3)).filter(entry => entry.batch !== null)
  t.match(entries, [
    { batch: batch.id, connection: 0, status: 200 },
    { batch: batch.id, connection: 0, status: 503 },
  ])
  const files = await jsonOf(ask(mock, '/files'))
  t.same(new Set(files.data.map((file: { purpose: string }) => file.purpose)), new Set(['batch', 'batch_output']))
})

t.test('a jump of session time completes a batch at once', async t => {
  const mock = await startFrozen(t, {})
  await ask(mock, '/models')
  keep(mock, batchLine('a'))
  const { id } = await jsonOf(create(mock))
  await jump(mock)
  // no other time passes
  t.match(await completed(mock, id), { request_counts: { completed: 1 } })
})

t.test('a batch over a file that is not there is 404, and with `resources: any` it is one', async t => {
  const known = await startMock(t)
  t.match(await jsonOf(create(known, { input_file_id: 'file_none' })), {
    error: { message: /The file `file_none` does not exist/, type: 'invalid_request_error' },
  })
  const any = await startMock(t, { api: { resources: 'any' } })
  const batch = await jsonOf(create(any, { input_file_id: 'file:no/ne' }))
  t.match(await completed(any, batch.id), { request_counts: { total: 1, completed: 1 } })
})

const MANY = Math.max(2000, bounded(5000))
const manyLines = Array.from({ length: MANY }, (_, i) => batchLine(`${i}`)).join('\n')

t.test('a server that stops in the middle of a batch runs its hundred lines to their end, and no other', async t => {
  const mock = await startFrozen(t, {})
  keep(mock, manyLines)
  await create(mock)
  const run = () => mock.journal.count('default')
  await until(async () => {
    await mock.clock.advance(50)
    return run() > 200
  })
  const before = run()
  await t.resolves(inTime(mock.stop()), 'time stands still, so the end of the grace never comes')
  await mock.clock.advance(60_000)
  t.ok(run() - before <= 100 && run() < MANY, `${before} were run before, ${run()} in the end`)
})

t.test('while thousands of lines run, other requests are answered between them', async t => {
  const mock = await startMock(t)
  await ask(mock, '/models')
  keep(mock, manyLines)
  const { id } = await jsonOf(create(mock))
  await jump(mock)
  const run: number[] = []
  await completed(mock, id, async () => {
    const before = mock.journal.count('default')
    await ask(mock, `/batches/${id}`)
    run.push(mock.journal.count('default') - before)
  })
  t.ok(Math.max(...run) < 500, `so many lines were run during each request: ${run.join()}`)
})
