// Wrong until 96cf2e4 (2026-11-26): an injected tool_use_failed was about get_weather and Paris whatever the request offered, and a 404 about a file was about another file.
import t from 'tap'
import { chatBody, startMock } from '../helpers/mock.ts'

t.test('a failed call is one of a tool that was offered, whole and in a stream', async t => {
  const mock = await startMock(t, 'bad-tool-call')
  const parameters = { type: 'object', properties: { order: { type: 'integer' } }, required: ['order'] }
  const tools = [{ type: 'function', function: { name: 'cancel_order', parameters } }]
  for (const stream of [false, true]) {
    const text = await (await mock.chat({ body: chatBody({ tools, stream, seed: Number(stream) }) })).text()
    t.match(text, 'function=cancel_order\\u003e{\\"order\\":')
    t.notMatch(text, /get_weather|Paris/)
  }
})

t.test('a file that is missing is the one that was asked for', async t => {
  const mock = await startMock(t, { rules: [{ error: { status: 404, variant: 'file-not-found' } }] })
  t.match(await (await fetch(`${mock.url}/openai/v1/files/file_mine`)).text(), '`file_mine`')
})
