// Wrong until 2026-11-27: the loop of Groq's own page about tools was refused, as its message of a tool has a `name`.
import Groq from 'groq-sdk'
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

t.test('the loop of local tool calling comes to its end', async t => {
  const mock = await startMock(t)
  const groq = new Groq({ baseURL: mock.url, apiKey: 'k', fetch, maxRetries: 0 })
  const parameters = { type: 'object', properties: { expression: { type: 'string' } }, required: ['expression'] }
  const ask = {
    model: 'openai/gpt-oss-120b',
    tools: [{ type: 'function', function: { name: 'calculate', parameters } }],
  } as const
  const messages: unknown[] = [{ role: 'user', content: 'What is 25 * 4?' }]
  // the page pushes what its types do not have
  const create = (more: object) => groq.chat.completions.create({ ...ask, ...more, messages, stream: false } as never)
  const first = (await create({ tool_choice: 'required' })) as unknown as Groq.Chat.ChatCompletion
  const said = first.choices[0]?.message
  messages.push(said)
  for (const { id, function: called } of said?.tool_calls ?? [])
    messages.push({ role: 'tool', tool_call_id: id, name: called.name, content: '100' })
  t.equal(messages.length, 3)
  t.match(await create({}), { choices: [{ message: { content: String } }] })
})
