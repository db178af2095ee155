// Wrong until 75b48ad (2026-11-24): the entry of a pipelined request behind a broken one counted bytes that never left this process.
import t from 'tap'
import { chatBody, collect, openSocket, rawRequest, startMock } from '../helpers/mock.ts'

const CHAT = '/openai/v1/chat/completions'
const ask = (n: number): string =>
  rawRequest('POST', CHAT, JSON.stringify(chatBody({ max_completion_tokens: 12 })), [`x-n: ${n}`])

t.test('a request that waits behind one that is broken is not taken for left by its client', async t => {
  const mock = await startMock(t, { rules: [{ match: { header: { 'x-n': '1' } }, fault: 'reset', delay: '500ms' }] })
  const socket = await openSocket(t, mock)
  // the second is answered meanwhile, and its answer waits in this process
  socket.write(ask(1) + ask(2))
  t.equal((await collect(socket)).ended, 'RST')
  t.match(await mock.entries(2), [
    { status: null, endedBy: 'fault' },
    { status: null, endedBy: 'fault', bytes: 0 },
  ])
})
