import fc from 'fast-check'
import t from 'tap'
import { uploads } from '#src/groq/uploads'
import { anyLetter } from '../helpers/any-letter.ts'
import { bounded } from '../helpers/bounded.ts'
import { asForm, BOUNDARY, formBytes, recording, startFormServer, transcriptionParts } from '../helpers/forms.ts'
import { openSocket } from '../helpers/mock.ts'

/** How far apart the places are where a form is split: at night each byte is one. */
const STEP = 5 / bounded(5)

const audio = recording('tone.wav')

t.test('a form that comes in two pieces, split at any byte, reads the same', async t => {
  const server = await startFormServer(t)
  const body = formBytes([
    { name: 'a[]', value: 'one' },
    { name: 'a[]', value: '\r\n--x-bound' },
    { name: 'file', filename: 'f.wav', type: 'audio/wav', value: audio.subarray(0, 60) },
  ])
  const whole = asForm(await server.read([body]))
  t.strictSame(whole.fields, { a: ['one', '\r\n--x-bound'] })
  t.match(whole, { bytes: body.length, file: { filename: 'f.wav', contentType: 'audio/wav', bytes: 60 } })
  for (let at = 1; at < body.length; at += STEP) {
    const split = await server.read([body.subarray(0, at), body.subarray(at)])
    if (JSON.stringify(split) !== JSON.stringify(whole)) t.fail(`split at ${at}: ${JSON.stringify(split)}`)
  }
})

t.test('texts and bytes of any kind come through, in whatever pieces they come', async t => {
  const server = await startFormServer(t)
  const name = fc.stringMatching(/^[a-z_]{1,8}$/)
  const part = fc.record({ name, value: fc.string({ maxLength: 40, unit: anyLetter }) })
  const near = fc.constantFrom('\r\n', '--', `\r\n--${BOUNDARY.slice(0, 5)}`, '\0', '\r')
  const content = fc
    .array(fc.oneof(near.map(Buffer.from), fc.uint8Array({ maxLength: 30 }).map(Buffer.from)), { maxLength: 8 })
    .map(pieces => Buffer.concat(pieces as Buffer[]))
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(part, { selector: one => one.name, maxLength: 5 }),
      content,
      fc.array(fc.nat(), { maxLength: 6 }),
      async (parts, bytes, cuts) => {
        const body = formBytes([...parts, { name: 'file', filename: 'f', value: bytes }])
        const at = [0, ...cuts.map(cut => cut % body.length).sort((a, b) => a - b), body.length]
        const pieces = at.slice(1).map((end, i) => body.subarray(at[i], end))
        const { fields, file } = asForm(await server.read(pieces, { upload: uploads.uploadFile }))
        const expected = Object.fromEntries(parts.map(one => [one.name, Buffer.from(one.value).toString()]))
        return JSON.stringify(fields) === JSON.stringify(expected) && bytes.equals(file?.content ?? Buffer.alloc(0))
      },
    ),
    { numRuns: 60 },
  )
})

t.test('names that come twice or end in brackets are lists; names that JavaScript knows are no danger', async t => {
  const server = await startFormServer(t)
  const texts = [
    ['one', '1'],
    ['twice', '1'],
    ['twice', '2'],
    ['list[]', '1'],
    ['more[]', '1'],
    ['more[]', '2'],
  ] as const
  const { fields, file } = asForm(await server.read([formBytes(texts.map(([name, value]) => ({ name, value })))]))
  t.strictSame(fields, { one: '1', twice: ['1', '2'], list: ['1'], more: ['1', '2'] })
  t.equal(file, null)
  for (const name of ['__proto__', 'constructor', 'toString'])
    t.match(await server.read([formBytes([{ name, value: 'x' }])]), { kind: 'malformed', because: /not allowed/ }, name)
  const listed = asForm(await server.read([formBytes([{ name: '__proto__[]', value: 'x' }])]))
  t.strictSame(Object.keys(listed.fields), ['__proto__'])
  t.equal(({} as { x?: unknown }).x, undefined)
})

t.test('equal parts have equal digests, whatever the boundary; other parts have others', async t => {
  const server = await startFormServer(t)
  const parts = transcriptionParts()
  const digest = async (bytes: Buffer, boundary = BOUNDARY) =>
    asForm(await server.read([bytes], { contentType: `multipart/form-data; boundary=${boundary}` })).digest
  const usual = await digest(formBytes(parts))
  t.equal(await digest(formBytes(parts, 'another'), 'another'), usual)
  const changed = parts.map(part => (part.name === 'model' ? { ...part, value: 'whisper-large-v3-turbo' } : part))
  const renamed = parts.map(part => (part.name === 'file' ? { ...part, filename: 'other.wav' } : part))
  const altered = parts.map(part => (part.name === 'file' ? { ...part, value: Buffer.concat([audio, audio]) } : part))
  for (const other of [changed, renamed, altered, [...parts].reverse()]) t.not(await digest(formBytes(other)), usual)
})

