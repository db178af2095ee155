import fc from 'fast-check'
import t from 'tap'
import { modelsById } from '#src/groq/models'
import { contextLength } from '#src/request/checks/tokens'
import { promptTokens } from '#src/tokens'
import { anyLetter } from '../../helpers/any-letter.ts'
import { bounded } from '../../helpers/bounded.ts'

const content = fc.oneof(
  fc.string({ unit: anyLetter }),
  fc.array(fc.record({ type: fc.constant('text'), text: fc.string({ unit: anyLetter }) })),
)
const message = fc.record(
  { role: fc.constantFrom('user', 'tool', 'assistant'), content, tool_calls: fc.array(fc.jsonValue()) },
  { requiredKeys: ['role'] },
)
const chat = fc.record(
  { model: fc.constant('m'), messages: fc.array(message), tools: fc.array(fc.jsonValue()) },
  { requiredKeys: ['model', 'messages'] },
)

t.test('a body has never more tokens than bytes', async t => {
  const holds = (body: object) => promptTokens(body) <= Buffer.byteLength(JSON.stringify(body))
  fc.assert(fc.property(chat, holds), { numRuns: bounded(2000) })
  t.pass('in 2000 bodies')
})

t.test('a body that is shorter than what the model reads is not counted, and the answer is the same', async t => {
  const model = modelsById.get('openai/gpt-oss-20b') ?? null
  const asked = (text: string) => ({
    operation: 'createChatCompletion' as const,
    body: { messages: [{ role: 'user', content: text }] },
    file: null,
    model,
  })
  for (const [letters, refusal] of [
    [1000, null],
    [131_072 * 4 - 16, null],
    [131_072 * 4 - 15, { variant: 'context-length-exceeded' }],
  ] as const) {
    const checked = asked('x'.repeat(letters))
    t.same(contextLength(checked), refusal)
    t.same(contextLength({ ...checked, bodyBytes: letters + 60 }), refusal)
  }
})
