import fc from 'fast-check'
import t from 'tap'
import type { RawRequest } from '#src/journal/raw-request'
import { RecordWriter } from '#src/journal/record/record-writer'
import { RequestRecords } from '#src/journal/record/request-record'
import { anyLetter } from '../helpers/any-letter.ts'

const text = fc.string({ unit: anyLetter, maxLength: 20 })
const headers = fc.dictionary(text, text, { noNullPrototype: true, maxKeys: 4 })

/** Requests of which some have the headers of the one before. */
const requests = fc.array(
  fc.record({
    headers: fc.option(headers, { nil: undefined }),
    key: fc.option(text, { nil: null }),
    content: fc.option(
      fc.uint8Array({ maxLength: 50 }).map(bytes => Buffer.from(bytes)),
      { nil: null },
    ),
    more: fc.nat(5),
  }),
  { minLength: 1, maxLength: 8 },
)

t.test('whatever is kept of requests one behind the other, it is read as it was', async t => {
  fc.assert(
    fc.property(requests, fc.nat(8), (all, restartAt) => {
      const [writer, records] = [new RecordWriter(), new RequestRecords()]
      let before: RawRequest['headers'] = {}
      const written: { readonly at: number; readonly request: RawRequest }[] = []
      for (const [i, { headers, key, content, more }] of all.entries()) {
        if (i === restartAt) {
          writer.restart()
          written.length = 0
        }
        // equal, but another object
        before = headers ?? { ...before }
        const request = { headers: before, key, content, bytes: content === null ? 0 : content.length + more }
        written.push({ at: writer.at, request })
        records.write(writer, request)
      }
      for (const { at, request } of written.reverse()) {
        t.strictSame(records.read(writer.readerAt(at)), request)
      }
    }),
  )
})

t.test('headers that come again take a few bytes', async t => {
  const [writer, records] = [new RecordWriter(), new RequestRecords()]
  const request = () => ({
    headers: { host: '127.0.0.1', 'user-agent': 'a client with a long name', accept: '*/*' },
    key: 'gsk_0123456789',
    content: Buffer.from('{}'),
    bytes: 2,
  })
  records.write(writer, request())
  const first = writer.at
  records.write(writer, request())
  t.ok(writer.at - first < 20, `${first} and ${writer.at - first} bytes`)
})

t.test('headers that came more than once are one text', async t => {
  const [writer, records] = [new RecordWriter(), new RequestRecords()]
  records.write(writer, { headers: { 'set-cookie': ['a', 'b'] }, key: null, content: null, bytes: 0 })
  t.same(records.read(writer.readerAt(0)).headers, { 'set-cookie': 'a, b' })
})