t.test('the length of audio is read from its headers, of every container that the API takes', async t => {
  const server = await startFormServer(t)
  const lengths: readonly (readonly [file: string, seconds: number])[] = [
    ['tone.wav', 1],
    ['piped.wav', 1],
    ['tone.mp3', 1.08],
    ['cbr.mp3', 1.08],
    ['tone.flac', 0.5],
    ['tone.ogg', 1],
    ['long.ogg', 20],
    ['tone.m4a', 1.06],
    ['frag.mp4', 1.06],
    ['opus.mp4', 1],
    ['tone.webm', 1],
  ]
  const read = async (value: Buffer) =>
    asForm(await server.read([formBytes([{ name: 'file', filename: 'a', value }])])).file
  for (const [name, seconds] of lengths) {
    const file = await read(recording(name))
    t.ok(Math.abs((file?.seconds ?? 0) - seconds) < 0.03, `${name}: ${file?.seconds}`)
    t.equal(file?.bytes, recording(name).length)
    t.equal(file?.content, null, 'and nothing of it is held')
  }
  const live = await read(recording('live.webm'))
  t.ok((live?.seconds ?? 0) > 0.2, 'a recording that does not say its length has one by its size')
  const others = ['', 'x', 'hello, this is no audio', 'RIFF\0\0\0\0WAVE', 'fLaC', 'ID3', '\x1a\x45\xdf\xa3nothing']
  for (const other of others) t.equal((await read(Buffer.from(other, 'latin1')))?.seconds, null, other)
})

t.test('half of a recording, or one with bytes that lie, is read without harm', async t => {
  const server = await startFormServer(t)
  const files = ['tone.wav', 'tone.mp3', 'tone.flac', 'tone.ogg', 'tone.m4a', 'tone.webm'].map(recording)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
      fc.nat(),
      async (file, changes, cut) => {
        const bytes = Buffer.from(file.subarray(0, cut % file.length))
        for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % Math.min(bytes.length, 200)] = byte
        const read = asForm(await server.read([formBytes([{ name: 'file', filename: 'a', value: bytes }])]))
        const seconds = read.file?.seconds ?? 0
        return Number.isFinite(seconds) && seconds >= 0
      },
    ),
    { numRuns: bounded(150) },
  )
})

t.test('a tag before the audio is passed over, however large its picture is', async t => {
  const server = await startFormServer(t)
  const size = 300_000
  const tag = Buffer.alloc(10 + size)
  tag.write('ID3\x04', 'latin1')
  for (const [at, shift] of [21, 14, 7, 0].entries()) tag[6 + at] = (size >> shift) & 0x7f
  for (const name of ['cbr.mp3', 'tone.mp3']) {
    const value = Buffer.concat([tag, recording(name)])
    const { file } = asForm(await server.read([formBytes([{ name: 'file', filename: 'a', value }])]))
    t.ok(Math.abs((file?.seconds ?? 0) - 1.08) < 0.03, `${name}: ${file?.seconds}`)
  }
})

t.test('bytes are held only where files are kept', async t => {
  const server = await startFormServer(t)
  const body = formBytes([{ name: 'file', filename: 'b.jsonl', value: '{"a":1}\n' }])
  const file = asForm(await server.read([body], { upload: uploads.uploadFile })).file
  t.match(file, { filename: 'b.jsonl', bytes: 8, seconds: null })
  t.equal(String(file?.content), '{"a":1}\n')
})

t.test('a data URL is read like a file, and a file that was sent comes before it', async t => {
  const server = await startFormServer(t)
  const url = `data:audio/wav;base64,${audio.toString('base64')}`
  const sent = asForm(await server.read([formBytes([{ name: 'file', filename: 'a.wav', value: audio }])])).file
  const read = async (value: string, more: Parameters<typeof formBytes>[0] = []) =>
    asForm(await server.read([formBytes([{ name: 'url', value }, ...more])])).file
  t.match(await read(url), { hash: sent?.hash, seconds: 1, filename: 'audio.wav', contentType: 'audio/wav' })
  t.match(await read(`data:audio/x-wav;codecs=1;base64,${audio.toString('base64url')}`), { filename: 'audio.wav' })
  t.match(await read(url, [{ name: 'file', filename: 'mine.wav', value: 'x' }]), { filename: 'mine.wav', bytes: 1 })
  for (const other of ['https://example.com/a.wav', 'data:audio/wav;base64,@@', 'data:audio/wav,abc', 'data:', 'AAAA'])
    t.equal(await read(other), null, other)
})

