import { request } from 'node:http'
import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib'
import t from 'tap'
import { acceptedCoding } from '#src/wire/content-coding'
import { chatBody, startMock, type TestMock } from '../helpers/mock.ts'

interface Raw {
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: Buffer
  readonly broke: boolean
}

/** A request whose answer nobody unpacks. */
const raw = (mock: TestMock, accept: string | undefined, more: object = {}, path = '/chat/completions'): Promise<Raw> =>
  new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      ...(accept === undefined ? {} : { 'accept-encoding': accept }),
    }
    const method = path === '/chat/completions' ? 'POST' : 'GET'
    const asked = request(`${mock.url}/openai/v1${path}`, { method, headers, agent: false }, answer => {
      const parts: Buffer[] = []
      const finish = (broke: boolean) => resolve({ headers: answer.headers, body: Buffer.concat(parts), broke })
      asked.off('error', reject).on('error', () => finish(true))
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => finish(false))
      answer.on('error', () => finish(true))
    })
    asked.on('error', reject)
    asked.end(method === 'POST' ? JSON.stringify(chatBody(more)) : undefined)
  })

// as far as it came
const tolerant = { finishFlush: constants.Z_SYNC_FLUSH }
const unpack: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: bytes => gunzipSync(bytes, tolerant),
  deflate: bytes => inflateSync(bytes, tolerant),
  br: bytes => brotliDecompressSync(bytes, { finishFlush: constants.BROTLI_OPERATION_FLUSH }),
}
const unpacked = ({ headers, body }: Raw): string =>
  (unpack[String(headers['content-encoding'])]?.(body) ?? body).toString()

const says = { text: 'One two three four five six seven eight nine ten.', reasoning: '' }
const rule = { complete: says }
const api = { compression: true }

const accepted: readonly (readonly [string | undefined, string | null])[] = [
  [undefined, null],
  ['', null],
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['gzip, deflate', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['GZIP;q=0.5, deflate;q=0.7', 'deflate'],
  ['br;q=0, *', 'gzip'],
  ['*;q=0', null],
  ['gzip;q=0.5, identity', null],
  ['gzip;q=x', null],
  ['identity', null],
]

t.test('what the client likes best is what it gets', async t => {
  for (const [header, coding] of accepted) t.equal(acceptedCoding(header), coding, String(header))
})

for (const coding of ['br', 'gzip', 'deflate']) {
  t.test(`${coding}: whole answers, errors and streams are what they are without it`, async t => {
    const plain = await startMock(t, { rules: [{ match: { stream: true }, ...rule }, { error: 503 }] })
    const mock = await startMock(t, { api, rules: [{ match: { stream: true }, ...rule }, { error: 503 }] })
    const error = await raw(mock, coding)
    t.match(error.headers, { 'content-encoding': coding, vary: 'Origin, Accept-Encoding' })
    t.equal(error.headers['content-length'], String(error.body.length))
    t.equal(unpacked(error), unpacked(await raw(plain, coding)))
    const stream = await raw(mock, coding, { stream: true })
    t.match(stream.headers, { 'content-encoding': coding, 'transfer-encoding': 'chunked' })
    const contents = (text: string) => [...text.matchAll(/"content":"([^"]*)"/g)].map(([, one]) => one).join('')
    t.equal(contents(unpacked(stream)), says.text)
    t.match(unpacked(stream), /data: \[DONE\]\n\n$/)
    t.match(await mock.lastEntry(), { bytes: stream.body.length })
  })

  t.test(`${coding}: each event can be read when it comes`, async t => {
    const mock = await startMock(t, { api, rules: [{ ...rule, stream: { stall: { after: '3 chunks' } } }] })
    const parts: Buffer[] = []
    const left = new AbortController()
    await new Promise<void>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'accept-encoding': coding }
      const options = { method: 'POST', headers, signal: left.signal }
      const asked = request(`${mock.url}/openai/v1/chat/completions`, options, answer => {
        answer.on('error', () => {})
        answer.on('data', (part: Buffer) => {
          parts.push(part)
          const text = unpack[coding]?.(Buffer.concat(parts)).toString() ?? ''
          if (text.split('\n\n').length === 4) resolve()
        })
      })
      asked.on('error', reject)
      asked.end(JSON.stringify(chatBody({ stream: true })))
    })
    left.abort()
    t.match(await mock.lastEntry(), { chunks: 3, endedBy: 'client' })
  })
}

