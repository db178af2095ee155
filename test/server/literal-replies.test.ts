import t from 'tap'
import { chatBody, collect, openSocket, rawRequest, startMock, type TestMock } from '../helpers/mock.ts'

const body = 'data: {"n":1}\n\ndata: {"n":2}\r\n\r\n: note\n\ndata: {"n":3}\n\ndata: [DONE]\n\n'
const reply = { headers: { 'content-type': 'text/event-stream; charset=utf-8' }, body }

const textOf = async (mock: TestMock): Promise<string> => (await mock.chat()).text()

t.test('a literal stream without changes is sent in one piece, byte for byte', async t => {
  const mock = await startMock(t, { rules: [{ reply }] })
  const answer = await mock.chat()
  t.equal(answer.headers.get('content-length'), String(Buffer.byteLength(body)))
  t.equal(await answer.text(), body)
})

t.test('changes of streams count the events of a literal reply, whoever asks', async t => {
  const changes: readonly (readonly [object, string])[] = [
    [{ pace: '1ms' }, body],
    [{ noDone: true }, body.slice(0, -'data: [DONE]\n\n'.length)],
    [{ duplicate: { after: '1 chunk' } }, `data: {"n":1}\n\n${body}`],
    [{ lines: [{ after: '4 chunks', add: ['id: {chunk}'] }] }, body.replace('data: [DONE]', 'id: 5\ndata: [DONE]')],
    [
      { error: { after: '1 chunk', status: 500, message: 'No.', bare: true } },
      'data: {"n":1}\n\ndata: {"error":{"message":"No.","type":"internal_server_error","status_code":500}}\n\n',
    ],
  ]
  for (const [stream, expected] of changes) {
    const mock = await startMock(t, { rules: [{ reply, stream }] })
    t.equal(await textOf(mock), expected, JSON.stringify(stream))
  }
})

t.test('bytes that are no text stay what they are', async t => {
  const bytes = Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0xff, 0xfe, 0x0a, 0x0a, 0xc3, 0x0a, 0x0a])
  const { eventsIn } = await import('#src/outcomes/events-in')
  t.same(Buffer.concat([...eventsIn(bytes)]), bytes)
  t.equal(eventsIn(bytes).length, 2)
  t.equal(eventsIn(Buffer.alloc(0)).length, 1)
})

t.test('a fault beside a reply, a success or an error breaks that answer', async t => {
  const long = { text: 'One two three four five six.' }
  for (const [outcome, begins] of [
    [{ reply: { body: 'x'.repeat(100) } }, 'xxx'],
    [{ complete: long }, '{"id'],
    [{ error: 503 }, '{"error"'],
  ] as const) {
    const mock = await startMock(t, { rules: [{ ...outcome, fault: { cut: { after: '50 bytes' }, with: 'end' } }] })
    const answer = await mock.chat()
    const text = await answer.text()
    t.equal(text.length, 50)
    t.ok(text.startsWith(begins), text)
    t.match(await mock.lastEntry(), { endedBy: 'fault', because: /, and the answer stops after 50 bytes/ })
  }
})

t.test('a literal stream is cut after its events', async t => {
  const mock = await startMock(t, { rules: [{ reply, fault: { cut: { after: '2 chunks' }, with: 'end' } }] })
  t.equal(await textOf(mock), 'data: {"n":1}\n\ndata: {"n":2}\r\n\r\n')
})

t.test('short promises more than the reply has', async t => {
  const mock = await startMock(t, { rules: [{ reply: { body: 'hello' }, fault: { short: '7 bytes' } }] })
  const socket = await openSocket(t, mock)
  socket.write(rawRequest('POST', '/openai/v1/chat/completions', JSON.stringify(chatBody())))
  const { bytes, ended } = await collect(socket)
  t.match(bytes, /content-length: 12\r\n/)
  t.ok(bytes.endsWith('\r\n\r\nhello'))
  t.equal(ended, 'FIN')
})
