import { hash } from 'node:crypto'
import t from 'tap'
import type { WholeAnswer } from '#src/answers/answer'
import { answer } from '#src/answers/index'
import type { UploadedFile } from '#src/call'
import { Resources, SESSION_BYTES } from '#src/session/resources'
import { Room } from '#src/session/room'
import type { StoredFile } from '#src/session/stored-file'
import { asking, bodyOf, fresh, wholeOf } from '../asking.ts'

const uploaded = (content: Uint8Array, filename = 'batch_file.jsonl'): UploadedFile => ({
  filename,
  contentType: 'application/jsonl',
  bytes: content.length,
  hash: 'h',
  seconds: null,
  content,
})

const uploading = (resources: Resources, content = Buffer.from('{}\n')) =>
  asking({}, { operation: 'uploadFile', resources, file: uploaded(content) })

const stored = (id: string, bytes: number, purpose: StoredFile['purpose'] = 'batch_output'): StoredFile => ({
  id,
  filename: id,
  purpose,
  createdAtMs: 0,
  content: new Uint8Array(bytes),
  hash: id,
})

t.test('an upload is shown with its keys in the documented order, and can be asked for again', async t => {
  const resources = new Resources()
  const file = wholeOf(uploading(resources))
  t.strictSame(Object.entries(file), [
    ['id', `file_${fresh.requestId.slice(4)}`],
    ['object', 'file'],
    ['bytes', 3],
    ['created_at', 1_765_638_730],
    ['filename', 'batch_file.jsonl'],
    ['purpose', 'batch'],
  ])
  const asked = { operation: 'retrieveFile', resources, resource: file.id } as const
  t.strictSame(wholeOf(asking({}, asked)), file)
  t.strictSame(wholeOf(asking({}, { operation: 'listFiles', resources })), { object: 'list', data: [file] })
  t.strictSame(wholeOf(asking({}, { ...asked, operation: 'deleteFile' })), {
    id: file.id,
    object: 'file',
    deleted: true,
  })
  t.strictSame(wholeOf(asking({}, { operation: 'listFiles', resources })), { object: 'list', data: [] })
})

t.test('an id that nobody made has a steady plausible file of one request', async t => {
  const of = (operation: 'retrieveFile' | 'downloadFile') => asking({}, { operation, resource: 'file_x:y/..' })
  t.match(wholeOf(of('retrieveFile')), { id: 'file_x:y/..', object: 'file', purpose: 'batch', bytes: Number })
  t.match(wholeOf(of('downloadFile')), { custom_id: String, method: 'POST', url: '/v1/chat/completions' })
})

t.test('where nothing is checked, a form without a file is an empty file', async t => {
  const resources = new Resources()
  const file = wholeOf(asking({}, { operation: 'uploadFile', resources, file: null }))
  t.match(file, { bytes: 0 })
  t.equal(bodyOf(answer(asking({}, { operation: 'downloadFile', resources, resource: file.id }), {}, fresh)), '')
})

t.test(
  'what batches gave goes first when there is no room, the oldest before the others, and an upload stays',
  async t => {
    const resources = new Resources()
    const third = Math.floor(SESSION_BYTES / 3)
    for (const id of ['a', 'b']) t.ok(resources.addFile(stored(id, third)))
    t.ok(resources.addFile(stored('mine', third, 'batch')))
    t.ok(resources.addFile(stored('c', 1000)))
    t.same(
      resources.files.all().map(({ id }) => id),
      ['b', 'mine', 'c'],
    )
  },
)

t.test('an upload that finds no room is refused with 413 and what to do, and nothing is lost for it', async t => {
  const resources = new Resources()
  resources.addFile(stored('mine', SESSION_BYTES - 2, 'batch'))
  const given = answer(uploading(resources), {}, fresh) as WholeAnswer
  t.equal(given.status, 413)
  t.match(JSON.parse(bodyOf(given)), { error: { message: /Delete files/, code: 'request_too_large' } })
  t.ok(resources.files.get('mine'))
  resources.files.delete('mine')
  t.match(wholeOf(uploading(resources)), { object: 'file' })
})

