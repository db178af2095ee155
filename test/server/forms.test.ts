import t from 'tap'
import { BOUNDARY, formBytes, postForm, recording, transcriptionParts } from '../helpers/forms.ts'
import { startFrozen } from '../helpers/frozen.ts'
import { collect, openSocket, startMock, type TestMock } from '../helpers/mock.ts'

const TRANSCRIPTIONS = '/openai/v1/audio/transcriptions'
const form = formBytes(transcriptionParts())

const head = (length: number | 'chunked', contentType = `multipart/form-data; boundary=${BOUNDARY}`): string =>
  `POST ${TRANSCRIPTIONS} HTTP/1.1\r\nHost: a\r\nContent-Type: ${contentType}\r\n` +
  `${length === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`}\r\n\r\n`

t.test('a form is answered on both roots and behind the prefixes', async t => {
  const mock = await startMock(t)
  for (const path of [
    TRANSCRIPTIONS,
    '/v1/audio/transcriptions',
    `/scenario/steady-state${TRANSCRIPTIONS}`,
    `/session/default${TRANSCRIPTIONS}`,
  ]) {
    const answer = await postForm(mock, path, form)
    t.equal(answer.status, 200, path)
    t.match(await answer.json(), { text: /\w/, x_groq: { id: answer.headers.get('x-request-id') } })
  }
})

t.test('the journal tells a form by its parts, not by its bytes', async t => {
  const mock = await startMock(t)
  const file = { name: 'file', filename: 'a.wav', type: 'audio/wav', value: recording('tone.wav') }
  await postForm(mock, TRANSCRIPTIONS, formBytes([{ name: 'model', value: 'whisper-large-v3' }, file]))
  const long = `data:audio/wav;base64,${'A'.repeat(5000)}`
  await postForm(mock, TRANSCRIPTIONS, formBytes([{ name: 'url', value: long }]), {
    authorization: 'Bearer gsk_secret',
  })
  await postForm(mock, TRANSCRIPTIONS, formBytes([{ name: 'prompt', value: 'my gsk_secret_0123456789' }]), {
    authorization: 'Bearer gsk_secret_0123456789',
  })
  const [first, second, third] = await mock.entries(3)
  t.match(first, {
    endpoint: 'audio.transcriptions',
    model: 'whisper-large-v3',
    requestBytes: formBytes([{ name: 'model', value: 'whisper-large-v3' }, file]).length,
  })
  t.equal(first?.kept?.body, 'model: whisper-large-v3\nfile: a.wav (audio/wav, 4044 bytes)')
  t.match(second?.kept?.body, /^url: data:audio\/wav;base64,A+… \(4022 letters more\)\nfile: audio\.wav/)
  t.notMatch(third?.kept?.body, /gsk_secret_0123456789/)
})

t.test('rules answer a form like any other request, by what its texts say', async t => {
  const mock = await startMock(t, {
    rules: [
      { name: 'slow', match: { body: { '$.language': 'de' } }, delay: '60ms' },
      { name: 'down', match: { endpoint: 'audio.*', model: 'whisper-large-v3-turbo' }, error: 503 },
      { name: 'words', match: { body: { '$.language': 'no' } }, complete: { text: 'Ha det.' } },
      { name: 'mine', match: { problem: 'invalid-body' }, error: { status: 400, message: 'Not like this.' } },
    ],
  })
  const send = (name: string, value: string) =>
    postForm(mock, TRANSCRIPTIONS, formBytes([...transcriptionParts([{ name, value }])]))
  t.equal((await send('language', 'de')).status, 200)
  t.ok(((await mock.lastEntry()).ttfbMs ?? 0) >= 60)
  const turbo = formBytes(
    transcriptionParts().map(part => (part.name === 'model' ? { ...part, value: 'whisper-large-v3-turbo' } : part)),
  )
  t.equal((await postForm(mock, TRANSCRIPTIONS, turbo)).status, 503)
  t.match(await (await send('language', 'no')).json(), { text: 'Ha det.' })
  t.match(await (await postForm(mock, TRANSCRIPTIONS, form.subarray(0, -20))).json(), {
    error: { message: 'Not like this.' },
  })
})

t.test('a retry with another boundary is an attempt of the same call', async t => {
  const mock = await startMock(t, { rules: [{ times: 1, error: 503 }] })
  const send = (boundary: string) =>
    postForm(mock, TRANSCRIPTIONS, formBytes(transcriptionParts(), boundary), {
      'content-type': `multipart/form-data; boundary=${boundary}`,
    })
  t.equal((await send('one')).status, 503)
  t.equal((await send('two')).status, 200)
  t.strictSame(
    (await mock.entries(2)).map(({ call, attempt }) => [call, attempt]),
    [
      ['call-1', 1],
      ['call-1', 2],
    ],
  )
})

interface Row {
  readonly what: string
  readonly ask: (mock: TestMock) => Promise<Response>
  readonly status: number
  readonly message: RegExp
  readonly because: RegExp
}

const post = (headers: Record<string, string>, body: string) => (mock: TestMock) =>
  fetch(mock.url + TRANSCRIPTIONS, { method: 'POST', headers, body })
const typed = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }

const rows: readonly Row[] = [
  {
    what: 'JSON in place of a form',
    ask: post({ 'content-type': 'application/json' }, '{}'),
    status: 400,
    message: /multipart\/form-data/,
    because: /content type/,
  },
  {
    what: 'no content type',
    ask: mock => fetch(mock.url + TRANSCRIPTIONS, { method: 'POST', body: new Uint8Array([1]) }),
    status: 400,
    message: /multipart\/form-data/,
    because: /content type/,
  },
  {
    what: 'another multipart',
    ask: post({ 'content-type': `multipart/mixed; boundary=${BOUNDARY}` }, String(form)),
    status: 400,
    message: /multipart\/form-data/,
    because: /content type/,
  },
  {
    what: 'no body',
    ask: mock => fetch(mock.url + TRANSCRIPTIONS, { method: 'POST' }),
    status: 400,
    message: /empty, a form was expected/,
    because: /body is empty/,
  },
  {
    what: 'a body without a byte',
    ask: post(typed, ''),
    status: 400,
    message: /empty, a form was expected/,
    because: /body is empty/,
  },
  {
    what: 'no boundary',
    ask: post({ 'content-type': 'multipart/form-data' }, String(form)),
    status: 400,
    message: /not a well-formed multipart form: the content type names no boundary/,
    because: /not what the API takes/,
  },
  {
    what: 'a form without its end',
    ask: post(typed, String(form.subarray(0, -10))),
    status: 400,
    message: /it ends before its last boundary/,
    because: /not what the API takes/,
  },
  {
    what: 'a name that means something to JavaScript',
    ask: post(typed, String(formBytes([{ name: '__proto__', value: 'x' }]))),
    status: 400,
    message: /name that is not allowed/,
    because: /not what the API takes/,
  },
]

for (const { what, ask, status, message, because } of rows) {
  t.test(`${what} gets its ${status}, and a line in the journal`, async t => {
    const mock = await startMock(t)
    const answer = await ask(mock)
    t.equal(answer.status, status)
    t.match(await answer.json(), { error: { message, type: 'invalid_request_error' } })
    t.match(await mock.lastEntry(), { status, because })
    t.equal((await postForm(mock, TRANSCRIPTIONS, form)).status, 200, 'and the server goes on')
  })
}

t.test('malformed forms over a raw socket are answered at once, and none hangs or brings the server down', async t => {
  const mock = await startMock(t)
  const zeros = Buffer.alloc(200_000)
  const bodies: readonly (readonly [type: string, body: string | Buffer])[] = [
    ['multipart/form-data; boundary=', 'x'],
    ['multipart/form-data; boundary=""', '--\r\n'],
    [`multipart/form-data; boundary=${'b'.repeat(5000)}`, 'x'],
    ['multipart/form-data; boundary=x; boundary=y', '--y--\r\n'],
    ['multipart/form-data; boundary="x', '--x--\r\n'],
    ['multipart/form-data; boundary=é', '--é--'],
    ['multipart/form-data; charset=nothing; boundary=x', '--x\r\n\r\n--x\r\n'],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="a\r\n\r\nv\r\n'],
    ['multipart/form-data; boundary=x', `--x\r\nContent-Disposition: form-data; name="${'n'.repeat(100_000)}"\r\n\r\n`],
    ['multipart/form-data; boundary=x', `--x\r\n${'a: b\r\n'.repeat(5000)}\r\n`],
    ['multipart/form-data; boundary=x', zeros],
    ['multipart/form-data; boundary=x', '--x--'.repeat(1000)],
    ['multipart/form-data; boundary=x', '--x\r\n'.repeat(2000)],
  ]
  for (const [type, body] of bodies) {
    const socket = await openSocket(t, mock)
    socket.write(head(Buffer.byteLength(body), type))
    socket.write(body)
    const { bytes } = await collect(socket, /^HTTP\/1\.1 [\s\S]*\}/)
    t.match(bytes, /^HTTP\/1\.1 (200|400|413) /, `${type.slice(0, 60)} ${String(body).slice(0, 40)}`)
    socket.destroy()
  }
  t.equal((await postForm(mock, TRANSCRIPTIONS, form)).status, 200)
})

t.test('an upload above the limit is answered while it still comes, and read no further', async t => {
  // the second for which the server lets it end gently never passes
  const mock = await startFrozen(t, { api: { bodyLimit: '1MiB' } })
  const gibibyte = 1024 ** 3
  const start = form.subarray(0, form.indexOf('RIFF'))
  const piece = Buffer.alloc(64 * 1024)
  for (const length of [gibibyte, 'chunked'] as const) {
    const socket = await openSocket(t, mock)
    const seen = collect(socket)
    const send = (bytes: Buffer): boolean =>
      socket.write(
        length === 'chunked'
          ? Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
          : bytes,
      )
    socket.write(head(length))
    send(start)
    let sent = 0
    while (socket.writable && sent < gibibyte) {
      sent += piece.length
      if (!send(piece)) await Promise.race([new Promise(resolve => socket.once('drain', resolve)), seen])
    }
    t.match((await seen).bytes, /^HTTP\/1\.1 413 Request Entity Too Large\r\n[\s\S]*request_too_large/)
    t.ok(sent < 100 * 1024 ** 2, `${sent} bytes went out`)
  }
  for (const entry of await mock.entries(2)) t.match(entry, { status: 413, because: /larger than bodyLimit/ })
  t.equal((await mock.entries(2))[0]?.requestBytes, gibibyte, 'what was announced')
})

t.test('a client that reads only after it has sent all sees its 413', async t => {
  // the second for which the server lets it end gently never passes
  const mock = await startFrozen(t, { api: { bodyLimit: '100KiB' } })
  const socket = await openSocket(t, mock)
  const body = formBytes([{ name: 'file', filename: 'a.wav', value: Buffer.alloc(8 * 1024 ** 2) }])
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.write(Buffer.concat([Buffer.from(head(body.length)), body]), () => resolve())
  })
  t.match((await collect(socket)).bytes, /^HTTP\/1\.1 413 /)
})

t.test('a file of 25 MiB passes, and one byte more does not', async t => {
  const mock = await startMock(t)
  const file = (bytes: number) => [{ name: 'file', filename: 'a.wav', value: Buffer.alloc(bytes) }]
  const status = async (bytes: number) => (await postForm(mock, TRANSCRIPTIONS, formBytes(file(bytes)))).status
  t.not(await status(26_214_400), 413)
  t.equal(await status(26_214_401), 413)
})

t.test('a client that leaves in the middle of its upload is a 499 entry, without a decision', async t => {
  const mock = await startMock(t, { rules: [{ name: 'never', error: 503 }] })
  const socket = await openSocket(t, mock)
  socket.write(head(form.length))
  socket.write(form.subarray(0, 300))
  await mock.hasRead(socket)
  socket.destroy()
  t.match(await mock.lastEntry(), { status: 499, endedBy: 'client', outcome: null, requestBytes: form.length })
})

t.test('what comes after the last boundary is passed over, and the connection goes on', async t => {
  const mock = await startMock(t)
  const socket = await openSocket(t, mock)
  const body = Buffer.concat([form, Buffer.alloc(1024 ** 2, 'x')])
  for (let i = 0; i < 2; i += 1) socket.write(Buffer.concat([Buffer.from(head(body.length)), body]))
  const { bytes } = await collect(socket, /(HTTP\/1\.1 [\s\S]*){2}/)
  t.same(bytes.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 200'])
})

t.test('two forms after each other on one connection are both answered', async t => {
  const mock = await startMock(t)
  const socket = await openSocket(t, mock)
  const one = Buffer.concat([Buffer.from(head(form.length)), form])
  socket.write(Buffer.concat([one, one]))
  const { bytes } = await collect(socket, /(HTTP\/1\.1 [\s\S]*){2}/)
  t.same(bytes.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 200'])
})
