// Wrong until acff24d (2026-11-26): a reasoning model that the list of models no longer has, and any compound system, showed no reasoning.
import t from 'tap'
import { asking, wholeOf } from '../answers/asking.ts'

t.test('with reasoning_format parsed every model that reasons gives its reasoning', async t => {
  for (const model of [
    'qwen/qwen3-32b',
    'qwen-qwq-32b',
    'deepseek-r1-distill-llama-70b',
    'groq/compound',
    'groq/compound-mini',
  ])
    t.type(wholeOf(asking({ model, reasoning_format: 'parsed' })).choices[0].message.reasoning, 'string', model)
})
