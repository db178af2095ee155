// Wrong until 3cbf940 (2026-11-26): an unknown type of tool for a compound system was refused as tools, where recordings name the type.
import t from 'tap'
import { chatBody, startMock } from '../helpers/mock.ts'

t.test('a compound system refuses the type of a tool first, and then tools', async t => {
  const mock = await startMock(t)
  const messageFor = async (tool: object) => {
    const answer = await mock.chat({ body: chatBody({ model: 'groq/compound', tools: [tool] }) })
    return ((await answer.json()) as { error: { message: string } }).error.message
  }
  t.equal(
    await messageFor({ type: 'web_search' }),
    'code=400, message=tools[0].type must be one of [function, mcp], type=invalid_request_error',
  )
  t.equal(
    await messageFor({ type: 'function', function: { name: 'now' } }),
    '`tool calling` is not supported with this model',
  )
})