t.test('what is larger than its limit is too large, and what is as large is not', async t => {
  const server = await startFormServer(t)
  const limit = { bodyLimitBytes: 1000 }
  const file = (bytes: number, name = 'file') => formBytes([{ name, filename: 'a', value: Buffer.alloc(bytes) }])
  const text = (bytes: number) => formBytes([{ name: 'prompt', value: 'x'.repeat(bytes) }])
  t.match(await server.read([file(1000)], limit), { kind: 'form', file: { bytes: 1000 } })
  t.match(await server.read([file(1001)], limit), { kind: 'too-large' })
  t.match(await server.read([file(1001, 'other')], limit), { kind: 'too-large' }, 'whatever its name is')
  t.match(await server.read([text(1000)], limit), { kind: 'form' })
  t.match(await server.read([text(1001)], limit), { kind: 'too-large' })
  t.match(await server.read([Buffer.concat([text(600).subarray(0, -16), text(600)])], limit), { kind: 'too-large' })
  const many = formBytes(Array.from({ length: 1001 }, () => ({ name: 'a', value: '' })))
  t.match(await server.read([many], limit), { kind: 'too-large' }, 'too many parts')
  const before = Buffer.concat([Buffer.alloc(1_100_000, 'x'), Buffer.from('\r\n'), text(1)])
  t.match(await server.read([before], limit), { kind: 'too-large' }, 'what stands before the first boundary counts')
})

t.test('batch files may be as large as documented, unless the limit was lowered', async t => {
  const server = await startFormServer(t)
  const upload = uploads.uploadFile
  const body = (bytes: number) => [formBytes([{ name: 'file', filename: 'a', value: Buffer.alloc(bytes) }])]
  t.match(await server.read(body(26_214_401), { upload }), { kind: 'form', file: { bytes: 26_214_401 } })
  t.match(await server.read(body(1001), { upload, bodyLimitBytes: 1000 }), { kind: 'too-large' })
  t.equal(upload.maxBytes, 100_000_000)
})

t.test('what is no form is told by what is wrong with it', async t => {
  const server = await startFormServer(t)
  const whole = formBytes(transcriptionParts())
  const rows: readonly (readonly [what: string, body: Buffer, because: RegExp, contentType?: string])[] = [
    ['no boundary', whole, /names no boundary/, 'multipart/form-data'],
    ['a boundary that never comes', whole, /ends before/, 'multipart/form-data; boundary=other'],
    ['no form at all', Buffer.from('{"model":"x"}'), /ends before/],
    ['cut in the file', whole.subarray(0, -100), /ends before/],
    ['cut in a text', whole.subarray(0, 90), /ends before/],
    ['cut in a header', whole.subarray(0, 30), /ends before/],
    ['no end', whole.subarray(0, -6), /ends before/],
    ['JSON that is none', formBytes([{ name: 'a', type: 'application/json', value: '{' }]), /JSON/],
  ]
  for (const [what, body, because, contentType] of rows)
    t.match(await server.read([body], contentType ? { contentType } : {}), { kind: 'malformed', because }, what)
  t.match(await server.read([]), { kind: 'form', bytes: 0 }, 'nothing at all is an empty form')
})

t.test('parts that say nothing of a form are passed over', async t => {
  const server = await startFormServer(t)
  const odd = [
    'no header at all',
    'Content-Type: text/plain\r\n\r\nno disposition',
    'Content-Disposition: attachment; name="a"\r\n\r\nanother disposition',
    'Content-Disposition: form-data\r\n\r\nno name',
    'Content-Disposition: form-data; filename="x"\r\n\r\na file without a name',
    ': \r\n\r\n',
  ].map(part => Buffer.from(`--${BOUNDARY}\r\n${part}\r\n`))
  const read = asForm(await server.read([...odd, formBytes([{ name: 'b', value: '1' }])]))
  t.strictSame(read.fields, { b: '1' })
  t.equal(read.file, null)
})

t.test('a client that goes in the middle of its upload is gone', async t => {
  const server = await startFormServer(t)
  const bytes = formBytes(transcriptionParts())
  for (const sent of [0, 50, 400]) {
    const body = server.next()
    const socket = await openSocket(t, server)
    const type = `multipart/form-data; boundary=${BOUNDARY}`
    socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\nContent-Length: ${bytes.length}\r\n\r\n`)
    socket.write(bytes.subarray(0, sent))
    await server.hasRead(socket)
    socket.destroy()
    t.match(await body, { kind: 'gone', bytes: bytes.length }, `after ${sent} bytes`)
  }
})