t.test('fetch and its streams read it without being told', async t => {
  const mock = await startMock(t, { api, rules: [rule] })
  const answer = await mock.chat({ body: chatBody({ stream: true }), headers: { 'accept-encoding': 'gzip' } })
  t.match(await answer.text(), /data: \[DONE\]\n\n$/)
})

t.test('without the setting, and where the client accepts nothing, answers are plain', async t => {
  const off = await startMock(t)
  t.equal((await raw(off, 'gzip')).headers['content-encoding'], undefined)
  t.equal((await raw(off, 'gzip')).headers.vary, 'Origin')
  const on = await startMock(t, { api })
  const plain = await raw(on, undefined)
  t.equal(plain.headers['content-encoding'], undefined)
  t.equal(plain.headers.vary, 'Origin, Accept-Encoding')
})

t.test('a rule that takes content-encoding away, or says its own, leaves the body as it is', async t => {
  for (const said of [null, { lie: 'gzip' }]) {
    const mock = await startMock(t, { api, rules: [{ error: 503, headers: { 'content-encoding': said } }] })
    const { headers, body } = await raw(mock, 'gzip')
    t.equal(headers['content-encoding'], said === null ? undefined : 'gzip')
    t.match(JSON.parse(body.toString()), { error: {} })
  }
})

t.test('a part is a part of the plain bytes', async t => {
  const mock = await startMock(t, { api, rules: [{ reply: { status: 206 } }] })
  const { headers } = await raw(mock, 'gzip')
  t.equal(headers['content-encoding'], undefined)
  t.ok(headers['content-range'])
})

t.test('a cut of a whole answer cuts the compressed bytes; its length is that of all of them', async t => {
  const mock = await startMock(t, { api, rules: [{ ...rule, fault: { cut: { after: '30 bytes' }, with: 'reset' } }] })
  const { headers, body, broke } = await raw(mock, 'gzip')
  t.equal(headers['content-encoding'], 'gzip')
  t.ok(Number(headers['content-length']) > 100)
  t.equal(body.length, 30)
  t.ok(broke)
})

t.test('a cut of a stream leaves the events before it readable', async t => {
  for (const end of ['reset', 'end'] as const) {
    const mock = await startMock(t, { api, rules: [{ ...rule, fault: { cut: { after: '3 chunks' }, with: end } }] })
    const answer = await raw(mock, 'gzip', { stream: true })
    t.equal(unpacked(answer).split('\n\n').length, 4)
    t.equal(answer.broke, end === 'reset')
    t.throws(() => gunzipSync(answer.body), 'the end of the gzip is missing too')
  }
})

t.test('short promises more than the compressed bytes, of whole answers and streams', async t => {
  const mock = await startMock(t, { api, rules: [{ ...rule, fault: { short: '50 bytes' } }] })
  for (const stream of [false, true]) {
    const answer = await raw(mock, 'gzip', { stream })
    t.equal(Number(answer.headers['content-length']), answer.body.length + 50)
    t.ok(answer.broke)
    t.ok(gunzipSync(answer.body).length > answer.body.length)
  }
})

t.test('trickled and split answers are whole in the end', async t => {
  const plain = await startMock(t, { rules: [rule] })
  const size = JSON.stringify(await (await plain.chat()).json()).length
  const slow = await startMock(t, { api, rules: [{ ...rule, fault: { trickle: { bytesPerSecond: 100_000 } } }] })
  t.ok(Math.abs(unpacked(await raw(slow, 'br')).length - size) < 50)
  const split = await startMock(t, { api, rules: [{ ...rule, stream: { split: 3, crlf: true } }] })
  t.match(unpacked(await raw(split, 'gzip', { stream: true })), /data: \[DONE\]\r\n\r\n$/)
})
