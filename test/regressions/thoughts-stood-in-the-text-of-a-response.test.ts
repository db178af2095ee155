// Wrong until be82d79 (2026-11-24): a model that thinks in tags put its tags into the text of a response.
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

t.test('a response of a model that thinks in tags has its thoughts in an item of their own', async t => {
  const mock = await startMock(t)
  const answer = await fetch(`${mock.url}/openai/v1/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'qwen/qwen3.6-27b', input: 'Hello' }),
  })
  const { output } = (await answer.json()) as { output: { type: string; content: { text: string }[] }[] }
  t.same(
    output.map(({ type }) => type),
    ['reasoning', 'message'],
  )
  t.notMatch(output[1]?.content[0]?.text, /<\/?think>/)
})