t.test('sessions share one room, and one that is gone leaves its part to the others', async t => {
  const shared = new Room(100)
  const [one, other] = [new Resources(shared), new Resources(shared)]
  t.ok(one.addFile(stored('a', 60, 'batch')))
  t.notOk(other.addFile(stored('b', 60, 'batch')))
  one.close()
  t.ok(other.addFile(stored('b', 60, 'batch')))
  t.ok(one.addFile(stored('late', 90, 'batch')), 'who is gone takes from nobody')
  t.equal(shared.takenBytes, 60)
})

t.test('of more files than a session keeps, the oldest goes and gives its room back', async t => {
  const resources = new Resources()
  for (let i = 0; i < 1001; i += 1) resources.addFile(stored(`f${i}`, 10, 'batch'))
  t.equal(resources.files.all().length, 1000)
  t.equal(resources.files.get('f0'), undefined)
  t.equal(resources.room.takenBytes, 10_000)
})

const TEN = '0123456789'
const etag = `"${hash('sha1', TEN, 'base64url')}"`

const download = (headers: Readonly<Record<string, string>>, method = 'GET'): WholeAnswer => {
  const resources = new Resources()
  const { id } = wholeOf(uploading(resources, Buffer.from(TEN)))
  return answer(
    asking({}, { operation: 'downloadFile', resources, resource: id, headers, method }),
    {},
    fresh,
  ) as WholeAnswer
}

/** A download of ten bytes by its request headers: status, body, `Content-Range`. */
const downloads: readonly (readonly [what: string, headers: Record<string, string>, ...gives: unknown[]])[] = [
  ['nothing special', {}, 200, TEN, undefined],
  ['a range', { range: 'bytes=2-4' }, 206, '234', 'bytes 2-4/10'],
  ['an open range', { range: 'bytes=7-' }, 206, '789', 'bytes 7-9/10'],
  ['a suffix', { range: 'bytes=-1' }, 206, '9', 'bytes 9-9/10'],
  ['a range of another unit', { range: 'lines=1-2' }, 200, TEN, undefined],
  ['a range of this version', { range: 'bytes=0-0', 'if-range': etag }, 206, '0', 'bytes 0-0/10'],
  ['a range of another version', { range: 'bytes=0-0', 'if-range': '"other"' }, 200, TEN, undefined],
  ['a range of a weak version', { range: 'bytes=0-0', 'if-range': `W/${etag}` }, 200, TEN, undefined],
  ['a range since a date', { range: 'bytes=0-0', 'if-range': 'Tue, 24 Nov 2026 08:00:00 GMT' }, 200, TEN, undefined],
  ['the version that it has', { 'if-none-match': `"x", W/${etag}`, range: 'bytes=0-0' }, 304, '', undefined],
  ['any version', { 'if-none-match': '*' }, 304, '', undefined],
  ['another version that it has', { 'if-none-match': '"x"' }, 200, TEN, undefined],
]

for (const [what, headers, status, body, range] of downloads) {
  t.test(`a download that asks for ${what} gets ${status}`, async t => {
    for (const method of ['GET', 'HEAD']) {
      const given = download(headers, method)
      t.same([given.status, String(given.body), given.headers?.['content-range']], [status, body, range])
      t.match(given.headers, { etag, 'accept-ranges': 'bytes' })
      t.equal(given.contentType, 'application/octet-stream')
    }
  })
}

t.test('a range that is not there gets 416 in the envelope, with the length', async t => {
  const given = download({ range: 'bytes=10-' })
  t.match(given, { status: 416, contentType: 'application/json', headers: { 'content-range': 'bytes */10', etag } })
  t.match(JSON.parse(bodyOf(given)), { error: { type: 'invalid_request_error' } })
})

t.test('several ranges come as multipart/byteranges', async t => {
  const given = download({ range: 'bytes=0-1,8-9' })
  const [, boundary = ''] = /^multipart\/byteranges; boundary=([\w-]+)$/.exec(given.contentType) ?? []
  const parts = String(given.body).split(`--${boundary}`)
  t.equal(given.status, 206)
  t.equal(given.headers?.['content-range'], undefined)
  t.match(parts[1], /content-range: bytes 0-1\/10\r\n\r\n01\r\n$/)
  t.match(parts[2], /content-range: bytes 8-9\/10\r\n\r\n89\r\n$/)
  t.equal(parts[3], '--\r\n')
})
