// Wrong until 3cbf940 (2026-11-26): `reasoning_effort` and `reasoning_format` were taken whatever the model, and built-in tools too.
import t from 'tap'
import { chatBody, startMock } from '../helpers/mock.ts'

const rows: readonly (readonly [more: object, message: string])[] = [
  [
    { model: 'openai/gpt-oss-20b', reasoning_effort: 'none' },
    '`reasoning_effort` must be one of `low`, `medium`, or `high`',
  ],
  [{ model: 'qwen/qwen3.6-27b', reasoning_effort: 'low' }, '`reasoning_effort` must be one of `none` or `default`'],
  [{ model: 'allam-2-7b', reasoning_effort: 'low' }, '`reasoning_effort` is not supported with this model'],
  [{ model: 'allam-2-7b', reasoning_format: 'parsed' }, '`reasoning_format` is not supported with this model'],
  [
    { model: 'qwen/qwen3.8-27b', tools: [{ type: 'browser_search' }] },
    'code=400, message=tools[0].type must be one of [function, mcp], type=invalid_request_error',
  ],
]

t.test('what only other models know is refused', async t => {
  const mock = await startMock(t)
  for (const [more, message] of rows) {
    const answer = await mock.chat({ body: chatBody(more) })
    t.equal(answer.status, 400)
    t.match(await answer.json(), { error: { message } })
  }
})
