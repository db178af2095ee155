// RST_STREAM overtook the chunks that flow control held back: the client did not see them, and the journal counted them.
import { type ClientHttp2Stream, connect, constants } from 'node:http2'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { realClock } from '#src/clock/clock'
import { madeCertificate } from '#src/tls/made-certificate'
import { startUnder } from '../helpers/frozen.ts'
import { chatBody } from '../helpers/mock.ts'

const certificate = await madeCertificate([], realClock.now())
const CHUNKS = 40

/** Asks for a stream that is cut, over a connection that takes few bytes at a time; reads nothing of it by itself. */
const begin = async (t: Test, change: object = {}) => {
  const rule = {
    name: 'cut',
    complete: { text: 'word '.repeat(400) },
    ...change,
    fault: { cut: { after: `${CHUNKS} chunks` }, with: 'reset' },
  }
  const mock = await startUnder(t, realClock, { rules: [rule] }, 1, pino({ level: 'silent' }), certificate)
  const session = connect(mock.url, { ca: certificate.ca, settings: { initialWindowSize: 2000 } })
  t.teardown(() => session.destroy())
  const stream = session
    .on('error', () => {})
    .request({
      ':method': 'POST',
      ':path': '/openai/v1/chat/completions',
      'content-type': 'application/json',
    })
  stream.setEncoding('utf8').end(JSON.stringify(chatBody({ stream: true })))
  return { mock, stream }
}

/** Reads a stream to its end, however that comes. */
const read = (stream: ClientHttp2Stream): Promise<string> =>
  new Promise(resolve => {
    let text = ''
    stream
      .on('data', part => {
        text += part
      })
      .on('error', () => {})
      .on('close', () => resolve(text))
  })

t.test('a client that reads has every chunk before the reset', async t => {
  const { mock, stream } = await begin(t)
  const text = await read(stream)
  t.equal(stream.rstCode, constants.NGHTTP2_INTERNAL_ERROR)
  t.equal(text.match(/^data: /gm)?.length, CHUNKS)
  t.match(await mock.lastEntry(), { endedBy: 'fault', status: 200, chunks: CHUNKS, bytes: Buffer.byteLength(text) })
})

t.test('of a client that does not read, the journal counts what its window took', async t => {
  // one after the other, so that each is written by itself
  const { mock, stream } = await begin(t, { stream: { pace: '1ms' } })
  stream.on('error', () => {})
  const { chunks, bytes } = await mock.lastEntry()
  t.ok(chunks > 0 && chunks < CHUNKS, `${chunks} chunks`)
  t.ok(bytes > 0 && bytes <= 2000, `${bytes} bytes`)
})
